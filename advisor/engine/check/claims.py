"""What may be claimed of a rulebook: each claim is something that some profile shows, or none does.

A claim says it twice: ``shown`` asks the engine about one profile, ``pose`` asks the solver for a profile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from advisor.engine.check.look import Look
from advisor.engine.check.model import Model
from advisor.engine.check.space import Space
from advisor.engine.check.verdict import Kind
from advisor.engine.rulebook import COLLECTING_DECISION, RANKED_DECISIONS, Condition, Conditions, Rule

#: Kinds where a profile that shows the claim is the finding; of all others, that there is none.
FAULTS: frozenset[Kind] = frozenset(("nothing_left", "order_decides"))


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One claim. The names are those of the verdict it may lead to; ``rule`` is the rule it is about.

    ``needs``: another claim without which this one says nothing.
    """

    kind: Kind
    subject: str
    shown: Callable[[Look], bool]
    pose: Callable[[Model], None]
    decision: str = ""
    option: str = ""
    others: tuple[str, ...] = ()
    rule: str = ""
    needs: Claim | None = None


def all_claims(space: Space) -> Iterator[Claim]:
    """Yield every claim but those about pairs of rules, which :func:`rules_differ` makes."""
    for rule in space.rulebook.rules.values():
        if space.examined(rule.when):
            yield from _rule_claims(space, rule)
    for decision in space.rulebook.decisions:
        yield from _decision_claims(space, decision)
    yield from _question_claims(space)
    yield from _shown_claims(space)


def _rule_claims(space: Space, rule: Rule) -> Iterator[Claim]:
    fires = Claim(
        "rule_never_fires",
        rule.slug,
        shown=lambda look: look.holds(rule.decision, rule.slug),
        pose=lambda model: model.require(model.rule(rule)),
        decision=rule.decision,
        rule=rule.slug,
    )
    yield fires
    yield replace(
        fires,
        kind="rule_never_matters",
        shown=partial(_matters, rule),
        pose=partial(_matter, rule),
        needs=fires,
    )
    for place, option in enumerate(_options(space, rule.decision)):
        if option in rule.points:
            yield replace(
                fires,
                kind="points_never_count",
                shown=partial(_counts, rule, place),
                pose=partial(_count, rule, option),
                option=option,
                needs=fires,
            )


def _options(space: Space, decision: str) -> list[str]:
    return [option.slug for option in space.rulebook.decisions[decision].options]


def _matters(rule: Rule, look: Look) -> bool:
    if not look.holds(rule.decision, rule.slug):
        return False
    if rule.decision == COLLECTING_DECISION:
        return look.picked() != look.picked(rule.slug)
    return look.outcomes[rule.decision] != look.outcome_without(rule.decision, rule.slug)


def _matter(rule: Rule, model: Model) -> None:
    """A later decision sees no more of a rule than the outcome of the rule's own decision."""
    model.require(model.rule(rule))
    touched = [*rule.points, *rule.rules_out]
    if rule.decision == COLLECTING_DECISION:
        pairs = [
            (model.picked(rule.decision, option), model.picked(rule.decision, option, rule.slug))
            for option in touched
        ]
        model.require(*(model.differ(with_it, without) for with_it, without in pairs))
        return
    with_it = model.outcome(rule.decision)
    for option, without in model.outcome(rule.decision, rule.slug).items():
        model.require(~with_it[option], ~without)


def _counts(rule: Rule, place: int, look: Look) -> bool:
    return look.holds(rule.decision, rule.slug) and not look.tally(rule.decision)[1][place]


def _count(rule: Rule, option: str, model: Model) -> None:
    model.require(model.rule(rule))
    model.require(~model.ruled_out(rule.decision, option))


