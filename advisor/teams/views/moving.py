"""Moving an assessment, or its whole workload, into a workspace or out of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.accounts.access import What, seats_for
from advisor.accounts.roles import Act
from advisor.assessments.access import assessment_for, assessments_for, each_for, owner_for_writing
from advisor.assessments.models import Assessment, AssessmentQuerySet, ShareLink
from advisor.teams.forms import MoveForm
from advisor.teams.moving import MovedMeanwhile, Target, move

#: Assessments that move at once.
MOST = 500


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move_assessment(request: HttpRequest, code: UUID) -> HttpResponse:
    """Say what happens, ask where to; POST moves."""
    assessment = assessment_for(request, code, Act.MOVE)
    seats = [s for s in seats_for(request, What.ADD) if s.workspace.pk != assessment.workspace_id]
    beside = _beside(request, assessment)
    form = MoveForm(
        *([request.POST] if request.method == "POST" else []),
        seats=seats,
        shared=assessment.workspace_id is not None,
        others=beside.exists(),
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["to"]
        to = next((seat.workspace for seat in seats if str(seat.workspace.code) == chosen), None)
        others = each_for(request, beside[:MOST], Act.MOVE) if form.goes_whole else []
        owner, _token = owner_for_writing(request)
        return _moved(request, [assessment, *others], Target(to, owner))
    context = {
        "assessment": assessment,
        "form": form,
        "links": ShareLink.objects.open().filter(assessment=assessment).count(),
        "beside": beside.count() if "what" in form.fields else 0,
    }
    return render(request, "teams/move.html", context, status=422 if form.errors else 200)


def _beside(request: HttpRequest, assessment: Assessment) -> AssessmentQuerySet:
    """Return the others of the same workload in the same place that this request may move."""
    found = assessments_for(request, Act.MOVE).filter(workload=assessment.workload)
    here = found.filter(workspace=assessment.workspace_id).exclude(pk=assessment.pk)
    return here.select_related("workspace").order_by("pk")


def _moved(request: HttpRequest, assessments: Sequence[Assessment], target: Target) -> HttpResponse:
    first = assessments[0].code
    try:
        ended = move(assessments, target, request.user)
    except MovedMeanwhile:
        messages.error(request, _("Nothing was moved: somebody else moved it meanwhile. Look again."))
        return redirect("assessments:details", first)
    count = len(assessments)
    told = ngettext("Moved.", "%(count)d assessments moved.", count) % {"count": count}
    if ended:
        text = ngettext("%(count)d share link ended.", "%(count)d share links ended.", ended)
        told = f"{told} {text % {'count': ended}}"
    messages.success(request, told)
    return redirect("assessments:details", first)
