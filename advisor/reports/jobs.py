"""Files of many reports: written beside the requests, with progress, and cancelled on request."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone

from advisor import jobs
from advisor.accounts.roles import Act
from advisor.assessments.access import assessments_of
from advisor.assessments.models import Assessment
from advisor.engine import RulebookError
from advisor.jobs import housekeeping
from advisor.reports.exporters.files import FileNames, download_name
from advisor.reports.formats import FORMATS, Format, Making
from advisor.reports.models import ExportJob
from advisor.reports.outcomes import Archive
from advisor.reports.places import of_assessment
from advisor.reports.wishes import Wish, making_of
from advisor.reports.workloads import workload_of
from advisor.rulebook.published import NotPublished

#: Assessments in one job, jobs of one owner that are kept, and how long they are.
MOST, MOST_KEPT, KEPT = 500, 5, timedelta(days=1)
STEM = "fourways-reports"

Thing = TypeVar("Thing")


def order(
    owner: int, format_: Format, wish: Wish, codes: Sequence[str], workload: UUID | None = None
) -> ExportJob:
    """Store a job for an owner and let it begin; the owner's oldest jobs make room for it."""
    forget_old(owner)
    job = ExportJob.objects.create(
        owner_id=owner,
        format=format_.slug,
        language=wish.language,
        size=wish.size,
        notes=wish.notes,
        data=wish.data,
        codes=list(codes),
        workload=workload,
    )
    jobs.begin(job)
    return job


def cancel(job: ExportJob) -> None:
    """End a job; what was written of it goes."""
    jobs.cancel(job, file=None)


def content_type(job: ExportJob) -> str:
    """Return what kind of file a job makes."""
    return FORMATS[job.format].content_type if _in_one(job) else "application/zip"


def forget_old(owner: int) -> None:
    """Remove an owner's jobs beyond the newest few, and everybody's that are too old."""
    forget_too_old()
    newest = ExportJob.objects.filter(owner_id=owner).values_list("pk", flat=True)[:MOST_KEPT]
    ExportJob.objects.filter(owner_id=owner).exclude(pk__in=list(newest)).delete()


@housekeeping.every(timedelta(hours=1), "exports")
def forget_too_old() -> int:
    """Remove everybody's jobs that are too old; return how many."""
    return ExportJob.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


@jobs.does(ExportJob, "export")
def work(job: ExportJob) -> Mapping[str, Any]:
    content, left_out = _written(job)
    return {"file": content, "file_name": _file_name(job), "left_out": left_out}


def _written(job: ExportJob) -> tuple[bytes, list[str]]:
    format_, left_out = FORMATS[job.format], list[str]()
    if job.workload is not None:
        return _whole(job, job.workload, format_), left_out
    makings = _makings(job, left_out)
    if not format_.together:
        return _archive(makings, format_, job), left_out
    return format_.write(_prepared(makings, format_), _wish(job).size), left_out


def _whole(job: ExportJob, code: UUID, format_: Format) -> bytes:
    """Return a workload's components in one report."""
    assessments = _assessments(job)
    if not assessments:
        raise jobs.Cancelled
    workload, wish = workload_of(code, assessments), _wish(job)
    makings = _telling(job, workload.makings(wish, format_))
    return workload.content(format_, wish, _prepared(makings, format_))


def _prepared(makings: Iterable[Making], format_: Format) -> list[Making]:
    """Build what is to be written, where progress is told and the job can be cancelled."""
    prepared = []
    for making in makings:
        _ = making.entry if format_.slug == "json" else making.report
        prepared.append(making)
    return prepared


def _archive(makings: Iterator[Making], format_: Format, job: ExportJob) -> bytes:
    wish, file = _wish(job), io.BytesIO()
    archive = Archive(file)
    day = timezone.localdate(job.created_at).isoformat()
    names = FileNames(f"-{day}-{wish.language}.{format_.extension}")
    for making in makings:
        archive.add(names.name(making.subject.name), format_.write([making], wish.size))
    archive.close()
    return file.getvalue()


def _makings(job: ExportJob, left_out: list[str]) -> Iterator[Making]:
    """Yield the reports of a job one by one; those without their rulebook are left out."""
    wish = _wish(job)
    for assessment in _telling(job, _assessments(job)):
        try:
            yield making_of(of_assessment(assessment), wish)
        except (NotPublished, RulebookError):
            left_out.append(assessment.title)


def _telling(job: ExportJob, things: Iterable[Thing]) -> Iterator[Thing]:
    """Yield things one by one, telling after each how far the job is. Raises :class:`jobs.Cancelled`."""
    for number, thing in enumerate(things, start=1):
        yield thing
        jobs.tell(job, number)


def _assessments(job: ExportJob) -> Sequence[Assessment]:
    """Return the assessments of a job in its order; what its owner no longer reaches is not among them."""
    reached = assessments_of(job.owner, Act.EXPORT).filter(code__in=job.codes)
    found = {str(assessment.code): assessment for assessment in reached}
    return [found[code] for code in job.codes if code in found]


def _wish(job: ExportJob) -> Wish:
    return Wish(job.language, "letter" if job.size == "letter" else "a4", job.notes, job.data)


def _file_name(job: ExportJob) -> str:
    extension = FORMATS[job.format].extension if _in_one(job) else "zip"
    day = timezone.localdate(job.created_at).isoformat()
    return download_name(_stem(job), day, job.language, extension)


def _stem(job: ExportJob) -> str:
    if job.workload is None:
        return STEM
    return next((assessment.name for assessment in _assessments(job)), STEM)


def _in_one(job: ExportJob) -> bool:
    """Return whether the file is one of its format, not a ZIP of several."""
    return job.workload is not None or FORMATS[job.format].together
