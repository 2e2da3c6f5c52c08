"""The home page, starting, examples, and the links that lead back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.accounts.access import Seat, What, seats_for
from advisor.assessments import actions
from advisor.assessments.access import (
    assessment_for,
    assessments_for,
    note_created,
    owner_for_writing,
    owner_with_token,
    remember,
)
from advisor.assessments.examples import all_examples, example_or_404, outcome_names
from advisor.assessments.forms import StartForm
from advisor.assessments.listing import rows_for
from advisor.assessments.models import Assessment
from advisor.assessments.views.common import language, resume_address
from advisor.assessments.views.keeping import unclaimed
from advisor.engine import Answer, decide
from advisor.rulebook.accuracy import current_accuracy
from advisor.rulebook.published import compiled, current_version
from advisor.rulebook.wording import answer_text, question_text

#: How many assessments the home page lists at once.
LISTED = 20


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What it is; start, continue, or open an example."""
    version = current_version().hash
    seats = seats_for(request, What.ADD)
    form = StartForm(compiled(version).rulebook, language(), seats=seats, initial=_initial(request, seats))
    return render(request, "assessments/home.html", _home_context(request, form, version))


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin an assessment."""
    version = current_version().hash
    seats = seats_for(request, What.ADD)
    form = StartForm(compiled(version).rulebook, language(), request.POST, seats=seats)
    if not form.is_valid():
        return render(request, "assessments/home.html", _home_context(request, form, version), status=422)
    owner, token = owner_for_writing(request)
    assessment = actions.start(owner, form.details(), version, form.answers(), form.workspace_chosen())
    note_created(request, assessment)
    response = redirect("assessments:begun" if token else "assessments:next", assessment.code)
    if token:
        remember(response, token)
    return response


def _initial(request: HttpRequest, seats: Sequence[Seat]) -> dict[str, str]:
    """Return the workspace that the address asks for, where an assessment may be put into it."""
    wanted = request.GET.get("workspace", "")
    return {"workspace": wanted} if wanted in {str(seat.workspace.code) for seat in seats} else {}


def _home_context(request: HttpRequest, form: StartForm, version: str) -> dict[str, object]:
    found = assessments_for(request).select_related("workspace")
    page = Paginator(found, LISTED).get_page(request.GET.get("page"))
    return {
        "form": form,
        "page": page,
        "rows": rows_for(request, list(page.object_list), language()),
        "examples": all_examples(version, language()),
        "accuracy": current_accuracy(),
        "unclaimed": unclaimed(request),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Take up one's assessments in another browser. Asks first, so that link previews do nothing."""
    owner = owner_with_token(token)
    if request.method != "POST":
        count = owner.assessments.filter(deleted_at=None).count()
        return render(request, "assessments/resume.html", {"count": count})
    response = redirect("assessments:home")
    remember(response, token)
    messages.success(request, _("This browser now knows your assessments."))
    return response


@require_safe
def example(request: HttpRequest, slug: str) -> HttpResponse:
    """A published case as it was entered, and what is recommended for it. Read-only."""
    case = example_or_404(slug)
    version = current_version().hash
    rules = compiled(version)
    profile = case.profile(rules.rulebook)
    answers = [
        (
            question_text(rules.rulebook, name, language()),
            answer_text(rules.rulebook, name, value, language()),
        )
        for name, value in profile.items()
    ]
    recommendation = decide(rules, profile)
    context = {
        "example": case,
        "answers": answers,
        "outcomes": outcome_names(rules.rulebook, recommendation, language()),
        "strategy": recommendation.strategy.outcome,
    }
    return render(request, "assessments/example.html", context)


@require_POST
def fork(request: HttpRequest, slug: str) -> HttpResponse:
    """Copy an example, so that its answers can be changed."""
    case = example_or_404(slug)
    version = current_version().hash
    owner, token = owner_for_writing(request)
    profile: dict[str, Answer] = dict(case.profile(compiled(version).rulebook))
    details = actions.Details(name=case.name)
    assessment = actions.start_from_example(owner, details, version, profile, {}, slug)
    note_created(request, assessment)
    response = redirect("assessments:check", assessment.code)
    if token:
        remember(response, token)
    messages.success(request, _("Copied. Change any answer; the example itself stays as it is."))
    return response


@never_cache
@require_safe
def begun(request: HttpRequest, code: UUID) -> HttpResponse:
    """Right after the first start: the secret link that leads back, and the two ways through."""
    assessment: Assessment = assessment_for(request, code)
    context = {
        "assessment": assessment,
        "resume_address": resume_address(request),
        "first_section": next(iter(compiled(assessment.rulebook).rulebook.sections)),
    }
    return render(request, "assessments/begun.html", context)
