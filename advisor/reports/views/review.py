"""Milestones of an assessment, and a reviewer's other outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from advisor.accounts.roles import Act
from advisor.assessments import review as actions
from advisor.assessments.access import assessment_for
from advisor.assessments.models import Assessment, Override
from advisor.assessments.profile import position_of
from advisor.engine import RulebookError
from advisor.engine.rulebook import RANKED_DECISIONS
from advisor.reports.forms import MilestoneForm, OverrideForm
from advisor.reports.labels import option_name
from advisor.reports.places import page_language
from advisor.reports.views.reading import rules_missing
from advisor.rulebook.published import NotPublished

#: Milestones listed; a workload has a handful.
MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """One decision as the page shows it: what is recommended, what was decided, the form to decide."""

    decision: str
    title: str
    recommended: str
    override: Override | None
    decided: str
    form: OverrideForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: UUID) -> HttpResponse:
    """Show milestones and overrides; POST puts another outcome beside the recommendation."""
    assessment = assessment_for(request, code, Act.REVIEW if request.method == "POST" else Act.READ)
    try:
        if request.method != "POST":
            return _page(request, assessment)
        decision = request.POST.get("decision", "")
        form = next((j.form for j in _judged(assessment, request) if j.decision == decision), None)
    except (NotPublished, RulebookError) as error:
        return rules_missing(request, error)
    if form is None or not form.is_valid():
        return _page(request, assessment, judged=_judged(assessment, request), status=422)
    given = form.cleaned_data
    actions.override(assessment, decision, given["option"], given["reason"], given["by"])
    messages.success(request, _("Noted. The report shows both: what is recommended and what was decided."))
    return redirect("reports:review", code)


@require_POST
def withdraw(request: HttpRequest, code: UUID) -> HttpResponse:
    """Take an override back."""
    assessment = assessment_for(request, code, Act.REVIEW)
    if actions.withdraw(assessment, request.POST.get("decision", "")):
        messages.success(request, _("Taken back: the recommendation stands alone again."))
    return redirect("reports:review", code)


@require_POST
def freeze(request: HttpRequest, code: UUID) -> HttpResponse:
    """Keep the report as it is now."""
    assessment = assessment_for(request, code, Act.REVIEW)
    form = MilestoneForm(request.POST)
    try:
        if not form.is_valid():
            return _page(request, assessment, milestone=form, status=422)
        actions.freeze(assessment, form.cleaned_data["name"])
    except (NotPublished, RulebookError) as error:
        return rules_missing(request, error)
    messages.success(request, _("Frozen. Later reports say what has changed since."))
    return redirect("reports:review", code)


def _page(
    request: HttpRequest,
    assessment: Assessment,
    *,
    judged: list[Judged] | None = None,
    milestone: MilestoneForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "judged": judged or _judged(assessment),
        "milestone": milestone or MilestoneForm(),
        "milestones": assessment.milestones.all()[:MOST_LISTED],
    }
    return render(request, "reports/review.html", context, status=status)


def _judged(assessment: Assessment, request: HttpRequest | None = None) -> list[Judged]:
    """Return the three decisions; the one that a request is about has what was typed."""
    position, language = position_of(assessment), page_language()
    standing = {one.decision: one for one in assessment.overrides.filter(withdrawn_at=None)}
    about = request.POST.get("decision") if request else None
    judged = []
    for slug in RANKED_DECISIONS:
        table = position.rulebook.decisions[slug]
        names = {option.slug: option.name.in_language(language) for option in table.options}
        outcome = getattr(position.recommendation, slug).outcome
        override = standing.get(slug)
        typed = (request.POST,) if request and about == slug else ()
        judged.append(
            Judged(
                decision=slug,
                title=table.title.in_language(language),
                recommended=option_name(position.rulebook, slug, outcome, language) if outcome else "",
                override=override,
                decided=names.get(override.option, override.option) if override else "",
                form=OverrideForm(slug, list(names.items()), *typed, initial={"decision": slug}),
            )
        )
    return judged
