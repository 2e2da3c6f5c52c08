"""What several pages need."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django_htmx.middleware import HtmxDetails

from advisor import metrics
from advisor.accounts.roles import Act
from advisor.assessments.access import assessment_for, token_of
from advisor.assessments.fields import progress_of
from advisor.assessments.panel import panel_of
from advisor.assessments.profile import Position, position_of


class HtmxRequest(HttpRequest):
    """A request as the htmx middleware leaves it."""

    htmx: HtmxDetails


def language() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def resume_address(request: HttpRequest) -> str:
    """Return the secret link that opens them elsewhere; "" with an account or without a cookie."""
    token = None if request.user.is_authenticated else token_of(request)
    return request.build_absolute_uri(reverse("assessments:resume", args=[token])) if token else ""


def position_for(request: HttpRequest, code: UUID, act: Act = Act.CHANGE) -> Position:
    """Return where an assessment stands that this request may change; errors as in ``assessment_for``."""
    return position_of(assessment_for(request, code, act))


def context_of(position: Position, section: str = "") -> dict[str, Any]:
    """Return what every page of the questionnaire shows: the progress and the panel."""
    metrics.shown("panel", position.recommendation)
    return {
        "assessment": position.assessment,
        "position": position,
        "panel": panel_of(position, language()),
        "progress": progress_of(position, language(), section),
    }


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a page, or its fragment: ``page.html#part``."""
    return render(request, template, context, status=status)
