"""A workspace as a file, deleting it, and bringing it back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from advisor.accounts.access import What, deleted_workspace_for, workspace_for
from advisor.accounts.audit import Action
from advisor.accounts.memberships import forget_roles
from advisor.assessments.purging import DELETED_KEPT_DAYS
from advisor.reports.places import page_language
from advisor.reports.views.files import as_download
from advisor.teams import exports, workspaces
from advisor.teams.forms import DeleteForm
from advisor.teams.models import WholeExport


@login_required
@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def whole_export(request: HttpRequest, code: UUID) -> HttpResponse:
    """Show how far the newest export is, for htmx only the part that changes; POST orders one."""
    seat = workspace_for(request, code, What.MANAGE)
    if request.method == "POST":
        exports.order(seat.workspace, request.user, page_language())
        return redirect("teams:whole_export", code)
    export = exports.newest_of(seat.workspace)
    part = "#progress" if getattr(request, "htmx", False) else ""
    context = {
        "seat": seat,
        "here": "settings",
        "export": export,
        "is_current": exports.is_exported(seat.workspace),
        "is_there": export is not None and exports.has_file(export),
    }
    return render(request, f"teams/whole_export.html{part}", context)


@login_required
@never_cache
@require_safe
def whole_file(request: HttpRequest, code: UUID, export: UUID) -> HttpResponse:
    """Send the file of an export."""
    seat = workspace_for(request, code, What.MANAGE, action=Action.EXPORTED)
    finished = WholeExport.objects.filter(workspace=seat.workspace, file__isnull=False)
    found = get_object_or_404(finished, code=export)
    return as_download(bytes(found.file or b""), found.file_name, "application/zip")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, code: UUID) -> HttpResponse:
    """Ask for an export and the name, then delete; for thirty days the list of workspaces can undo it."""
    seat = workspace_for(request, code, What.MANAGE)
    form = DeleteForm(seat.workspace.name, *([request.POST] if request.method == "POST" else []))
    if request.method == "POST" and form.is_valid():
        try:
            workspaces.delete(seat.workspace, request.user)
        except workspaces.NotExported:
            form.add_error(None, _("Export everything first: no export holds what is here now."))
        else:
            forget_roles(request)
            told = _("“%(name)s” is deleted. Until it is removed for good, you can bring it back here.")
            messages.success(request, told % {"name": seat.workspace.name})
            return redirect("teams:workspaces")
    context = {
        "seat": seat,
        "here": "settings",
        "form": form,
        "is_current": exports.is_exported(seat.workspace),
        "days": DELETED_KEPT_DAYS,
    }
    return render(request, "teams/delete.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_POST
def bring_back(request: HttpRequest, code: UUID) -> HttpResponse:
    """Bring a deleted workspace back."""
    workspace = deleted_workspace_for(request, code)
    workspaces.bring_back(workspace, request.user)
    forget_roles(request)
    messages.success(request, _("“%(name)s” is back, as it was.") % {"name": workspace.name})
    return redirect("teams:workspace", code)
