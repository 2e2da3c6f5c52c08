"""What the checks find in the draft: what it means, how to mend it, and a profile that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.editor import checking
from advisor.editor.access import looking
from advisor.editor.calculations import last, order
from advisor.editor.heading import heading_of
from advisor.editor.links import simulator_url
from advisor.editor.models import EditorJob
from advisor.editor.names import Names, names_now, record_links
from advisor.rulebook.checks.meanings import MEANINGS, Meaning
from advisor.rulebook.draft import compiled_draft_or_none
from advisor.rulebook.field_names import KIND_LABELS, field_label, kind_label
from advisor.rulebook.findings import Finding
from advisor.rulebook.schema import KINDS

#: Findings of one code that are shown before somebody asks for that code alone.
FEW, MANY = 10, 500
LEVELS = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding. ``answers`` is the example in words, ``simulator`` where it can be tried, "" for none."""

    kind: str
    name: str
    address: str
    field: str
    message: str
    answers: list[tuple[str, str]]
    simulator: str


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one code; ``rows`` are the first few of ``count``."""

    code: str
    level: str
    meaning: Meaning | None
    rows: tuple[Row, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the findings are narrowed to; "" for all."""

    level: str = ""
    kind: str = ""
    code: str = ""

    def fits(self, finding: Finding) -> bool:
        """Tell whether a finding is asked for."""
        kind = finding.kind_and_key[0]
        return all(
            not wanted or wanted == given
            for wanted, given in ((self.level, finding.level), (self.kind, kind), (self.code, finding.code))
        )


@looking
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest) -> HttpResponse:
    """Show all findings; POST begins the exact checks."""
    if request.method == "POST":
        order(EditorJob.Kind.CHECK, request.user)
        return redirect("editor:checks")
    heading = heading_of(request)
    running, ended = last(EditorJob.Kind.CHECK, request.user)
    found = checking.findings_now()
    exact = checking.findings_of(ended) if ended else ()
    asked = Asked(*(request.GET.get(name, "") for name in ("level", "kind", "code")))
    everything = (*found, *exact)
    context = {
        "heading": heading,
        "here": "checks",
        "job": running,
        "result": ended,
        "outdated": ended is not None and ended.mark != heading.mark,
        "can_begin": compiled_draft_or_none() is not None,
        "asked": asked,
        "groups": _groups(request, [one for one in everything if asked.fits(one)], asked),
        "total": len(everything),
        "counts": {level: sum(one.level == level for one in everything) for level in LEVELS},
        "levels": LEVELS,
        "kinds": _kinds(everything),
        "codes": _codes(everything),
    }
    return render(request, "editor/checks.html", context)


def _kinds(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    present = {finding.kind_and_key[0] for finding in findings}
    return [(kind, str(kind_label(kind))) for kind in KIND_LABELS if kind in present]


def _codes(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    present = dict.fromkeys(finding.code for finding in findings if finding.code)
    return [(code, str(MEANINGS[code].title) if code in MEANINGS else code) for code in present]


def _groups(request: HttpRequest, findings: Sequence[Finding], asked: Asked) -> list[Group]:
    """Return findings by level, errors first, and by code."""
    by_code: dict[tuple[str, str], list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: LEVELS.index(finding.level)):
        by_code.setdefault((finding.level, finding.code), []).append(finding)
    most = MANY if asked.code else FEW
    names = names_now(get_language() or "en")
    shown = [finding for some in by_code.values() for finding in some[:most]]
    links = (
        record_links(one.kind_and_key for one in shown if one.kind_and_key[0])
        if request.user.is_staff
        else {}
    )
    return [
        Group(
            code,
            level,
            MEANINGS.get(code),
            tuple(_row(finding, names, links) for finding in some[:most]),
            len(some),
        )
        for (level, code), some in by_code.items()
    ]


def _row(finding: Finding, names: Names, links: Mapping[Any, str]) -> Row:
    kind, key = finding.kind_and_key
    witness = finding.witness
    return Row(
        kind=str(kind_label(kind)) if kind else "",
        name="/".join(key) if kind else finding.record,
        address=links.get((kind, key), ""),
        field=str(field_label(kind, finding.field)) if kind and _is_field(kind, finding.field) else "",
        message=finding.message,
        answers=names.answers(witness) if witness is not None else [],
        simulator=simulator_url(witness) if witness is not None else "",
    )


def _is_field(kind: str, name: str) -> bool:
    return bool(name) and any(field.name == name for field in KINDS[kind].fields)
