"""Part one: the four strategies side by side, under a finding as headline."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from advisor.engine.recommendation import RankedDecision, RankedOption
from advisor.pictures.bars import bars
from advisor.reports.desk import Desk, fill
from advisor.reports.report import StrategiesPart


def strategies_part(desk: Desk) -> StrategiesPart:
    """Return the four strategies with their points as a picture and all reasons."""
    decision = desk.evaluation.recommendation.strategy
    options = tuple(desk.option(decision, option) for option in decision.ranking)
    return StrategiesPart(
        headline=finding(desk, decision),
        picture=bars(desk.rulebook, decision, desk.language),
        notes={
            o.slug: fill(gettext("Ruled out: %(reason)s"), reason=o.vetoes[0].text)
            for o in options
            if o.vetoes
        },
        options=options,
    )


def finding(desk: Desk, decision: RankedDecision) -> str:
    """Return the ranking as one finding: who leads by how much, and what speaks against it."""
    if decision.status == "no_evidence" or decision.outcome is None:
        return gettext("The answers so far speak for no strategy and against none")
    name = desk.option_name(decision.decision, decision.outcome)
    if decision.status == "no_clean_fit":
        return fill(gettext("Every strategy is ruled out; %(option)s has the least in its way"), option=name)
    if decision.status == "tie":
        second = desk.option_name(decision.decision, decision.ranking[1].option)
        return fill(
            gettext("%(option)s and %(second)s have equal points; the smaller change is recommended"),
            option=name,
            second=second,
        )
    leader = decision.ranking[0]
    against = sum(1 for c in leader.because if c.points < 0)
    if decision.margin is None:
        return fill(gettext("%(option)s is the only strategy that is not ruled out"), option=name)
    return _lead(name, decision.margin, against)


def _lead(name: str, margin: int, against: int) -> str:
    if against == 0:
        text = ngettext(
            "%(option)s leads by %(points)s point, and no rule speaks against it",
            "%(option)s leads by %(points)s points, and no rule speaks against it",
            margin,
        )
    elif against == 1:
        text = ngettext(
            "%(option)s leads by %(points)s point, and only one rule speaks against it",
            "%(option)s leads by %(points)s points, and only one rule speaks against it",
            margin,
        )
    else:
        text = ngettext(
            "%(option)s leads by %(points)s point, although %(rules)s rules speak against it",
            "%(option)s leads by %(points)s points, although %(rules)s rules speak against it",
            margin,
        )
    return fill(text, option=name, points=margin, rules=against)


def runner_up(decision: RankedDecision) -> RankedOption | None:
    """Return the best other option that is not ruled out."""
    others = (o for o in decision.ranking if o.option != decision.outcome and not o.ruled_out)
    return next(others, None)


def points_text(points: int) -> str:
    """Return points with their unit, the minus being the real one."""
    return ngettext("%(count)s point", "%(count)s points", points) % {"count": str(points).replace("-", "−")}
