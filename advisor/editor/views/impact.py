"""What publishing the draft would change for the saved assessments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.assessments.access import assessments_for, owner_of
from advisor.editor.access import looking
from advisor.editor.calculations import last, order
from advisor.editor.grid.ground import Unreadable, ground_of
from advisor.editor.heading import heading_of
from advisor.editor.impact import UNREADABLE, Impact, Moved
from advisor.editor.models import EditorJob
from advisor.editor.names import Names, OptionName, RuleName, names_now, record_links
from advisor.engine.versions import Move

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Because:
    """A rule to blame and where it can be read; "" where it is gone, or where the admin is closed."""

    rule: RuleName
    address: str


@dataclass(frozen=True, slots=True)
class Flow:
    """From what to what, because of what. ``others`` is 0 where they are not told of."""

    decision: str
    before: Sequence[OptionName]
    after: Sequence[OptionName]
    because: tuple[Because, ...]
    together: bool
    own: int = 0
    others: int = 0

    @property
    def count(self) -> int:
        """How many are known to go this way."""
        return self.own + self.others


@dataclass(frozen=True, slots=True)
class Line:
    """One of one's own assessments."""

    code: str
    title: str
    flows: tuple[Flow, ...]


@looking
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replay(request: HttpRequest) -> HttpResponse:
    """Show the newest result of this account; POST works it out anew."""
    if request.method == "POST":
        order(EditorJob.Kind.IMPACT, request.user, owner_of(request))
        return redirect("editor:impact")
    heading = heading_of(request)
    running, ended = last(EditorJob.Kind.IMPACT, request.user)
    context: dict[str, Any] = {
        "heading": heading,
        "here": "impact",
        "job": running,
        "result": ended,
        "outdated": ended is not None and ended.mark != heading.mark,
        "problem": _problem(),
    }
    if ended is not None:
        context |= _told(request, Impact.from_data(ended.result or {}))
    return render(request, "editor/impact.html", context)


def _problem() -> Unreadable | None:
    """Return why the draft cannot be decided from, None where it can."""
    try:
        ground_of(with_findings=False)
    except Unreadable as problem:
        return problem
    return None


def _told(request: HttpRequest, found: Impact) -> dict[str, Any]:
    names = names_now(get_language() or "en")
    moves = [*found.own_cells, *found.others.cells, *(move for one in found.listed for move in one.moves)]
    links = _links(request, names, moves)
    moved = found.own_moved + found.others_moved
    page = Paginator(found.listed, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "found": found,
        "moved": moved,
        "share": f"{100 * moved / found.everybody:.2f}%" if found.everybody else "0%",
        "flows": _flows(found, names, links),
        "unreadable": found.own_cells.get(UNREADABLE, 0) + found.others.cells.get(UNREADABLE, 0),
        "page": page,
        "lines": _lines(request, page.object_list, names, links),
    }


def _flows(found: Impact, names: Names, links: Mapping[str, str]) -> list[Flow]:
    """Return every way that somebody's first moving decision goes, the most frequent first."""
    cells = [cell for cell in {**found.own_cells, **found.others.cells} if isinstance(cell, Move)]
    flows = [
        _flow(cell, names, links, found.own_cells.get(cell, 0), found.others.cells.get(cell, 0))
        for cell in cells
    ]
    return sorted(flows, key=lambda flow: -flow.count)


def _flow(move: Move, names: Names, links: Mapping[str, str], own: int = 0, others: int = 0) -> Flow:
    before, after = names.change(move.decision, move.before, move.after)
    because = tuple(Because(names.rule(slug), links.get(slug, "")) for slug in move.because)
    return Flow(names.decision(move.decision), before, after, because, move.together, own, others)


def _lines(
    request: HttpRequest, listed: Iterable[Moved], names: Names, links: Mapping[str, str]
) -> list[Line]:
    """Return one's own assessments that move; those deleted since, or no longer one's own, are left out."""
    moved = {one.code: one.moves for one in listed}
    present = {str(a.code): a.title for a in assessments_for(request).filter(code__in=list(moved))}
    return [
        Line(code, present[code], tuple(_flow(move, names, links) for move in moves))
        for code, moves in moved.items()
        if code in present
    ]


def _links(request: HttpRequest, names: Names, cells: Iterable[Move | str]) -> dict[str, str]:
    """Return rule → its page in the admin, where this account may go there."""
    if not request.user.is_staff:
        return {}
    slugs = {slug for cell in cells if isinstance(cell, Move) for slug in cell.because}
    found = record_links(("rule", (slug,)) for slug in slugs if not names.rule(slug).gone)
    return {key[0]: address for (_kind, key), address in found.items()}
