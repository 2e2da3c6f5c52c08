"""Retiring a record: what depends on it, exactly what will change, and then all of it at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.editor.access import actor_of, editing
from advisor.editor.comparing import rows
from advisor.editor.heading import heading_of
from advisor.editor.links import record_url
from advisor.editor.several import Plan, plan_to_retire
from advisor.rulebook.dependents import Dependent
from advisor.rulebook.draft import known_records
from advisor.rulebook.editing import apply
from advisor.rulebook.field_names import field_label, kind_label
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.locking import Outdated
from advisor.rulebook.models import Event
from advisor.rulebook.naming import record_name
from advisor.rulebook.schema import KINDS

PER_PAGE = 40


@editing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show what retiring would do; POST does it if the draft still is the one that was shown."""
    name = tuple(key.split("/"))
    if kind not in KINDS or known_records().find(kind, *name) is None:
        raise Http404(f"There is no {kind} {key} in the draft.")
    try:
        plan = plan_to_retire(kind, name)
    except (ValueError, FixtureError) as error:
        message = error.message if isinstance(error, FixtureError) else str(error)
        return _page(request, kind, name, None, message, 422 if request.method == "POST" else 200)
    if request.method != "POST":
        return _page(request, kind, name, plan)
    try:
        _refuse_other(plan, request.POST.get("mark", ""))
        apply(plan.edits, actor_of(request), Event.Action.RETIRED, f"{kind} {key}", seen=plan.mark)
    except Outdated:
        words = _(
            "Nothing was retired: the draft was changed in the meantime. Look again at what would change."
        )
        return _page(request, kind, name, plan_to_retire(kind, name), words, 409)
    told = _("“%(name)s” is retired. The log keeps what every record said before, so that it can be undone.")
    messages.success(request, told % {"name": _name(kind, name)})
    return redirect(record_url(kind, name) if request.user.is_staff else "editor:log")


def _refuse_other(plan: Plan, seen: str) -> None:
    if plan.mark != seen:
        raise Outdated("The draft was changed in the meantime.")


def _page(
    request: HttpRequest,
    kind: str,
    key: tuple[str, ...],
    plan: Plan | None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    language = get_language() or "en"
    changes = plan.comparison.changes if plan else ()
    page = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": heading_of(request),
        "here": "",
        "kind": kind_label(kind),
        "name": _name(kind, key),
        "key": "/".join(key),
        "plan": plan,
        "problem": problem,
        "page": page,
        "rows": rows(plan.comparison, page, language) if plan else [],
        "kept": [_said(dependent, language) for dependent in plan.kept] if plan else [],
        "back": record_url(kind, key) if request.user.is_staff else "",
    }
    return render(request, "editor/retire.html", context, status=status)


def _name(kind: str, key: tuple[str, ...]) -> str:
    record = known_records().find(kind, *key)
    return record_name(record, get_language() or "en") if record else "/".join(key)


def _said(dependent: Dependent, language: str) -> str:
    record = dependent.record
    return _("%(kind)s “%(name)s”: %(field)s") % {
        "kind": kind_label(record.kind),
        "name": record_name(record, language),
        "field": field_label(record.kind, dependent.field),
    }
