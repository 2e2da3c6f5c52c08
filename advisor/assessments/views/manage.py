"""An assessment as a whole: its details, copies, deletion, links."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from advisor.accounts.roles import Act
from advisor.assessments import actions
from advisor.assessments.access import assessment_for, assessments_for, deleted_assessment, note_created
from advisor.assessments.forms import DetailsForm
from advisor.assessments.models import NAME_LENGTH, Assessment, ShareLink
from advisor.assessments.sharing import SharingForm
from advisor.assessments.views.common import resume_address
from advisor.rulebook.published import compiled, current_version

#: Links on one page: those that are open, and ended ones as far as there is room.
MOST_LISTED = 100


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, code: UUID) -> HttpResponse:
    """Rename or describe; copy, share, add a component, delete."""
    assessment = assessment_for(request, code, Act.CHANGE if request.method == "POST" else Act.READ)
    if request.method != "POST":
        return details_page(request, assessment)
    form = DetailsForm(request.POST)
    if not form.is_valid():
        return details_page(request, assessment, form=form, status=422)
    actions.change_details(assessment, form.details())
    messages.success(request, _("Saved."))
    return redirect("assessments:details", code)


def details_page(
    request: HttpRequest,
    assessment: Assessment,
    *,
    form: DetailsForm | None = None,
    sharing: SharingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show an assessment as a whole, with the forms as they were filled in."""
    beside = assessments_for(request).filter(workload=assessment.workload)
    others = [other for other in beside[:40] if other.pk != assessment.pk]
    links = _links(request, assessment) if assessment.granted.share else []
    context = {
        "assessment": assessment,
        "form": form or DetailsForm(initial=DetailsForm.initial_of(assessment)),
        "sharing": sharing or SharingForm(),
        "links": links,
        "several_open": sum(link.ended_at is None for link, _address in links) > 1,
        "resume_address": resume_address(request),
        "components": [other for other in others if other.variant_of != assessment.variant_of],
        "variants": [other for other in others if other.variant_of == assessment.variant_of],
    }
    return render(request, "assessments/details.html", context, status=status)


def _links(request: HttpRequest, assessment: Assessment) -> list[tuple[ShareLink, str]]:
    """Return the links with their addresses (one query): those that are open first."""
    listed = sorted(assessment.share_links.listed()[:MOST_LISTED], key=lambda link: link.ended_at is not None)
    names = [reverse("reports:shared_report", args=[link.token]) for link in listed]
    return [(link, request.build_absolute_uri(name)) for link, name in zip(listed, names, strict=True)]


@require_POST
def copy(request: HttpRequest, code: UUID) -> HttpResponse:
    """Copy an assessment, to try a what-if."""
    assessment = assessment_for(request, code, Act.CHANGE)
    name = _("%(name)s (copy)") % {"name": assessment.name}
    other = actions.copy(assessment, name[:NAME_LENGTH])
    note_created(request, other)
    messages.success(
        request, _("Copied. This is the copy: what you change here leaves the first one as it is.")
    )
    return redirect("assessments:check", other.code)


@require_POST
def add_component(request: HttpRequest, code: UUID) -> HttpResponse:
    """Begin the assessment of another component of the same workload."""
    assessment = assessment_for(request, code, Act.CHANGE)
    component = request.POST.get("component", "").strip()[:NAME_LENGTH]
    if not component:
        messages.error(request, _("Say which component it is, for example: nightly import."))
        return redirect("assessments:details", code)
    version = current_version().hash
    refusing = [q.slug for q in compiled(version).rulebook.questions.values() if q.rules_out_named]
    refused = {a.question: tuple(a.value or ()) for a in assessment.answers.filter(question__in=refusing)}
    names = actions.Details(
        assessment.name, component, assessment.contact, assessment.client, assessment.description
    )
    other = actions.add_component(assessment, names, version, {q: v for q, v in refused.items() if v})
    note_created(request, other)
    return redirect("assessments:next", other.code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, code: UUID) -> HttpResponse:
    """Ask, then delete; the next page can undo it."""
    assessment = assessment_for(request, code, Act.DELETE)
    if request.method != "POST":
        return render(request, "assessments/delete.html", {"assessment": assessment})
    actions.delete(assessment)
    return redirect("assessments:deleted", code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deleted(request: HttpRequest, code: UUID) -> HttpResponse:
    """Say that it is deleted; bring it back on request."""
    assessment = deleted_assessment(request, code)
    if request.method != "POST":
        return render(request, "assessments/deleted.html", {"assessment": assessment})
    actions.undelete(assessment)
    messages.success(request, _("The assessment is back."))
    return redirect("assessments:check", code)


@require_POST
def offer(request: HttpRequest, code: UUID) -> HttpResponse:
    """Offer the answers as a scenario for the rulebook, or take that back."""
    assessment = assessment_for(request, code, Act.SHARE)
    if request.POST.get("end"):
        actions.take_back_offer(assessment)
        messages.success(request, _("Taken back. Editors no longer see the answers."))
    else:
        actions.offer(assessment)
        messages.success(
            request, _("Offered. Editors of the rulebook can now see the answers, and no names.")
        )
    return redirect(f"{reverse('assessments:details', args=[code])}#offer")
