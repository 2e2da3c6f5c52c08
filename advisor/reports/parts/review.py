"""A reviewer's other outcomes beside the recommendation, and what changed since the last milestone."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from advisor.engine import decide, parse_profile
from advisor.engine.recommendation import RankedDecision, Recommendation
from advisor.engine.rulebook import RANKED_DECISIONS, Rulebook
from advisor.reports import labels
from advisor.reports.desk import Desk, date_words, fill
from advisor.reports.evaluation import Earlier, Override
from advisor.reports.report import ChangedAnswer, ChangedOutcome, OverrideView, SincePart


def overrides_of(desk: Desk) -> tuple[OverrideView, ...]:
    """Return the overrides in the order of decisions; of options that the rulebook no longer has, by slug."""
    by_decision = {override.decision: override for override in desk.subject.overrides}
    return tuple(
        _override(desk, decision, by_decision[decision.decision])
        for decision in desk.evaluation.ranked()
        if decision.decision in by_decision
    )


def _override(desk: Desk, decision: RankedDecision, override: Override) -> OverrideView:
    recommended = desk.option_name(decision.decision, decision.outcome)
    decided = _name(desk.rulebook, decision.decision, override.option, desk.language)
    title = desk.say(desk.rulebook.decisions[decision.decision].title)
    on = date_words(override.decided_on, desk.language)
    if override.option == decision.outcome:
        sentence = gettext("%(title)s: %(by)s decided for %(decided)s on %(on)s, as is recommended now.")
    else:
        sentence = gettext(
            "%(title)s: Fourways recommends %(recommended)s. %(by)s decided for %(decided)s on %(on)s."
        )
    return OverrideView(
        decision=decision.decision,
        title=title,
        recommended_slug=decision.outcome or "",
        recommended=recommended,
        decided_slug=override.option,
        decided=decided,
        reason=override.reason,
        by=override.by,
        on=on,
        sentence=fill(sentence, title=title, recommended=recommended, by=override.by, decided=decided, on=on),
        agrees=override.option == decision.outcome,
    )


def since_part(desk: Desk) -> SincePart | None:
    """Return what changed since the milestone before this report, or ``None`` where there is none."""
    earlier = desk.subject.earlier
    if earlier is None:
        return None
    answers = tuple(_changed_answers(desk, earlier))
    outcomes = _changed_outcomes(desk, earlier)
    return SincePart(
        headline=_headline(earlier, outcomes, len(answers), desk),
        milestone=earlier.name,
        rulebook=_rulebook(desk, earlier, outcomes),
        answers=answers,
        outcomes=outcomes,
    )


def _changed_answers(desk: Desk, earlier: Earlier) -> list[ChangedAnswer]:
    before, now = earlier.recommendation.profile, desk.evaluation.profile
    order = list(dict.fromkeys([*desk.rulebook.questions, *before]))
    return [
        ChangedAnswer(
            question=_question(desk, earlier, slug),
            before=_words(earlier.rulebook, earlier.recommendation, slug, desk.language),
            now=_words(desk.rulebook, desk.evaluation.recommendation, slug, desk.language),
        )
        for slug in order
        if (slug in before, before.get(slug)) != (slug in now, now.get(slug))
    ]


def _question(desk: Desk, earlier: Earlier, slug: str) -> str:
    rulebook = desk.rulebook if slug in desk.rulebook.questions else earlier.rulebook
    return labels.question_label(rulebook, slug, desk.language)


def _words(rulebook: Rulebook, found: Recommendation, slug: str, language: str) -> str:
    if slug not in found.profile:
        return ""
    return labels.answer_words(rulebook, slug, found.profile[slug], language)


def _changed_outcomes(desk: Desk, earlier: Earlier) -> tuple[ChangedOutcome, ...]:
    then, now = earlier.recommendation, desk.evaluation.recommendation
    again = _by_rules_of_now(desk, earlier)
    return tuple(
        ChangedOutcome(
            decision=desk.say(desk.rulebook.decisions[slug].title),
            before=_outcome(earlier.rulebook, getattr(then, slug), desk.language),
            same_answers=_outcome(desk.rulebook, getattr(again, slug), desk.language),
            now=_outcome(desk.rulebook, getattr(now, slug), desk.language),
            moved=getattr(then, slug).outcome != getattr(now, slug).outcome,
        )
        for slug in RANKED_DECISIONS
    )


def _by_rules_of_now(desk: Desk, earlier: Earlier) -> Recommendation:
    if earlier.rulebook.hash == desk.rulebook.hash:
        return earlier.recommendation
    profile, _unreadable = parse_profile(desk.rulebook, dict(earlier.recommendation.profile))
    return decide(desk.evaluation.compiled, profile)


def _outcome(rulebook: Rulebook, decision: RankedDecision, language: str) -> str:
    if decision.outcome is None:
        return gettext("Nothing to recommend yet")
    return _name(rulebook, decision.decision, decision.outcome, language)


def _name(rulebook: Rulebook, decision: str, option: str, language: str) -> str:
    options = {o.slug: o.name.in_language(language) for o in rulebook.decisions[decision].options}
    return options.get(option, option)


def _headline(earlier: Earlier, outcomes: tuple[ChangedOutcome, ...], count: int, desk: Desk) -> str:
    moved = [outcome for outcome in outcomes if outcome.moved]
    told = {"name": earlier.name, "on": date_words(earlier.frozen_on, desk.language), "count": count}
    if moved:
        first = moved[0]
        sentence = gettext("Since “%(name)s” (%(on)s): %(decision)s is now %(now)s, it was %(before)s")
        return fill(sentence, **told, decision=first.decision, now=first.now, before=first.before)
    if count:
        sentence = ngettext(
            "Since “%(name)s” (%(on)s) %(count)s answer changed, and no outcome",
            "Since “%(name)s” (%(on)s) %(count)s answers changed, and no outcome",
            count,
        )
        return fill(sentence, **told)
    return fill(gettext("Nothing changed since “%(name)s” (%(on)s)"), **told)


def _rulebook(desk: Desk, earlier: Earlier, outcomes: tuple[ChangedOutcome, ...]) -> str:
    if earlier.rulebook.hash == desk.rulebook.hash:
        return gettext("The version of the rulebook is the same.")
    by_rules = [outcome.decision for outcome in outcomes if outcome.before != outcome.same_answers]
    if not by_rules:
        return gettext("The rulebook is another version; for the answers of then it gives the same outcomes.")
    sentence = gettext(
        "The rulebook is another version, which changes this even with the answers of then: %(decisions)s."
    )
    return fill(sentence, decisions=", ".join(by_rules))
