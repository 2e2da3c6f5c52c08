"""Pages about the rulebook itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from advisor.engine import Rulebook
from advisor.rulebook.accuracy import Accuracy, Group, Measured, Sight, current_accuracy, option_names
from advisor.rulebook.case_names import family_name, kind_name
from advisor.rulebook.published import rulebook_for
from advisor.rulebook.scenarios import Compared, Share
from advisor.rulebook.schema import OUTCOMES


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of a case in words; ``excluded`` where the source only says what was not chosen."""

    slug: str
    decision: str
    expected: str
    excluded: bool
    given: str
    agrees: bool
    counts_half: bool
    because: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One published case; ``explanation`` says, beside the decision ``explained``, why the rules differ."""

    title: str
    source: str
    address: str
    agrees: bool
    explanation: str
    explained: str
    decisions: tuple[DecisionRow, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One line of a table of shares: its name, its number of cases, and a share or None for each decision."""

    name: str
    cases: int
    shares: tuple[Share | None, ...]


@require_safe
def accuracy(request: HttpRequest) -> HttpResponse:
    """How often the rulebook agrees with published migrations: figures, then the cases that differ."""
    measured = current_accuracy()
    language = get_language() or "en"
    rulebook = rulebook_for(measured.hash)
    cases = _case_rows(measured.compared, rulebook, language)
    context = {
        "accuracy": measured,
        "decisions": [rulebook.decisions[slug].title.in_language(language) for slug in OUTCOMES],
        "all": _by_decision(measured),
        "kinds": [_group_row(group, kind_name(group.slug)) for group in measured.kinds],
        "families": [_group_row(group, family_name(group.slug)) for group in measured.families],
        "sights": [
            _sight_rows(measured.new, _("New to the rules")),
            _sight_rows(measured.known, _("Known while the rules were written")),
        ],
        "cases": [case for case in cases if not case.agrees],
    }
    return render(request, "rulebook/accuracy.html", context)


@require_safe
def agreeing(request: HttpRequest) -> HttpResponse:
    """List the cases on which the rulebook agrees in every decision."""
    measured = current_accuracy()
    rows = _case_rows(measured.compared, rulebook_for(measured.hash), get_language() or "en")
    context = {"accuracy": measured, "cases": [case for case in rows if case.agrees]}
    return render(request, "rulebook/agreeing.html", context)


def _by_decision(measured: Accuracy) -> tuple[Measured | None, ...]:
    """Return what was measured for each decision, None where no case speaks of it."""
    found = {item.decision: item for item in measured.decisions}
    return tuple(found.get(slug) for slug in OUTCOMES)


def _group_row(group: Group, name: str) -> GroupRow:
    return GroupRow(name, group.cases, tuple(group.shares.get(slug) for slug in OUTCOMES))


def _sight_rows(sight: Sight, title: str) -> tuple[str, list[GroupRow], tuple[int, ...]]:
    """Return a heading, its rows of shares, and the yardstick; no rows where there are no such cases."""
    named = (
        (_("At first sight, before any change"), sight.then),
        (_("With the rules of today"), sight.today),
    )
    rows = [
        GroupRow(name, sight.cases, tuple(shares.get(slug) for slug in OUTCOMES))
        for name, shares in named
        if shares
    ]
    return title, rows, tuple(sight.yardstick[slug] for slug in OUTCOMES)


def _case_rows(compared: Iterable[Compared], rulebook: Rulebook, language: str) -> list[CaseRow]:
    cases: dict[str, list[Compared]] = {}
    for item in compared:
        cases.setdefault(item.scenario.slug, []).append(item)
    names = option_names(rulebook, language)
    return [_case_row(items, rulebook, names, language) for items in cases.values()]


def _case_row(items: list[Compared], rulebook: Rulebook, names: Mapping[str, str], language: str) -> CaseRow:
    scenario = items[0].scenario
    return CaseRow(
        title=scenario.title,
        source=scenario.source,
        address=scenario.address,
        agrees=all(item.agrees for item in items),
        explained=next((item.decision for item in items if not item.agrees), ""),
        explanation=scenario.explanation.in_language(language),
        decisions=tuple(_decision_row(item, rulebook, names, language) for item in items),
    )


def _decision_row(item: Compared, rulebook: Rulebook, names: Mapping[str, str], language: str) -> DecisionRow:
    expected = item.scenario.expect.get(item.decision, ())
    options = expected or item.scenario.expect_not[item.decision]
    given = (item.outcome,) if isinstance(item.outcome, str) else item.outcome or ()
    return DecisionRow(
        slug=item.decision,
        decision=rulebook.decisions[item.decision].title.in_language(language),
        expected=", ".join(names[option] for option in options),
        excluded=not expected,
        given=", ".join(names[option] for option in given) or "–",
        agrees=item.agrees,
        counts_half=item.scenario.weight_of(item.decision) < 1,
        because=rulebook.rules[item.because[0]].because.in_language(language) if item.because else "",
    )
