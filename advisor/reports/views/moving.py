"""Moving an assessment to the version of the rulebook in use: shown first, done by its owner alone."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.accounts.roles import Act
from advisor.assessments import actions
from advisor.assessments.access import assessment_for
from advisor.assessments.models import Assessment
from advisor.engine import RulebookError
from advisor.reports.moving import moving
from advisor.reports.places import page_language
from advisor.reports.views.reading import rules_missing
from advisor.rulebook.models import Version
from advisor.rulebook.published import NotPublished, compiled, current_version

#: Which version an assessment has just come from, and how many digits of its hash say so.
BACK, SHORT = "from", 12


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, code: UUID) -> HttpResponse:
    """Show what would change; POST moves it, or back to where it came from."""
    assessment = assessment_for(request, code, Act.CHANGE)
    in_use = current_version()
    if request.method == "POST":
        return _moved(request, assessment, in_use)
    earlier = _version(request.GET.get(BACK, ""))
    to = earlier if earlier and assessment.rulebook == in_use.hash != earlier.hash else in_use
    try:
        before, after = compiled(assessment.rulebook), compiled(to.hash)
    except (NotPublished, RulebookError) as error:
        return rules_missing(request, error)
    given = dict(assessment.answers.filter(given=True).values_list("question", "value"))
    context: dict[str, Any] = {
        "assessment": assessment,
        "pinned": _version_of(assessment),
        "to": to,
        "back": to != in_use,
        "there": assessment.rulebook == to.hash,
        "moving": moving(before, after, given, page_language()),
    }
    return render(request, "reports/move.html", context)


def _moved(request: HttpRequest, assessment: Assessment, in_use: Version) -> HttpResponse:
    seen, page = request.POST.get("seen", ""), reverse("reports:move", args=[assessment.code])
    to = _version(request.POST.get("to", ""))
    back = request.POST.get("back") == "1"
    if to is None or (to != in_use and not back):
        messages.error(request, _("Another version is in use by now. Nothing was moved: look again."))
        return redirect(page)
    try:
        compiled(to.hash)
    except (NotPublished, RulebookError) as error:
        return rules_missing(request, error)
    if not actions.move(assessment, seen, to.hash):
        messages.error(request, _("It was moved elsewhere in the meantime. Nothing was done: look again."))
        return redirect(page)
    messages.success(request, _("Moved. All answers are as they were."))
    if back:
        return redirect("reports:report", assessment.code)
    return redirect(f"{page}?{urlencode({BACK: seen.removeprefix('sha256:')[:SHORT]})}")


def _version(short: str) -> Version | None:
    """Return the published version with this hash, or one that begins with these digits."""
    digits = short.removeprefix("sha256:")
    if len(digits) < SHORT:
        return None
    return Version.objects.defer("document").filter(hash__startswith=f"sha256:{digits}").first()


def _version_of(assessment: Assessment) -> Version | None:
    return Version.objects.defer("document").filter(hash=assessment.rulebook).first()
