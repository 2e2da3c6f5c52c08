"""What would change this (the design's point 8): all single changes and all minimal pairs, exactly.

Nothing is sampled. Each rule's number of answers that stop it is known for the answers as they are; a rule
that three stop cannot come to hold by two changes. So the rules that hold after a change or two follow from
a few ANDs, and most of the changes lead to a set of rules that was ranked before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from advisor.engine.compile import Compiled
from advisor.engine.decide import Outcomes, alive_after_answers, asked, outcomes_of
from advisor.engine.masks import Table
from advisor.engine.recommendation import Change
from advisor.engine.rulebook import RANKED_DECISIONS, Answer, Profile, Question
from advisor.engine.variants import representatives, toggled, toggles

#: The changes found, by the name of the ranked decision whose outcome they change.
Changes = Mapping[str, tuple[Change, ...]]


@dataclass(frozen=True, slots=True)
class _Changed:
    """One changed answer and the mask of rules that it does not stop."""

    question: int
    slug: str
    answer: Answer
    mask: int
    toggle: str | None


@dataclass(frozen=True, slots=True)
class _Standing:
    """The rules by how many of the answers given stop them: none, exactly one, exactly two."""

    by_none: int
    by_one: int
    by_two: int
    stopped: tuple[int, ...]

    def without(self, question: int) -> int:
        """Return the rules that no answer but this question's stops."""
        return self.by_none | self.by_one & self.stopped[question]

    def without_both(self, first: int, second: int) -> int:
        """Return the rules that no answer but these two questions' stops."""
        one, other = self.stopped[first], self.stopped[second]
        return self.by_none | self.by_one & (one | other) | self.by_two & one & other


def single_changes(compiled: Compiled, profile: Profile) -> Changes:
    """Return every change of one answer that gives another outcome, by ranked decision.

    Varied are the questions that are asked and answered, except those whose answer refuses options. In
    the order of the rulebook's questions and choices; a number is moved to the least number of another
    interval between the thresholds of the ranked decisions' rules. ``profile`` holds valid answers.
    """
    search = _Search(compiled, profile)
    found: dict[str, list[Change]] = {name: [] for name in RANKED_DECISIONS}
    for change in search.changes:
        _keep(found, {change.slug: change.answer}, search.base, search.after(change))
    return {name: tuple(changes) for name, changes in found.items()}


def pair_changes(compiled: Compiled, profile: Profile) -> Changes:
    """Return every minimal pair of changes, by ranked decision: together they give another outcome, and
    neither alone does.

    Two changes of one *many* question (say, one choice added and one removed) are a pair too. Otherwise
    as :func:`single_changes`.
    """
    search = _Search(compiled, profile)
    base = search.base
    found: dict[str, list[Change]] = {name: [] for name in RANKED_DECISIONS}
    alone = [
        tuple(one == other for one, other in zip(search.after(c), base, strict=True)) for c in search.changes
    ]
    numbered = list(zip(search.changes, alone, strict=True))
    for (first, keeps_first), (second, keeps_second) in combinations(numbered, 2):
        if first.question == second.question:
            if first.toggle is None:
                continue
            outcome, answers = search.after_toggles(first, second)
        else:
            outcome = search.after_both(first, second)
            answers = None
        if outcome == base:
            continue
        if answers is None:
            answers = {first.slug: first.answer, second.slug: second.answer}
        minimal = tuple(one and other for one, other in zip(keeps_first, keeps_second, strict=True))
        _keep(found, answers, base, outcome, minimal)
    return {name: tuple(changes) for name, changes in found.items()}


def _keep(
    found: dict[str, list[Change]],
    answers: Mapping[str, Answer],
    base: Outcomes,
    outcome: Outcomes,
    minimal: tuple[bool, ...] = (True, True, True),
) -> None:
    for name, before, after, counts in zip(RANKED_DECISIONS, base, outcome, minimal, strict=True):
        if counts and before != after:
            found[name].append(Change(answers, after))


class _Search:
    """The changes of one profile, and where each leads."""

    def __init__(self, compiled: Compiled, profile: Profile) -> None:
        self._compiled = compiled
        self._profile = profile
        self._ranked: dict[int, Outcomes] = {}
        self._tables = [table for _, table in compiled.tables]
        self._standing = self._stand()
        self.base = self._outcomes(alive_after_answers(compiled, profile))
        self.changes = list(self._all_changes())

    def _stand(self) -> _Standing:
        everything = self._compiled.ranked.everything
        answers = [self._profile.get(name) for name, _ in self._compiled.tables]
        stopped = tuple(everything & ~table[a] for table, a in zip(self._tables, answers, strict=True))
        once = twice = thrice = 0
        for mask in stopped:
            thrice |= twice & mask
            twice |= once & mask
            once |= mask
        return _Standing(everything & ~once, once & ~twice, twice & ~thrice, stopped)

    def _all_changes(self) -> Iterator[_Changed]:
        now_asked = asked(self._compiled, self._profile)
        for number, (slug, table) in enumerate(self._compiled.tables):
            question = self._compiled.rulebook.questions[slug]
            answer = self._profile.get(slug)
            if answer is None or slug not in now_asked or question.rules_out_named:
                continue
            for new, toggle in _other_answers(question, answer, table):
                yield _Changed(number, slug, new, table[new], toggle)

    def after(self, change: _Changed) -> Outcomes:
        """Return the outcomes after one change."""
        return self._outcomes(self._standing.without(change.question) & change.mask)

    def after_both(self, first: _Changed, second: _Changed) -> Outcomes:
        """Return the outcomes after changes of two questions."""
        left = self._standing.without_both(first.question, second.question)
        return self._outcomes(left & first.mask & second.mask)

    def after_toggles(self, first: _Changed, second: _Changed) -> tuple[Outcomes, dict[str, Answer]]:
        """Return the outcomes after two changes of one *many* question, and its new answer."""
        question = self._compiled.rulebook.questions[first.slug]
        answer = self._profile[first.slug]
        if not isinstance(answer, tuple) or first.toggle is None or second.toggle is None:
            raise TypeError(f"{first.slug}: only several choices can be changed twice")
        new = toggled(question, answer, (first.toggle, second.toggle))
        if new is None:
            return self.base, {}
        left = self._standing.without(first.question) & self._tables[first.question][new]
        return self._outcomes(left), {first.slug: new}

    def _outcomes(self, alive: int) -> Outcomes:
        known = self._ranked.get(alive)
        if known is None:
            known = self._ranked[alive] = outcomes_of(self._compiled, alive)
        return known


def _other_answers(question: Question, answer: Answer, table: Table) -> Iterator[tuple[Answer, str | None]]:
    """Yield the answers one change away, each with the choice toggled where it is a *many* question."""
    if isinstance(answer, tuple):
        changed = ((toggled(question, answer, (choice,)), choice) for choice in toggles(question, answer))
        yield from ((new, choice) for new, choice in changed if new is not None)
    elif isinstance(answer, str):
        yield from ((choice, None) for choice in question.choice_slugs if choice != answer)
    elif answer is not None:
        numbers = representatives(question, table.conditions)
        yield from ((number, None) for number in numbers if table[number] != table[answer])
