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
from advisor.assessments.access import assessment_for, assessments_for, deleted_assessment
from advisor.assessments.forms import DetailsForm
from advisor.assessments.models import NAME_LENGTH, Assessment
from advisor.assessments.views.common import resume_address
from advisor.rulebook.published import compiled, current_version


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, code: UUID) -> HttpResponse:
    """Rename or describe; copy, share, add a component, delete."""
    assessment = assessment_for(request, code, Act.CHANGE if request.method == "POST" else Act.READ)
    if request.method != "POST":
        form = DetailsForm(initial=DetailsForm.initial_of(assessment))
        return render(request, "assessments/details.html", _context(request, assessment, form))
    form = DetailsForm(request.POST)
    if not form.is_valid():
        return render(request, "assessments/details.html", _context(request, assessment, form), status=422)
    actions.change_details(assessment, form.details())
    messages.success(request, _("Saved."))
    return redirect("assessments:details", code)


def _context(request: HttpRequest, assessment: Assessment, form: DetailsForm) -> dict[str, object]:
    link = assessment.share_links.filter(revoked_at=None).first()
    beside = assessments_for(request).filter(workload=assessment.workload)
    others = [other for other in beside[:40] if other.pk != assessment.pk]
    return {
        "assessment": assessment,
        "form": form,
        "resume_address": resume_address(request),
        "share_address": request.build_absolute_uri(reverse("reports:shared_report", args=[link.token]))
        if link
        else "",
        "components": [other for other in others if other.variant_of != assessment.variant_of],
        "variants": [other for other in others if other.variant_of == assessment.variant_of],
    }


@require_POST
def copy(request: HttpRequest, code: UUID) -> HttpResponse:
    """Copy an assessment, to try a what-if."""
    assessment = assessment_for(request, code, Act.CHANGE)
    name = _("%(name)s (copy)") % {"name": assessment.name}
    other = actions.copy(assessment, name[:NAME_LENGTH])
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
def share(request: HttpRequest, code: UUID) -> HttpResponse:
    """Make the read-only link, or end it."""
    assessment = assessment_for(request, code, Act.SHARE)
    if request.POST.get("end"):
        actions.revoke_sharing(assessment)
        messages.success(request, _("The link no longer works."))
    else:
        actions.share(assessment)
        messages.success(request, _("Anybody who has the link can now read the report."))
    return redirect("assessments:details", code)


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
