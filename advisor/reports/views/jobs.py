"""Reports of several assessments in one file: chosen, written with progress, fetched."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from advisor.accounts.roles import Act
from advisor.assessments.access import assessments_for, each_for, owner_for_writing, owner_of
from advisor.jobs import look_after, restart
from advisor.reports import jobs
from advisor.reports.formats import FORMATS
from advisor.reports.models import ExportJob
from advisor.reports.places import page_language
from advisor.reports.views.files import as_download, no_such_file
from advisor.reports.wishes import wish_of

PER_PAGE = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Choose assessments and a format; begin to write."""
    if request.method != "POST":
        return _form(request)
    wish, format_ = wish_of(request.POST, page_language()), FORMATS.get(request.POST.get("format", ""))
    if wish is None or format_ is None:
        return no_such_file(request)
    codes = _reached(request, request.POST.getlist("assessment"))
    if not codes:
        return _form(request, _("Choose at least one assessment."))
    if len(codes) > jobs.MOST:
        return _form(request, _("At most %(most)s assessments go into one file.") % {"most": jobs.MOST})
    owner, _token = owner_for_writing(request)
    job = jobs.order(owner.pk, format_, wish, codes)
    return redirect("reports:job", job.code)


@never_cache
@vary_on_headers("HX-Request")
@require_safe
def job(request: HttpRequest, code: UUID) -> HttpResponse:
    """Show how far a job is; for htmx only the part that changes."""
    found = look_after(_own_job(request, code))
    htmx = getattr(request, "htmx", False)
    context = {"job": found, "format": FORMATS[found.format]}
    return render(request, f"reports/job.html{'#progress' if htmx else ''}", context)


@never_cache
@require_safe
def job_file(request: HttpRequest, code: UUID) -> HttpResponse:
    """Send the file of a finished job."""
    found = get_object_or_404(_own_jobs(request), code=code, state=ExportJob.State.FINISHED)
    return as_download(bytes(found.file or b""), found.file_name, jobs.content_type(found))


@require_POST
def change_job(request: HttpRequest, code: UUID) -> HttpResponse:
    """Cancel a job, or start it again."""
    found = _own_job(request, code)
    if "again" in request.POST:
        restart(found)
    else:
        jobs.cancel(found)
        messages.success(request, _("Cancelled. Nothing is left of the file."))
    return redirect("reports:job", code)


def _reached(request: HttpRequest, wanted: Iterable[str]) -> list[str]:
    """Return the codes of those that may be exported, as they were asked for, each once."""
    asked = [code for code in dict.fromkeys(wanted) if _is_code(code)]
    found = assessments_for(request, Act.EXPORT).select_related("workspace").filter(code__in=asked)
    if len(asked) > jobs.MOST:
        return asked
    reached = {str(one.code) for one in each_for(request, found, Act.EXPORT)}
    return [code for code in asked if code in reached]


def _is_code(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def _own_jobs(request: HttpRequest) -> QuerySet[ExportJob]:
    return ExportJob.objects.filter(owner=owner_of(request), owner__isnull=False)


def _own_job(request: HttpRequest, code: UUID) -> ExportJob:
    """Return a job of this request's own without its file; Http404 otherwise."""
    return get_object_or_404(_own_jobs(request).defer("file"), code=code)


def _form(request: HttpRequest, problem: str = "") -> HttpResponse:
    page = Paginator(assessments_for(request, Act.EXPORT), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "ticked": set(request.POST.getlist("assessment")),
        "formats": FORMATS.values(),
        "chosen": request.POST.get("format", next(iter(FORMATS))),
        "language": page_language(),
        "problem": problem,
        "jobs": _own_jobs(request).defer("file")[: jobs.MOST_KEPT],
    }
    return render(request, "reports/choose.html", context, status=422 if problem else 200)
