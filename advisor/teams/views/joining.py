"""Taking an invitation: it asks first, so that previews of the link do nothing, and leads by the sign-in."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.accounts.access import invitation_with
from advisor.accounts.adapter import INVITATION
from advisor.accounts.memberships import forget_roles
from advisor.accounts.roles import Role
from advisor.assessments.access import hash_of_token
from advisor.errors import error_page
from advisor.teams.forms import ROLES_IN_WORDS
from advisor.teams.invitations import Gone, accept


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str = "") -> HttpResponse:
    """Say to what one is invited, and ask; POST joins, or leads to the sign-in and back.

    On the way to an account and back the session keeps which invitation it was.
    """
    token_hash = hash_of_token(token) if token else request.session.get(INVITATION, "")
    if request.method == "POST" and request.user.is_authenticated:
        return _joined(request, token_hash)
    invitation = invitation_with(token_hash)
    if invitation is None:
        return _gone(request)
    if request.method == "POST":
        request.session[INVITATION] = token_hash
        entrance = "account_signup" if "sign_up" in request.POST else "account_login"
        return HttpResponseRedirect(f"{reverse(entrance)}?next={reverse('teams:join_after_sign_in')}")
    context = {"invitation": invitation, "may": ROLES_IN_WORDS[Role(invitation.role)]}
    return render(request, "teams/join.html", context)


def _joined(request: HttpRequest, token_hash: str) -> HttpResponse:
    try:
        joined = accept(token_hash, request.user)
    except Gone:
        return _gone(request)
    request.session.pop(INVITATION, None)
    forget_roles(request)
    told = _("You belong to “%(name)s” now. Your role: %(role)s.")
    if not joined.changed:
        told = _("You belong to “%(name)s” already. Your role: %(role)s.")
    messages.success(request, told % {"name": joined.workspace.name, "role": joined.role.label})
    return redirect("teams:workspace", joined.workspace.code)


def _gone(request: HttpRequest) -> HttpResponse:
    """Say the same of an invitation that was used, withdrawn or is too old, and of one that never was."""
    title = _("This invitation cannot be used")
    text = _(
        "It was used or withdrawn, its time is over, or the link is not complete. Ask whoever sent it to you "
        "for a new one."
    )
    return error_page(request, 404, title, text)
