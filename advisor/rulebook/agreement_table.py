"""The agreement with published migrations as Markdown, for the README: figures, then the cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import override

from advisor.engine import Rulebook
from advisor.rulebook.accuracy import Accuracy, Group, Sight, option_names
from advisor.rulebook.case_names import family_name, kind_name
from advisor.rulebook.scenarios import Compared, Scenario, Share
from advisor.rulebook.schema import OUTCOMES


def agreement_markdown(accuracy: Accuracy, rulebook: Rulebook, *, everything: bool = False) -> str:
    """Return the tables in English: the figures, then the cases that differ, folded.

    With ``everything`` those that agree follow.
    """
    agreeing = [item for item in accuracy.compared if item.agrees]
    differing = [item for item in accuracy.compared if not item.agrees]
    with override("en"):
        figures = list(_figures(accuracy))
    lines = [
        *figures,
        "",
        *_folded(f"Where they differ: {len(differing)} decisions", differing, rulebook),
    ]
    if everything:
        lines += ["", *_folded(f"Where they agree: {len(agreeing)} decisions", agreeing, rulebook)]
    return "\n".join(lines) + "\n"


def _folded(title: str, compared: list[Compared], rulebook: Rulebook) -> Iterator[str]:
    yield f"<details><summary>{title}</summary>"
    yield ""
    yield from _cases(compared, rulebook)
    yield ""
    yield "</details>"


def _figures(accuracy: Accuracy) -> Iterator[str]:
    yield "| weighted agreement | cases | strategy | compute | database |"
    yield "|---|---:|---:|---:|---:|"
    everything = [f"**{d.percent} %** ({d.agreed} of {d.total})" for d in accuracy.decisions]
    yield _row("**all cases**", str(accuracy.cases), *everything)
    yield _row("the yardstick", "", *(f"{decision.yardstick} %" for decision in accuracy.decisions))
    yield from _sight("new to the rules", accuracy.new)
    yield from _sight("known while the rules were written", accuracy.known)
    for group in accuracy.kinds:
        yield _group(group, kind_name(group.slug))
    for group in accuracy.families:
        yield _group(group, family_name(group.slug))


def _sight(name: str, sight: Sight) -> Iterator[str]:
    for when, shares in (("at first sight", sight.then), ("today", sight.today)):
        if shares:
            yield _row(f"{name}, {when}", str(sight.cases), *_shares(shares))
    yield _row(f"{name}: the yardstick", "", *(f"{sight.yardstick[d]} %" for d in OUTCOMES))


def _group(group: Group, name: str) -> str:
    return _row(name, str(group.cases), *_shares(group.shares))


def _shares(shares: Mapping[str, Share]) -> list[str]:
    return [
        f"{shares[decision].percent} % of {shares[decision].count}" if decision in shares else "–"
        for decision in OUTCOMES
    ]


def _cases(compared: Iterable[Compared], rulebook: Rulebook) -> Iterator[str]:
    names = option_names(rulebook, "en")
    yield "| case | decision | published | given | why |"
    yield "|---|---|---|---|---|"
    for item in compared:
        given = names[item.outcome] if isinstance(item.outcome, str) else "–"
        half = " (counts half)" if item.scenario.weight_of(item.decision) < 1 else ""
        why = rulebook.rules[item.because[0]].because.en if item.because else "No rule holds."
        yield _row(
            _link(item.scenario), f"{item.decision}{half}", _wanted(item, names), given, _why(item, why)
        )


def _why(item: Compared, reason: str) -> str:
    return reason if item.agrees else item.scenario.explanation.en or reason


def _wanted(item: Compared, names: Mapping[str, str]) -> str:
    expected = item.scenario.expect.get(item.decision)
    if expected:
        return " or ".join(names[option] for option in expected)
    return "not " + ", ".join(names[option] for option in item.scenario.expect_not[item.decision])


def _link(scenario: Scenario) -> str:
    address = scenario.address
    return f"[{scenario.title}]({address})" if address else f"{scenario.title} ({scenario.source})"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
