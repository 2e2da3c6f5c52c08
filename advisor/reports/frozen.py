"""Milestones and overrides as a report takes them."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from advisor.assessments.models import Assessment, Milestone
from advisor.engine import Profile, Rulebook, RulebookError, decide, parse_profile
from advisor.reports.evaluation import Earlier, Override
from advisor.rulebook.published import NotPublished, compiled


def overrides_of(assessment: Assessment) -> tuple[Override, ...]:
    """Return the standing overrides of an assessment (one query)."""
    return tuple(
        Override(one.decision, one.option, one.reason, one.by, timezone.localdate(one.decided_at))
        for one in assessment.overrides.all()
        if one.withdrawn_at is None
    )


def frozen_overrides(milestone: Milestone) -> tuple[Override, ...]:
    """Return the overrides that stood when a milestone was frozen."""
    return tuple(
        Override(
            one["decision"], one["option"], one["reason"], one["by"], date.fromisoformat(one["decided_on"])
        )
        for one in milestone.overrides
    )


def frozen_profile(milestone: Milestone, rulebook: Rulebook) -> Profile:
    """Return the answers of a milestone."""
    raw = {slug: kept["value"] for slug, kept in milestone.answers.items() if "value" in kept}
    profile, _unreadable = parse_profile(rulebook, raw)
    return profile


def frozen_notes(milestone: Milestone) -> dict[str, str]:
    """Return the notes of a milestone, where there were any."""
    return {slug: kept["note"] for slug, kept in milestone.answers.items() if kept.get("note")}


def earlier_of(milestone: Milestone | None) -> Earlier | None:
    """Return a milestone for a later report to compare with; ``None`` where its rulebook is not here."""
    if milestone is None:
        return None
    try:
        rules = compiled(milestone.rulebook)
    except (NotPublished, RulebookError):
        return None
    profile = frozen_profile(milestone, rules.rulebook)
    frozen_on = timezone.localdate(milestone.frozen_at)
    return Earlier(milestone.name, frozen_on, rules.rulebook, decide(rules, profile))
