"""What if: other answers tried beside the report, kept as variants, compared."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from advisor.accounts.roles import Act
from advisor.assessments import actions
from advisor.assessments.access import assessment_for, assessments_for, each_for, note_created
from advisor.assessments.models import NAME_LENGTH, Assessment
from advisor.assessments.profile import Position, position_of
from advisor.engine import Profile, RulebookError
from advisor.reports.build import build_report
from advisor.reports.comparison import FEWEST, MOST, compare
from advisor.reports.evaluation import evaluate
from advisor.reports.places import Loaded, of_assessment, page_language
from advisor.reports.report import Report
from advisor.reports.views.reading import rules_missing
from advisor.reports.what_if import Sheet, Tried, as_fields, read_tried
from advisor.rulebook.published import NotPublished

#: Assessments offered for comparison.
MOST_OFFERED = 200


@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest, code: UUID) -> HttpResponse:
    """Try other answers; POST keeps them as a named variant."""
    assessment = assessment_for(request, code, Act.CHANGE if request.method == "POST" else Act.READ)
    try:
        position = position_of(assessment)
    except (NotPublished, RulebookError) as error:
        return rules_missing(request, error)
    given = request.POST if request.method == "POST" else request.GET
    tried = read_tried(position.rulebook, position.profile, given)
    if request.method == "POST":
        return _keep(request, assessment, position, tried)
    htmx = getattr(request, "htmx", False)
    canonical = f"{request.path}?{urlencode(as_fields(tried))}" if tried.answers else request.path
    if not htmx and not tried.problems and request.GET and request.get_full_path() != canonical:
        return redirect(canonical)
    response = _page(request, assessment, position, tried, given)
    if htmx:
        response["HX-Replace-Url"] = canonical
    return response


def _keep(request: HttpRequest, assessment: Assessment, position: Position, tried: Tried) -> HttpResponse:
    name = request.POST.get("variant-name", "").strip()[:NAME_LENGTH]
    if tried.problems or not tried.answers or not name:
        problem = "" if tried.problems else _("Change at least one answer first.")
        if tried.answers and not name:
            problem = _("Give the variant a name, for example: with containers.")
        return _page(request, assessment, position, tried, request.POST, problem, 422)
    variant = actions.keep_variant(assessment, name, tried.answers)
    note_created(request, variant)
    messages.success(request, _("Kept as “%(name)s”. The assessment itself is as it was.") % {"name": name})
    return redirect(f"{reverse('reports:compare')}?a={assessment.code}&a={variant.code}")


def _page(
    request: HttpRequest,
    assessment: Assessment,
    position: Position,
    tried: Tried,
    given: QueryDict,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    loaded, language = of_assessment(assessment), page_language()
    sheet = Sheet(position.compiled, position.profile, tried, given, language)
    before, after = (
        _report(loaded, profile) for profile in (position.profile, tried.applied(position.profile))
    )
    context = {
        "assessment": assessment,
        "groups": sheet.groups(),
        "tried": tried,
        "comparison": compare((before, after), (_("Now"), _("Tried"))),
        "fields": as_fields(tried),
        "problem": problem,
        "name": given.get("variant-name", ""),
    }
    htmx = getattr(request, "htmx", False)
    return render(request, f"reports/what_if.html{'#moved' if htmx else ''}", context, status=status)


@never_cache
@require_safe
def compared(request: HttpRequest) -> HttpResponse:
    """Show two to four own assessments or variants in one table; of fewer, let them be chosen."""
    codes = list(dict.fromkeys(_uuid(text) for text in request.GET.getlist("a")))
    if not FEWEST <= len(codes) <= MOST:
        return _choose(request, codes)
    reached = assessments_for(request).select_related("workspace").filter(code__in=codes)
    found = {assessment.code: assessment for assessment in each_for(request, reached, Act.READ)}
    if len(found) != len(codes):
        raise Http404
    assessments = [found[code] for code in codes]
    try:
        loaded = [of_assessment(assessment) for assessment in assessments]
    except (NotPublished, RulebookError) as error:
        return rules_missing(request, error)
    reports = [_report(one, one.profile) for one in loaded]
    table = compare(reports, _names(assessments))
    context = {"comparison": table, "assessments": assessments}
    return render(request, "reports/compare.html", context)


def _choose(request: HttpRequest, codes: Sequence[UUID]) -> HttpResponse:
    problem = ""
    # One alone is a report that asks what to compare it with, unless it was sent from the form.
    if len(codes) > MOST or (codes and "sent" in request.GET):
        sentence = _("Choose %(fewest)s to %(most)s; you chose %(count)s.")
        problem = sentence % {"fewest": FEWEST, "most": MOST, "count": len(codes)}
    context = {
        "offered": assessments_for(request)[:MOST_OFFERED],
        "chosen": set(codes),
        "problem": problem,
        "fewest": FEWEST,
        "most": MOST,
    }
    return render(request, "reports/compare.html", context, status=422 if problem else 200)


def _names(assessments: Sequence[Assessment]) -> list[str]:
    """Return what tells assessments apart: variants of one by what they try, others by their titles."""
    if len({assessment.variant_of for assessment in assessments}) > 1:
        return [assessment.title for assessment in assessments]
    return [assessment.variant or assessment.title for assessment in assessments]


def _report(loaded: Loaded, profile: Profile) -> Report:
    """Return a report for a comparison, which asks neither what is settled nor what would change it."""
    subject = loaded.subject(page_language())
    with override(subject.language):
        return build_report(subject, evaluate(loaded.compiled, profile, settled=False, changes=0))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
