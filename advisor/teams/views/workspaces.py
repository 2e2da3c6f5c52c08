"""One's workspaces, and what is in one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts.access import What, deleted_workspaces_for, seats_for, workspace_for
from advisor.assessments.access import assessments_for
from advisor.assessments.listing import rows_for
from advisor.assessments.models import NAME_LENGTH, AssessmentQuerySet
from advisor.teams import workspaces as actions
from advisor.teams.forms import NameForm
from advisor.teams.purging import last_day_of

#: Assessments on one page.
PER_PAGE = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def workspaces(request: HttpRequest) -> HttpResponse:
    """List one's workspaces; POST makes one."""
    form = NameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = actions.make(request.user, form.cleaned_data["name"])
        messages.success(request, _("The workspace is there. Now invite others, or begin an assessment."))
        return redirect("teams:workspace", made.code)
    context = {
        "form": form,
        "seats": seats_for(request),
        "deleted": [(gone, last_day_of(gone)) for gone in deleted_workspaces_for(request)],
    }
    return render(request, "teams/workspaces.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def workspace(request: HttpRequest, code: UUID) -> HttpResponse:
    """List the assessments of a workspace, the one changed last first; ``q`` searches by name."""
    seat = workspace_for(request, code)
    wanted = request.GET.get("q", "").strip()[:NAME_LENGTH]
    found = assessments_for(request).filter(workspace=seat.workspace).select_related("workspace")
    page = Paginator(_named(found, wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "seat": seat,
        "here": "workspace",
        "wanted": wanted,
        "page": page,
        "rows": rows_for(request, list(page.object_list), get_language() or "en"),
    }
    return render(request, "teams/workspace.html", context)


def _named(found: AssessmentQuerySet, wanted: str) -> AssessmentQuerySet:
    """Return those whose name, component, variant or client holds every word."""
    for word in wanted.split():
        holds = Q(name__icontains=word) | Q(component__icontains=word)
        found = found.filter(holds | Q(variant__icontains=word) | Q(client__icontains=word))
    return found


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, code: UUID) -> HttpResponse:
    """Rename a workspace; leave, export or delete it."""
    seat = workspace_for(request, code, What.MANAGE if request.method == "POST" else What.SEE)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": seat.workspace.name})
    if request.method == "POST" and form.is_valid():
        actions.rename(seat.workspace, request.user, form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("teams:settings", code)
    context = {"seat": seat, "here": "settings", "form": form}
    return render(request, "teams/settings.html", context, status=422 if form.errors else 200)
