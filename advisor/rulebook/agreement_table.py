"""The agreement with published migrations as Markdown, for the README: figures, then every case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.engine import Rulebook
from advisor.rulebook.accuracy import YARDSTICK, Accuracy, Group, option_names
from advisor.rulebook.scenarios import Compared, Scenario, Share

KINDS = {
    "company": "companies that moved",
    "worked_example": "worked examples",
    "tree": "paths of Microsoft's compute decision tree",
    "table": "rows of published criteria tables",
}
FAMILIES = {
    "microsoft_guidance": "Microsoft's guidance",
    "microsoft": "Microsoft's customer stories",
    "aws": "Amazon Web Services",
    "google": "Google Cloud",
    "partner": "consultancies and vendors",
    "engineering_blog": "engineering blogs",
    "government": "public sector",
    "community": "personal accounts and open projects",
    "press": "press",
    "book": "books and papers",
}


def agreement_markdown(accuracy: Accuracy, rulebook: Rulebook) -> str:
    """Return both tables in English; cases that differ come first, those that agree are folded."""
    differing = [item for item in accuracy.compared if not item.agrees]
    agreeing = [item for item in accuracy.compared if item.agrees]
    lines = [
        *_figures(accuracy),
        "",
        "Where they differ:",
        "",
        *_cases(differing, rulebook),
        "",
        f"<details><summary>Where they agree: {len(agreeing)} decisions</summary>",
        "",
        *_cases(agreeing, rulebook),
        "",
        "</details>",
    ]
    return "\n".join(lines) + "\n"


def _figures(accuracy: Accuracy) -> Iterator[str]:
    yield "| weighted agreement | cases | strategy | compute | database |"
    yield "|---|---:|---:|---:|---:|"
    everything = [f"**{d.percent} %** ({d.agreed} of {d.total})" for d in accuracy.decisions]
    yield _row("**all cases**", str(accuracy.cases), *everything)
    yield _row("the yardstick", "", *(f"{percent} %" for percent in YARDSTICK.values()))
    if accuracy.first_sight:
        seen = accuracy.first_sight
        yield _row("new cases, at first sight", str(seen.cases), *_shares(seen.then))
        yield _row("the same cases, today", str(seen.cases), *_shares(seen.today))
    for group in accuracy.kinds:
        yield _group(group, KINDS)
    for group in accuracy.families:
        yield _group(group, FAMILIES)


def _group(group: Group, names: Mapping[str, str]) -> str:
    return _row(names.get(group.slug, group.slug), str(group.cases), *_shares(group.shares))


def _shares(shares: Mapping[str, Share]) -> list[str]:
    return [
        f"{shares[decision].percent} % of {shares[decision].count}" if decision in shares else "–"
        for decision in YARDSTICK
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
