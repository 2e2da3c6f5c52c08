"""How far a calculation is, for the page that began it; cancelled, or begun again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from advisor import jobs
from advisor.editor.access import looking
from advisor.editor.calculations import visible
from advisor.editor.models import EditorJob

PAGES = {EditorJob.Kind.CHECK: "editor:checks", EditorJob.Kind.IMPACT: "editor:impact"}


@looking
@never_cache
@vary_on_headers("HX-Request")
@require_safe
def editor_job(request: HttpRequest, code: UUID) -> HttpResponse:
    """Show how far it is to htmx, and let the page be loaded anew at the end; otherwise lead to the page."""
    job = jobs.look_after(get_object_or_404(visible(request.user), code=code))
    if not getattr(request, "htmx", False):
        return redirect(PAGES[EditorJob.Kind(job.kind)])
    if job.state == EditorJob.State.FINISHED:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "editor/includes/progress.html", {"job": job})


@looking
@require_POST
def change_editor_job(request: HttpRequest, code: UUID) -> HttpResponse:
    """Cancel it, or start it again."""
    job = get_object_or_404(visible(request.user), code=code)
    if "again" in request.POST:
        jobs.restart(job)
    else:
        jobs.cancel(job)
    return redirect(PAGES[EditorJob.Kind(job.kind)])
