"""Members of a workspace and invitations to it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from advisor.accounts.access import Seat, What, workspace_for
from advisor.accounts.memberships import forget_roles
from advisor.accounts.models import Membership
from advisor.accounts.naming import name_of
from advisor.accounts.roles import Role
from advisor.teams import invitations
from advisor.teams import members as actions
from advisor.teams.forms import InvitationForm, RoleForm

#: Members on one page.
PER_PAGE = 100


@login_required
@never_cache
@require_safe
def members(request: HttpRequest, code: UUID) -> HttpResponse:
    """Show who belongs to a workspace, in which role; to its owners also who is invited."""
    return _page(request, workspace_for(request, code))


def _page(
    request: HttpRequest, seat: Seat, form: InvitationForm | None = None, link: str = ""
) -> HttpResponse:
    found = Membership.objects.filter(workspace=seat.workspace).select_related("user")
    context: dict[str, Any] = {
        "seat": seat,
        "here": "members",
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "roles": Role.choices,
        "link": link,
    }
    if seat.may_manage:
        context |= {"form": form or InvitationForm(), "waiting": invitations.waiting(seat.workspace)}
    refused = form is not None and bool(form.errors)
    return render(request, "teams/members.html", context, status=422 if refused else 200)


@login_required
@never_cache
@require_POST
def change_member(request: HttpRequest, code: UUID) -> HttpResponse:
    """Give a member another role, or remove them."""
    seat = workspace_for(request, code, What.MANAGE)
    form = RoleForm({"role": Role.VIEWER, **request.POST.dict()})
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: choose one of the roles."))
        return redirect("teams:members", code)
    member, role = form.cleaned_data["member"], form.cleaned_data["role"]
    forget_roles(request)
    try:
        if "remove" in request.POST:
            about = actions.remove(seat.workspace, request.user, member)
            told = _("%(name)s no longer belongs to this workspace.")
        else:
            about = actions.change_role(seat.workspace, request.user, member, role)
            told = _("%(name)s now has the role: %(role)s.")
    except actions.LastOwner:
        messages.error(request, _("Nothing was changed: a workspace keeps at least one owner."))
        return redirect("teams:members", code)
    messages.success(request, told % {"name": name_of(about.user), "role": role.label})
    # Whoever removed themselves sees this workspace no more.
    still = Membership.objects.filter(workspace=seat.workspace, user=request.user.pk).exists()
    return redirect("teams:members", code) if still else redirect("teams:workspaces")


@login_required
@never_cache
@require_POST
def invite(request: HttpRequest, code: UUID) -> HttpResponse:
    """Make an invitation; its link is shown in this answer and never again."""
    seat = workspace_for(request, code, What.MANAGE)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, seat, form)
    try:
        token = invitations.invite(seat.workspace, request.user, **form.cleaned_data)
    except invitations.TooMany:
        text = _("%(most)d invitations are waiting already. Withdraw one first.")
        form.add_error(None, text % {"most": invitations.MOST_OPEN})
        return _page(request, seat, form)
    return _page(request, seat, link=request.build_absolute_uri(reverse("teams:join", args=[token])))


@login_required
@never_cache
@require_POST
def withdraw_invitation(request: HttpRequest, code: UUID) -> HttpResponse:
    """End an invitation."""
    seat = workspace_for(request, code, What.MANAGE)
    number = request.POST.get("invitation", "")
    known = number.isascii() and number.isdigit() and len(number) < 19
    if known and invitations.withdraw(seat.workspace, request.user, int(number)):
        messages.success(request, _("Withdrawn. The link no longer works."))
    return redirect("teams:members", code)


@login_required
@never_cache
@require_POST
def leave(request: HttpRequest, code: UUID) -> HttpResponse:
    """End one's own membership."""
    seat = workspace_for(request, code)
    try:
        actions.leave(seat.workspace, request.user)
    except actions.LastOwner:
        text = _("You are the only owner. Make somebody else an owner first, or delete the workspace.")
        messages.error(request, text)
        return redirect("teams:settings", code)
    messages.success(request, _("You have left “%(name)s”.") % {"name": seat.workspace.name})
    return redirect("teams:workspaces")
