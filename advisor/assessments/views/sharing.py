"""Read-only links: made, ended, and opened with their password."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from advisor.accounts.roles import Act
from advisor.assessments import actions
from advisor.assessments.access import assessment_for, is_locked, locked_link, unlock
from advisor.assessments.models import ShareLink
from advisor.assessments.sharing import MOST_OPEN, SharingForm, UnlockForm
from advisor.assessments.views.manage import details_page

#: How the names of a link's pages begin, and the first of them.
SHARED = "reports:shared_"
REPORT = f"{SHARED}report"


@require_POST
def share(request: HttpRequest, code: UUID) -> HttpResponse:
    """Make another read-only link."""
    assessment = assessment_for(request, code, Act.SHARE)
    form = SharingForm(request.POST)
    if form.is_valid() and assessment.share_links.open().count() >= MOST_OPEN:
        form.add_error(None, _("There are %(most)s links. End one that is not needed.") % {"most": MOST_OPEN})
    if not form.is_valid():
        return details_page(request, assessment, sharing=form, status=422)
    given = form.cleaned_data
    actions.share(assessment, given["note"], given["expires_at"], given["password"])
    messages.success(
        request,
        _("Made. Whoever has the link and the password can read the report.")
        if given["password"]
        else _("Anybody who has the link can now read the report."),
    )
    return redirect(_links(code))


@require_POST
def end_sharing(request: HttpRequest, code: UUID) -> HttpResponse:
    """End one link, or all."""
    assessment = assessment_for(request, code, Act.SHARE)
    token = _uuid(request.POST.get("link", ""))
    if "all" in request.POST:
        actions.revoke_sharing(assessment)
        messages.success(request, _("None of the links works any more."))
    elif token and actions.end_sharing(assessment, token):
        messages.success(request, _("The link no longer works."))
    return redirect(_links(code))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unlock_link(request: HttpRequest, token: UUID) -> HttpResponse:
    """Ask for the password of a link, then lead to the page that was asked for."""
    link = locked_link(token)
    target = _target(link, request.GET.get("next", ""))
    if not is_locked(request, link):
        return redirect(target)
    if request.method != "POST":
        return render(request, "assessments/unlock.html", {"form": UnlockForm(link)})
    if not _may_try(request, link):
        refused: HttpResponse = ratelimit.respond_429(request)
        return refused
    form = UnlockForm(link, request.POST)
    if not form.is_valid():
        return render(request, "assessments/unlock.html", {"form": form}, status=422)
    # Whoever knew the number of the session before does not get in with it.
    request.session.cycle_key()
    unlock(request, link)
    return redirect(target)


def to_unlock(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Lead from a page of a link to where its password is asked for, and from there back."""
    query = urlencode({"next": request.get_full_path()})
    address = f"{reverse('assessments:unlock', args=[link.token])}?{query}"
    return HttpResponseClientRedirect(address) if getattr(request, "htmx", False) else redirect(address)


def _may_try(request: HttpRequest, link: ShareLink) -> bool:
    """Count one more try, for whoever sends it and for the link."""
    by_address = ratelimit.consume(request, action="unlock")
    return bool(by_address) and bool(ratelimit.consume(request, action="unlock_link", key=str(link.token)))


def _target(link: ShareLink, wanted: str) -> str:
    """Return the wanted address if it is one of the link's own, otherwise that of its report."""
    key = {"token": link.token}
    try:
        parts = urlsplit(wanted)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return reverse(REPORT, kwargs=key)
    if match.kwargs.get("token") != link.token or not match.view_name.startswith(SHARED):
        return reverse(REPORT, kwargs=key)
    query = QueryDict(parts.query).urlencode()
    return reverse(match.view_name, kwargs=key) + (f"?{query}" if query else "")


def _links(code: UUID) -> str:
    return f"{reverse('assessments:details', args=[code])}#links"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