def _decision_claims(space: Space, decision: str) -> Iterator[Claim]:
    options = _options(space, decision)
    for place, option in enumerate(options):
        yield Claim(
            "option_never_wins",
            subject=option,
            shown=partial(_wins, decision, option, place),
            pose=partial(_win, decision, option),
            decision=decision,
            option=option,
        )
    if decision not in RANKED_DECISIONS:
        return
    yield Claim(
        "nothing_left",
        subject=decision,
        shown=lambda look: all(look.tally(decision)[1]),
        pose=lambda model: model.require_all(model.ruled_out(decision, option) for option in options),
        decision=decision,
    )
    for place, option in enumerate(options):
        for behind in range(place + 1, len(options)):
            yield Claim(
                "order_decides",
                subject=decision,
                shown=partial(_tied, decision, option, place, behind),
                pose=partial(_tie, decision, option, options[behind]),
                decision=decision,
                option=option,
                others=(options[behind],),
            )


def _wins(decision: str, option: str, place: int, look: Look) -> bool:
    if decision == COLLECTING_DECISION:
        return look.picked()[place]
    return look.outcomes[decision] == option


def _win(decision: str, option: str, model: Model) -> None:
    collects = decision == COLLECTING_DECISION
    model.require(model.picked(decision, option) if collects else model.outcome(decision)[option])


def _tied(decision: str, option: str, place: int, behind: int, look: Look) -> bool:
    if look.outcomes[decision] != option:
        return False
    points, vetoes = look.tally(decision)
    return points[place] == points[behind] and not vetoes[place] and not vetoes[behind]


def _tie(decision: str, option: str, other: str, model: Model) -> None:
    model.require(model.outcome(decision)[option])
    model.require_all((~model.ruled_out(decision, option), ~model.ruled_out(decision, other)))
    model.at_least(model.ahead(decision, other, option), 0)


def _question_claims(space: Space) -> Iterator[Claim]:
    for question in space.rulebook.questions.values():
        needed = {name: Condition(any_of=choices) for name, choices in (question.asked_when or {}).items()}
        if needed and not question.retired and space.examined(needed):
            yield Claim(
                "question_never_asked",
                subject=question.slug,
                shown=partial(_asked, question.slug),
                pose=partial(_hold, needed),
            )


def _asked(slug: str, look: Look) -> bool:
    return slug in look.asked


def _hold(when: Conditions, model: Model) -> None:
    model.require(model.holds(when))


def _shown_claims(space: Space) -> Iterator[Claim]:
    for advice in space.rulebook.advice.values():
        if space.examined(advice.when):
            yield Claim(
                "advice_never_shown", advice.slug, partial(_advised, advice.slug), partial(_hold, advice.when)
            )
    for fact in space.rulebook.facts.values():
        if space.examined(fact.when):
            yield Claim("fact_never_shown", fact.slug, partial(_told, fact.slug), partial(_hold, fact.when))


def _advised(slug: str, look: Look) -> bool:
    return bool(look.extra >> look.places.advice[slug] & 1)


def _told(slug: str, look: Look) -> bool:
    return bool(look.facts >> look.places.facts[slug] & 1)


def rules_differ(one: Rule, other: Rule) -> Claim:
    """Return the claim that one of two rules of a decision holds where the other does not."""
    return Claim(
        "duplicate_rules",
        subject=other.slug,
        shown=lambda look: look.holds(one.decision, one.slug) != look.holds(one.decision, other.slug),
        pose=lambda model: model.require(model.differ(model.rule(one), model.rule(other))),
        decision=one.decision,
        others=(one.slug,),
        rule=other.slug,
    )


def holds_without(rule: Rule, vetoing: Sequence[str]) -> Claim:
    """Return the claim that a rule holds and none of the others named does."""

    def shown(look: Look) -> bool:
        return look.holds(rule.decision, rule.slug) and not any(
            look.holds(rule.decision, other) for other in vetoing
        )

    def pose(model: Model) -> None:
        model.require(model.rule(rule))
        model.require_all(~model.rule(model.space.rulebook.rules[other]) for other in vetoing)

    return Claim("points_never_count", rule.slug, shown, pose, decision=rule.decision, rule=rule.slug)
