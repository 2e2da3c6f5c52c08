"""What an address asks of a decision table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from advisor.engine.rulebook import RANKED_DECISIONS, Rulebook

#: Not a decision: risks, practices and plan steps, which are shown when conditions hold.
ADVICE = "advice"
#: So many questions stand as columns beside the rule.
MOST_COLUMNS = 4
#: A longer text to look for is cut.
LONGEST_TEXT = 100
EFFECTS = ("for", "against", "out")
ADVICE_KINDS = ("risk", "practice", "step")
STATES = ("held", "failed", "silent")
#: Orders that need no column; "option:…" and "question:…" go by one. "-" before it turns it round.
ORDERS = ("slug", "checked", "conditions")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown; "", () and None ask for nothing.

    ``kind`` is one of advice. ``holds`` is "scenario:slug" or "assessment:code" whose rows are marked,
    ``state`` narrows to those that held, failed or were silent, ``why`` says what became of each.
    ``unknown`` lists (name, value) of what was given and does not exist.
    """

    text: str = ""
    question: str = ""
    option: str = ""
    effect: str = ""
    kind: str = ""
    source: str = ""
    before: date | None = None
    flagged: bool = False
    changed: bool = False
    holds: str = ""
    state: str = ""
    why: bool = False
    order: str = "slug"
    columns: tuple[str, ...] = ()
    page: int = 1
    unknown: tuple[tuple[str, str], ...] = ()

    @property
    def narrows(self) -> bool:
        """Tell whether fewer than all rows are asked for."""
        texts = (self.text, self.question, self.option, self.effect, self.kind, self.source, self.state)
        return any(texts) or self.before is not None or self.flagged or self.changed


class _Given:
    """Reads values one by one and notes those that do not exist."""

    def __init__(self, params: QueryDict) -> None:
        self._params = params
        self.unknown: list[tuple[str, str]] = []

    def one_of(self, name: str, known: Iterable[str]) -> str:
        return self.allowed(name, self._params.get(name, ""), known)

    def allowed(self, name: str, value: str, known: Iterable[str]) -> str:
        if not value or value in known:
            return value
        self.unknown.append((name, value[:LONGEST_TEXT]))
        return ""

    def day(self, name: str) -> date | None:
        value = self._params.get(name, "")
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.unknown.append((name, value[:LONGEST_TEXT]))
            return None


def read_asked(rulebook: Rulebook, decision: str, params: QueryDict) -> Asked:
    """Return what an address asks of the table of one decision, or of the advice."""
    given = _Given(params)
    questions = readable(rulebook)
    options = effects_of(rulebook, decision)
    columns = [given.allowed("column", value, questions) for value in params.getlist("column")]
    order = params.get("order", "") or "slug"
    orders = [*ORDERS, *(f"option:{o}" for o in options), *(f"question:{q}" for q in questions)]
    return Asked(
        text=params.get("q", "").replace("\x00", "").strip()[:LONGEST_TEXT],
        question=given.one_of("question", questions),
        option=given.one_of("option", options),
        effect=given.one_of("effect", EFFECTS),
        kind=given.one_of("kind", ADVICE_KINDS),
        source=given.one_of("source", rulebook.sources),
        before=given.day("before"),
        flagged="flagged" in params,
        changed="changed" in params,
        holds=params.get("holds", ""),
        state=given.one_of("state", STATES),
        why="why" in params,
        order=order if given.allowed("order", order.removeprefix("-"), orders) else "slug",
        columns=tuple(dict.fromkeys(filter(None, columns)))[:MOST_COLUMNS],
        page=_number(params.get("page", "")),
        unknown=tuple(given.unknown),
    )


def readable(rulebook: Rulebook) -> Mapping[str, object]:
    """Return what a condition may read: the outcomes of decisions, then the questions."""
    outcomes = {name: rulebook.decisions[name] for name in RANKED_DECISIONS if name in rulebook.decisions}
    return {**outcomes, **rulebook.questions}


def effects_of(rulebook: Rulebook, decision: str) -> tuple[str, ...]:
    """Return the options of a decision that can be picked; () for advice."""
    table = rulebook.decisions.get(decision)
    return tuple(option.slug for option in table.options) if table else ()


def _number(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
