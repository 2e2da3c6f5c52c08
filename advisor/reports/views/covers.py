"""The cover that an owner keeps: who prepared the reports, their version, confidentiality and logo."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from advisor.assessments.access import owner_for_writing, owner_of, remember
from advisor.reports.covers import cover_of, keep_cover
from advisor.reports.evaluation import CoverDetails
from advisor.reports.forms import CoverForm
from advisor.reports.logos import LARGEST_KIB


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cover(request: HttpRequest) -> HttpResponse:
    """Show and store the cover; what is stored is used by every report of this owner."""
    if request.method != "POST":
        kept = _kept(request)
        names = ("prepared_by", "version", "confidentiality")
        return _page(request, CoverForm(initial={name: getattr(kept, name) for name in names}), kept)
    form = CoverForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, _kept(request), status=422)
    owner, token = owner_for_writing(request)
    keep_cover(owner.pk, form.details(cover_of(owner.pk).logo))
    messages.success(request, _("Saved. Every report of yours has this cover from now on."))
    response = redirect("reports:cover")
    if token:
        remember(response, token)
    return response


@never_cache
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    """Send the owner's own logo."""
    kept = _kept(request).logo
    if kept is None:
        raise Http404
    return HttpResponse(kept.png, content_type="image/png")


def _kept(request: HttpRequest) -> CoverDetails:
    owner = owner_of(request)
    return cover_of(owner.pk) if owner else CoverDetails()


def _page(request: HttpRequest, form: CoverForm, kept: CoverDetails, status: int = 200) -> HttpResponse:
    context = {"form": form, "cover": kept, "most": LARGEST_KIB}
    return render(request, "reports/cover.html", context, status=status)
