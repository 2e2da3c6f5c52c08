"""Where editors begin: how far the draft is, the records it consists of, and what was done last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from advisor.editor.access import looking
from advisor.editor.calculations import finished
from advisor.editor.checking import exact_result, findings_now
from advisor.editor.heading import heading_of
from advisor.editor.log_entries import entries
from advisor.editor.models import EditorJob
from advisor.editor.names import names_now
from advisor.editor.scenario_run import Run, run_now
from advisor.engine import RulebookError
from advisor.rulebook.draft import known_records
from advisor.rulebook.field_names import kind_label
from advisor.rulebook.findings import FixtureError, errors
from advisor.rulebook.models import Event
from advisor.rulebook.records import RecordSet
from advisor.rulebook.schema import KINDS

#: So many entries of the log.
LATEST = 6


@dataclass(frozen=True, slots=True)
class Found:
    """What the checks have found. ``exact``: whether the exact ones have run on this draft."""

    errors: int
    warnings: int
    exact: bool


@looking
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The state of the draft, and the way to all that can be done with it."""
    heading, records = heading_of(request), known_records()
    context: dict[str, Any] = {
        "heading": heading,
        "here": "overview",
        "found": _found(heading.mark),
        "run": _run(),
        "replayed": bool(heading.mark) and finished(EditorJob.Kind.IMPACT, heading.mark) is not None,
        "kinds": [_kind(kind, records) for kind in KINDS],
        "latest": entries(Event.objects.all()[:LATEST]),
    }
    if context["run"]:
        context["broken"] = sum(one.blocks for one in context["run"].scenarios)
        names = names_now(get_language() or "en")
        context["agreed"] = [(names.decision(one.decision), one) for one in context["run"].agreed]
    return render(request, "editor/overview.html", context)


def _found(mark: str) -> Found:
    plain = findings_now()
    exact = exact_result(mark) if mark else None
    found = [*plain, *(exact or ())]
    wrong = len(errors(found))
    return Found(wrong, len(found) - wrong, exact is not None)


def _run() -> Run | None:
    try:
        return run_now()
    except (FixtureError, RulebookError):
        return None


def _kind(kind: str, records: RecordSet) -> dict[str, Any]:
    return {
        "name": kind_label(kind, 2),
        "count": len(records.of(kind)),
        "address": reverse(f"admin:rulebook_{kind}_changelist"),
    }
