"""Whose report a page shows, and the addresses that belong to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from advisor.accounts.memberships import role_label
from advisor.accounts.roles import Act
from advisor.assessments.access import assessment_for, assessments_for, milestone_for, shared_assessment
from advisor.assessments.examples import example_or_404
from advisor.assessments.models import Assessment
from advisor.assessments.profile import profile_of
from advisor.engine import Compiled
from advisor.engine.rulebook import Profile
from advisor.reports.covers import cover_of
from advisor.reports.evaluation import CoverDetails, Earlier, Override, Subject
from advisor.reports.formats import FORMATS
from advisor.reports.frozen import (
    earlier_of,
    frozen_notes,
    frozen_overrides,
    frozen_profile,
    overrides_of,
)
from advisor.rulebook.published import compiled, current_version

LANGUAGES = ("en", "ko")


@dataclass(frozen=True, slots=True)
class Place:
    """The addresses of one report; ``answers``, ``share`` and those with a default may be "": no such page.

    ``files`` maps a format's slug to the address of the file. ``whole`` is the report of the whole workload,
    "" where it has no other component, or where the reader may not see the others. ``what_if``, ``review``
    ``compare`` and ``move`` (to the version in use) are pages about one's own.
    ``leaving`` is the assessment, where it will be removed for its age. ``role`` is the reader's in
    the workspace, "" where it belongs to none.
    """

    report: str
    pairs: str
    plan: str
    end: str
    export: str
    files: Mapping[str, str]
    answers: str
    share: str
    may_change: bool
    whole: str = ""
    what_if: str = ""
    review: str = ""
    compare: str = ""
    move: str = ""
    leaving: Assessment | None = None
    role: str = ""
    may_review: bool = True


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a report is made of, checked for who may read it."""

    id: str
    name: str
    notes: Mapping[str, str]
    compiled: Compiled
    profile: Profile
    place: Place
    client: str = ""
    contact: str = ""
    description: str = ""
    cover: CoverDetails = field(default_factory=CoverDetails)
    overrides: tuple[Override, ...] = ()
    earlier: Earlier | None = None
    frozen_on: date | None = None

    def subject(self, language: str) -> Subject:
        """Return whose report it is, in a language, with today's date or the one it was frozen on."""
        return Subject(
            id=self.id,
            name=self.name,
            language=language,
            written_on=self.frozen_on or timezone.localdate(),
            notes=self.notes,
            client=self.client,
            contact=self.contact,
            description=self.description,
            cover=self.cover,
            overrides=self.overrides,
            earlier=self.earlier,
        )


#: Loads what an address names, or raises Http404.
Loader = Callable[..., Loaded]


def page_language() -> str:
    """Return the language of this page, one of those that the rulebook has."""
    return "ko" if (get_language() or "").startswith("ko") else "en"


def own(request: HttpRequest, act: Act, code: Any) -> Loaded:
    """Return an assessment that this request may read."""
    assessment = assessment_for(request, code, act)
    may = assessment.granted
    answers = reverse("assessments:check", args=[code])
    share = reverse("assessments:details", args=[code]) if may.share else ""
    loaded = _loaded(assessment, "", {"code": code}, answers=answers, share=share, may_change=may.change)
    place = replace(
        loaded.place,
        whole=_whole(request, assessment),
        what_if=reverse("reports:what_if", args=[code]),
        review=reverse("reports:review", args=[code]),
        compare=f"{reverse('reports:compare')}?a={code}",
        move=reverse("reports:move", args=[code]) if may.change else "",
        leaving=assessment if assessment.leaves_on else None,
        role=role_label(request, assessment.workspace_id),
        may_review=may.review,
    )
    return replace(loaded, place=place)


def _whole(request: HttpRequest, assessment: Assessment) -> str:
    """Return the address of the whole workload's report; "" where no other component is there (one query)."""
    beside = assessments_for(request).filter(workload=assessment.workload)
    others = beside.exclude(variant_of=assessment.variant_of)
    return reverse("reports:workload_report", args=[assessment.workload]) if others.exists() else ""


def shared(request: HttpRequest, act: Act, token: Any) -> Loaded:
    """Return the assessment behind a share link, to be read only."""
    return _loaded(shared_assessment(request, token, act), "shared_", {"token": token})


def example(request: HttpRequest, act: Act, slug: str) -> Loaded:
    """Return a published case as an example, to be read only."""
    case = example_or_404(slug)
    rules = compiled(current_version().hash)
    answers = reverse("assessments:example", args=[slug])
    return Loaded(
        id=case.slug,
        name=case.name,
        notes=case.basis,
        compiled=rules,
        profile=case.profile(rules.rulebook),
        place=_place("example_", {"slug": slug}, answers=answers),
    )


def milestone(request: HttpRequest, act: Act, code: Any) -> Loaded:
    """Return a report as it was frozen, of an assessment that this request may read."""
    frozen = milestone_for(request, code, act)
    rules = compiled(frozen.rulebook)
    before = frozen.assessment.milestones.filter(frozen_at__lt=frozen.frozen_at).first()
    details = {name: frozen.details.get(name, "") for name in ("client", "contact", "description")}
    return Loaded(
        id=str(frozen.assessment.code),
        name=frozen.details.get("title") or frozen.assessment.title,
        notes=frozen_notes(frozen),
        compiled=rules,
        profile=frozen_profile(frozen, rules.rulebook),
        place=replace(
            _place("milestone_", {"code": code}, answers=""),
            review=reverse("reports:review", args=[frozen.assessment.code]),
        ),
        cover=cover_of(frozen.assessment.owner_id),
        overrides=frozen_overrides(frozen),
        earlier=earlier_of(before),
        frozen_on=timezone.localdate(frozen.frozen_at),
        **details,
    )


def of_assessment(assessment: Assessment, cover: CoverDetails | None = None) -> Loaded:
    """Return an assessment of which is known that it may be read; ``cover`` is its owner's, where known."""
    return _loaded(assessment, "", {"code": assessment.code}, cover=cover)


def _loaded(
    assessment: Assessment,
    kind: str,
    key: Mapping[str, Any],
    *,
    answers: str = "",
    share: str = "",
    may_change: bool = False,
    cover: CoverDetails | None = None,
) -> Loaded:
    """Read an assessment's answers, overrides, newest milestone and cover (a query each)."""
    rules = compiled(assessment.rulebook)
    rows = {answer.question: answer for answer in assessment.answers.all()}
    return Loaded(
        id=str(assessment.code),
        name=assessment.title,
        notes={slug: row.note for slug, row in rows.items() if row.note},
        compiled=rules,
        profile=profile_of(rules.rulebook, rows),
        place=_place(kind, key, answers=answers, share=share, may_change=may_change),
        client=assessment.client,
        contact=assessment.contact,
        description=assessment.description,
        cover=cover or cover_of(assessment.owner_id),
        overrides=overrides_of(assessment),
        earlier=earlier_of(assessment.milestones.first()),
    )


def _place(
    kind: str, key: Mapping[str, Any], *, answers: str, share: str = "", may_change: bool = False
) -> Place:
    def address(name: str) -> str:
        return reverse(f"reports:{kind}{name}", kwargs=dict(key))

    return Place(
        report=address("report"),
        pairs=address("pairs"),
        plan=address("plan"),
        end=address("end"),
        export=address("export"),
        files={slug: address(slug) for slug in FORMATS},
        answers=answers,
        share=share,
        may_change=may_change,
    )
