"""Assessments without an account: taken into one, or kept when they would be removed for their age."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from advisor.accounts.roles import Act
from advisor.assessments import access, actions

#: Where the session keeps that these are not to be asked for again.
_LEFT = "unclaimed_left"


@require_POST
@login_required
def claim(request: HttpRequest) -> HttpResponse:
    """Take what this browser made without an account into the account, or leave it for this session."""
    response = redirect(f"{reverse('assessments:home')}#continue")
    if "leave" in request.POST:
        request.session[_LEFT] = True
        return response
    count = access.claim(request)
    access.forget(response)
    if count:
        told = ngettext(
            "%(n)s assessment is in your account now.", "%(n)s assessments are in your account now.", count
        )
        messages.success(request, told % {"n": count})
    return response


def unclaimed(request: HttpRequest) -> int:
    """Return how many assessments this browser made without the account that it is signed in with."""
    if not request.user.is_authenticated or request.session.get(_LEFT):
        return 0
    owner = access.unclaimed_owner(request)
    return owner.assessments.filter(deleted_at=None).count() if owner else 0


@require_POST
def keep(request: HttpRequest, code: UUID) -> HttpResponse:
    """Let an assessment stay that would be removed for its age, and go back to where that was said."""
    assessment = access.assessment_for(request, code, Act.CHANGE)
    actions.touch(assessment)
    messages.success(request, _("It stays. What you change keeps it from now on."))
    back = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return redirect(back if own else reverse("assessments:details", args=[code]))
