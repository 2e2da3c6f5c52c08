"""A workload of several components: which of an owner's assessments are its components, and its addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import OuterRef, Prefetch, Subquery
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from advisor.accounts.roles import Act
from advisor.assessments.access import assessments_for, each_for
from advisor.assessments.models import Assessment, Milestone
from advisor.reports.combined import Combined, combine, distinct
from advisor.reports.covers import cover_of
from advisor.reports.evaluation import Subject
from advisor.reports.formats import WORKLOAD_FORMATS, Format, Making, data_of
from advisor.reports.paper.compose.combined import paper_of_combined
from advisor.reports.places import Loaded, Place, of_assessment
from advisor.reports.wishes import Wish, making_of
from advisor.rulebook.published import current


@dataclass(frozen=True, slots=True)
class Workload:
    """The components of one workload with their names within it, in the order in which they were begun.

    ``left_out`` counts the variants and copies that are not among them.
    """

    code: UUID
    name: str
    components: tuple[Loaded, ...]
    names: tuple[str, ...]
    left_out: int
    place: Place

    def subject(self, language: str) -> Subject:
        """Return whose report it is: what is said of the workload is what its first component says."""
        first = self.components[0].subject(language)
        return replace(
            first,
            id=str(self.code),
            name=self.name,
            written_on=timezone.localdate(),
            notes={},
            overrides=(),
            earlier=None,
        )

    def makings(self, wish: Wish, format_: Format | None = None) -> Iterator[Making]:
        """Yield the components on their way into a file, or onto the page.

        Where they become one report their sources share one list.
        """
        in_use = current().rulebook
        numbers: dict[str, int] | None = {} if format_ is None or format_.write_paper else None
        for component in self.components:
            yield making_of(component, wish, in_use=in_use, numbers=numbers)

    def content(self, format_: Format, wish: Wish, makings: Sequence[Making]) -> bytes:
        """Return the file of the whole workload; the makings were made for its format."""
        if format_.write_paper is None:
            return format_.write(makings, wish.size)
        paper = paper_of_combined(self.combined(wish, makings))
        return format_.write_paper(paper, data_of(makings), wish.size)

    def combined(self, wish: Wish, makings: Sequence[Making]) -> Combined:
        """Return all components as one report; the makings must share one list of sources."""
        return combine(self.subject(wish.language), [making.report for making in makings], self.names)


def own_workload(request: HttpRequest, act: Act, workload: UUID) -> Workload:
    """Return a workload that this request may read (five queries, however many components it has).

    Deleted assessments are no part of it. Raises Http404 where none is left.
    """
    newest = Milestone.objects.filter(assessment=OuterRef("assessment")).values("pk")[:1]
    milestones = Prefetch("milestones", Milestone.objects.filter(pk=Subquery(newest)))
    found = (
        assessments_for(request, act)
        .select_related("workspace")
        .filter(workload=workload)
        .order_by("created_at", "pk")
    )
    everything = each_for(request, found.prefetch_related("answers", "overrides", milestones), act)
    if not everything:
        raise Http404
    return workload_of(workload, everything)


def workload_of(code: UUID, everything: Sequence[Assessment]) -> Workload:
    """Return the workload that assessments of one owner belong to; there is at least one."""
    chosen = components_of(everything)
    cover = cover_of(chosen[0].owner_id)
    return Workload(
        code=code,
        name=chosen[0].name,
        components=tuple(of_assessment(assessment, cover) for assessment in chosen),
        names=distinct(map(_name, chosen)),
        left_out=len(everything) - len(chosen),
        place=_place(code),
    )


def components_of(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Return one assessment for each component: the first that is no variant, or else the first variant."""
    chosen: dict[UUID, Assessment] = {}
    for assessment in assessments:
        known = chosen.setdefault(assessment.variant_of, assessment)
        if known.variant and not assessment.variant:
            chosen[assessment.variant_of] = assessment
    return list(chosen.values())


def _name(assessment: Assessment) -> str:
    return " · ".join(filter(None, (assessment.component, assessment.variant))) or assessment.name


def _place(workload: UUID) -> Place:
    def address(name: str) -> str:
        return reverse(f"reports:workload_{name}", args=[workload])

    return Place(
        report=address("report"),
        pairs="",
        plan="",
        end="",
        export=address("export"),
        files={slug: address(slug) for slug in WORKLOAD_FORMATS},
        answers="",
        share="",
        may_change=True,
    )
