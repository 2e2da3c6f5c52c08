"""Scenarios made of answers that an owner offers: the profile alone goes into the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from advisor.assessments.access import offered_assessments
from advisor.assessments.models import Assessment
from advisor.editor.profiles import given_answers
from advisor.editor.simulation import keeping
from advisor.engine import Compiled, Profile, ProfileError, all_outcomes, parse_profile
from advisor.engine.rulebook import RANKED_DECISIONS, Rulebook
from advisor.rulebook.audit import Actor
from advisor.rulebook.records import RecordSet


@dataclass(frozen=True, slots=True)
class Wish:
    """The scenario to be made. ``expect``: decision → option; what is not named is not expected.

    ``problems``: slug, title, expect or profile → what is wrong with it.
    """

    slug: str = ""
    title: str = ""
    expect: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)


def offered_one(code: UUID) -> Assessment:
    """Return an assessment that is offered; Http404 where it is not, or no longer."""
    return get_object_or_404(offered_assessments(), code=code)


def answers_of(assessment: Assessment, rulebook: Rulebook) -> tuple[Profile, tuple[ProfileError, ...]]:
    """Return the answers as a rulebook reads them, and those that it cannot."""
    return parse_profile(rulebook, given_answers(assessment))


def preset(in_use: Compiled, profile: Profile) -> Wish:
    """Return a wish that expects what the version in use gives."""
    ranked, _supporting = all_outcomes(in_use, profile)
    given = zip(RANKED_DECISIONS, ranked, strict=True)
    return Wish(expect={decision: outcome for decision, outcome in given if outcome})


def read_wish(data: QueryDict) -> Wish:
    """Return what the form asks for, as it was typed."""
    expect = {decision: data.get(f"expect.{decision}", "") for decision in RANKED_DECISIONS}
    return Wish(
        keeping.typed(data, "slug"),
        keeping.typed(data, "title"),
        {decision: option for decision, option in expect.items() if option},
    )


@transaction.atomic
def make_scenario(
    code: UUID, wish: Wish, rulebook: Rulebook, records: RecordSet, actor: Actor
) -> Mapping[str, str]:
    """Write the scenario into the draft; return what stands against it by field, {} once it is written.

    ``rulebook`` and ``records`` are the draft's. Http404 where the offer was taken back meanwhile.
    """
    Assessment.objects.select_for_update().filter(code=code).first()
    profile, _unread = answers_of(offered_one(code), rulebook)
    expect = {decision: [option] for decision, option in wish.expect.items()}
    known = _problems(wish, profile)
    record, problems = keeping.requirement(wish.slug, wish.title, profile, expect, known)
    return problems if record is None else keeping.keep(record, records, actor)


def _problems(wish: Wish, profile: Profile) -> dict[str, str]:
    problems = {}
    if not wish.title:
        problems["title"] = _("Say in a few words what the case is.")
    if not profile:
        problems["profile"] = _("The draft cannot read any of these answers.")
    if not wish.expect:
        problems["expect"] = _("Choose at least one outcome that is expected.")
    return problems
