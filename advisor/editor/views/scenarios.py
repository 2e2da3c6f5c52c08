"""All scenarios run at once: what they expect, what they get, and what none of them exercises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisor.assessments.models import Assessment
from advisor.editor.access import looking
from advisor.editor.grid.ground import Unreadable, ground_of
from advisor.editor.heading import heading_of
from advisor.editor.links import simulator_with
from advisor.editor.names import Names, OptionName, names_now, record_links
from advisor.editor.scenario_run import Outcome, Ran, Run, run_now
from advisor.engine.rulebook import Condition, Rulebook
from advisor.rulebook.coverage import Coverage, Demand
from advisor.rulebook.draft import compiled_draft
from advisor.rulebook.wording import conditions_text

PER_PAGE = 40
#: What is listed of each kind that no scenario exercises.
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """One decision of a scenario in words; ``in_use`` is empty where it gives the same."""

    title: str
    wanted: Sequence[OptionName]
    refused: bool
    given: Sequence[OptionName]
    in_use: Sequence[OptionName]
    agrees: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One scenario, where it is edited ("" for whom that is closed), and where it is tried."""

    ran: Ran
    address: str
    simulator: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that no scenario exercises, of a rule or of an option, in words."""

    name: str
    address: str
    lines: tuple[str, ...] = ()


@looking
@never_cache
@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    """Run all scenarios and list them, those that stop publishing first."""
    context: dict[str, Any] = {
        "heading": heading_of(request),
        "here": "scenarios",
        "offered": Assessment.objects.present().filter(offered_at__isnull=False).count(),
    }
    try:
        ground_of(with_findings=False)
    except Unreadable as problem:
        return render(request, "editor/scenarios.html", context | {"problem": problem})
    run, names = run_now(), names_now(get_language() or "en")
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    chosen = [one for one in run.scenarios if _fits(one, kind, state)]
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context |= {
        "kind": kind,
        "state": state,
        "run": run,
        "blocking": sum(one.blocks for one in run.scenarios),
        "found": len(chosen),
        "page": page,
        "rows": _rows(request, page.object_list, names),
        "agreed": [(names.decision(one.decision), one) for one in run.agreed],
    }
    return render(request, "editor/scenarios.html", context | _gaps(request, run, names))


def _fits(ran: Ran, kind: str, state: str) -> bool:
    wanted = {"differs": not ran.agrees, "moved": ran.moved}.get(state, True)
    return wanted and kind in ("", ran.scenario.kind)


def _rows(request: HttpRequest, chosen: Iterable[Ran], names: Names) -> list[Row]:
    shown = list(chosen)
    links = record_links(("scenario", (one.scenario.slug,)) for one in shown) if request.user.is_staff else {}
    return [
        Row(
            one,
            links.get(("scenario", (one.scenario.slug,)), ""),
            simulator_with([("scenario", one.scenario.slug)]),
            tuple(_cell(outcome, names) for outcome in one.outcomes),
        )
        for one in shown
    ]


def _cell(outcome: Outcome, names: Names) -> Cell:
    scenario, decision = outcome.draft.scenario, outcome.decision
    expected = scenario.expect.get(decision, ())
    wanted = expected or scenario.expect_not.get(decision, ())
    before = outcome.in_use.outcome if outcome.in_use and outcome.moved else None
    return Cell(
        names.decision(decision),
        [names.option(decision, slug) for slug in wanted],
        not expected,
        names.outcome(decision, outcome.draft.outcome),
        names.outcome(decision, before) if outcome.moved else (),
        outcome.draft.agrees,
    )


def _gaps(request: HttpRequest, run: Run, names: Names) -> dict[str, Any]:
    found, rulebook = run.coverage, compiled_draft().rulebook
    rules = {*found.never, *found.without_effect, *(demand.rule for demand in found.untried)}
    about = [("rule", (slug,)) for slug in rules] + [("option", pair) for pair in found.losing]
    links = record_links(about) if request.user.is_staff else {}

    def of_rule(slug: str, lines: Iterable[str] = ()) -> Gap:
        return Gap(names.rule(slug).text, links.get(("rule", (slug,)), ""), tuple(lines))

    return {
        "coverage": found,
        "held": found.rules - len(found.never),
        "won": found.options - len(found.losing),
        "tried": found.demands - len(found.untried),
        "never": [of_rule(slug) for slug in found.never[:MOST_LISTED]],
        "without_effect": [of_rule(s) for s in found.without_effect[:MOST_LISTED] if s not in found.never],
        "losing": [
            Gap(f"{names.decision(d)}: {names.option(d, o).name}", links.get(("option", (d, o)), ""))
            for d, o in found.losing[:MOST_LISTED]
        ],
        "untried": [
            of_rule(slug, (_demand_text(rulebook, demand) for demand in demands))
            for slug, demands in _by_rule(found).items()
        ],
    }


def _by_rule(found: Coverage) -> dict[str, list[Demand]]:
    by_rule: dict[str, list[Demand]] = {}
    for demand in found.untried[:MOST_LISTED]:
        by_rule.setdefault(demand.rule, []).append(demand)
    return by_rule


def _demand_text(rulebook: Rulebook, demand: Demand) -> str:
    """Return one operator with one of its choices in words."""
    whole = rulebook.rules[demand.rule].when[demand.name]
    value: Any = (demand.choice,) if demand.choice else getattr(whole, demand.operator)
    condition = replace(Condition(), **{demand.operator: value})
    return conditions_text(rulebook, {demand.name: condition}, get_language() or "en")
