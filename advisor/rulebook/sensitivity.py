"""No cliffs: what one answer alone does to a decision, over all scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from advisor.engine import Answer, Compiled, Profile, decide, parse_profile
from advisor.engine.recommendation import RankedDecision
from advisor.engine.rulebook import Question
from advisor.rulebook.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Move:
    """What giving one answer, instead of leaving its question open, does to one option.

    ``gained`` and ``lost``: scenarios whose outcome becomes the option, or ceases to be it. ``points``: the
    mean change of the option's points. ``vetoed``: scenarios in which the answer rules the option out.
    """

    question: str
    answer: str
    option: str
    gained: int
    lost: int
    points: float
    vetoed: int
    scenarios: int

    @property
    def strength(self) -> tuple[int, float]:
        """How much it moves: outcomes first, then points."""
        return (self.gained + self.lost, abs(self.points) + 10 * self.vetoed / self.scenarios)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Every move of one decision; ``shifts``: question → (from, to) → scenarios that shift so."""

    decision: str
    scenarios: int
    moves: tuple[Move, ...]
    shifts: Mapping[str, Mapping[tuple[str, str], int]]

    def strongest(self, option: str, count: int = 3) -> list[Move]:
        """Return the answers that move an option most, of each question the strongest one."""
        best: dict[str, Move] = {}
        for move in sorted((m for m in self.moves if m.option == option), key=lambda m: m.strength):
            best[move.question] = move
        return sorted(best.values(), key=lambda m: m.strength, reverse=True)[:count]


def sensitivity(compiled: Compiled, scenarios: Iterable[Scenario], decision: str) -> Sensitivity:
    """Give every answer in every scenario, one at a time, and see how one ranked decision moves.

    The constraint questions (``rules_out_named``) are not varied. Numbers are varied over the middle of
    each interval between the rulebook's thresholds.
    """
    parsed = [parse_profile(compiled.rulebook, scenario.profile) for scenario in scenarios]
    profiles = [profile for profile, problems in parsed if not problems]
    moves: list[Move] = []
    shifts: dict[str, dict[tuple[str, str], int]] = {}
    for question in compiled.rulebook.questions.values():
        if question.retired or question.rules_out_named:
            continue
        bases = [_decided(compiled, _without(profile, question.slug), decision) for profile in profiles]
        for words, answer in _answers(compiled, question):
            given = [_decided(compiled, {**profile, question.slug: answer}, decision) for profile in profiles]
            moves += _moves(question.slug, words, bases, given)
            _count_shifts(shifts.setdefault(question.slug, {}), bases, given)
    return Sensitivity(decision, len(profiles), tuple(moves), shifts)


def _without(profile: Profile, slug: str) -> dict[str, Answer]:
    return {name: answer for name, answer in profile.items() if name != slug}


def _decided(compiled: Compiled, profile: Profile, decision: str) -> RankedDecision:
    found: RankedDecision = getattr(decide(compiled, profile), decision)
    return found


def _answers(compiled: Compiled, question: Question) -> list[tuple[str, Answer]]:
    """Return each answer that can be tried, with its name."""
    if question.kind == "one":
        return [(slug, slug) for slug in question.choice_slugs]
    if question.kind == "many":
        return [(slug, (slug,)) for slug in question.choice_slugs]
    return list(_intervals(compiled, question))


def _intervals(compiled: Compiled, question: Question) -> Iterator[tuple[str, float]]:
    """Yield each interval between the thresholds that rules name, with a number inside it."""
    low, high = question.minimum or 0, question.below or 0
    edges = {low, high}
    for rule in compiled.rulebook.rules.values():
        condition = rule.when.get(question.slug)
        if condition is not None:
            edges |= {edge for edge in (condition.minimum, condition.below) if edge is not None}
    for start, end in pairwise(sorted(edge for edge in edges if low <= edge <= high)):
        middle = (start + end) / 2
        yield f"{start:g} to below {end:g}", float(int(middle)) if question.whole else middle


def _moves(question: str, words: str, bases: list[RankedDecision], given: list[RankedDecision]) -> list[Move]:
    moves = []
    for option in (ranked.option for ranked in sorted(bases[0].ranking, key=lambda ranked: ranked.option)):
        pairs = [(_place(b, option), _place(g, option)) for b, g in zip(bases, given, strict=True)]
        outcomes = [(b.outcome == option, g.outcome == option) for b, g in zip(bases, given, strict=True)]
        moves.append(
            Move(
                question,
                words,
                option,
                gained=sum(now and not before for before, now in outcomes),
                lost=sum(before and not now for before, now in outcomes),
                points=sum(now[0] - before[0] for before, now in pairs) / len(pairs),
                vetoed=sum(now[1] and not before[1] for before, now in pairs),
                scenarios=len(pairs),
            )
        )
    return moves


def _place(decision: RankedDecision, option: str) -> tuple[int, bool]:
    ranked = next(ranked for ranked in decision.ranking if ranked.option == option)
    return ranked.points, ranked.ruled_out


def _count_shifts(
    shifts: dict[tuple[str, str], int], bases: list[RankedDecision], given: list[RankedDecision]
) -> None:
    for before, now in zip(bases, given, strict=True):
        if before.outcome and now.outcome and before.outcome != now.outcome:
            pair = (before.outcome, now.outcome)
            shifts[pair] = shifts.get(pair, 0) + 1
