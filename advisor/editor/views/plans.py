"""What the pages share that change several records at once: which record it is, what changes, where to go."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from advisor.editor.comparing import rows
from advisor.editor.heading import heading_of
from advisor.editor.links import record_url
from advisor.editor.several import Key, Plan
from advisor.rulebook.draft import known_records
from advisor.rulebook.field_names import kind_label
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.schema import KINDS

PER_PAGE = 40


def key_of(kind: str, path: str) -> Key:
    """Return the key of a record of the draft from its address; Http404 where there is no such record."""
    key = tuple(path.split("/"))
    if kind not in KINDS or known_records().find(kind, *key) is None:
        raise Http404(f"There is no {kind} {path} in the draft.")
    return key


def reason(error: ValueError | FixtureError) -> str:
    """Return in words why there is no plan."""
    return error.message if isinstance(error, FixtureError) else str(error)


def planned(
    request: HttpRequest, kind: str, key: Key, plan: Plan | None, problem: str = ""
) -> dict[str, Any]:
    """Return the context of a page: the record, and what the plan changes, in pages."""
    changes = plan.comparison.changes if plan else ()
    page = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "heading": heading_of(request),
        "here": "",
        "kind": kind_label(kind),
        "key": "/".join(key),
        "plan": plan,
        "problem": problem,
        "page": page,
        "rows": rows(plan.comparison, page, get_language() or "en") if plan else [],
        "back": record_url(kind, key) if request.user.is_staff else "",
    }


def to_record(request: HttpRequest, kind: str, key: Key) -> HttpResponse:
    """Lead to the record that was changed, or to the log for whom the admin is closed."""
    return redirect(record_url(kind, key) if request.user.is_staff else "editor:log")
