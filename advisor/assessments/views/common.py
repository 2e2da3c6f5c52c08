"""What several pages need."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django_htmx.middleware import HtmxDetails

from advisor.assessments.access import own_assessment, token_of
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
    """Return the secret link that opens this owner's assessments elsewhere; "" where no cookie is known."""
    token = token_of(request)
    return request.build_absolute_uri(reverse("assessments:resume", args=[token])) if token else ""


def own_position(request: HttpRequest, code: UUID) -> Position:
    """Return where an assessment of this request's own stands; Http404 otherwise."""
    return position_of(own_assessment(request, code))


def context_of(position: Position, section: str = "") -> dict[str, Any]:
    """Return what every page of the questionnaire shows: the progress and the panel."""
    return {
        "assessment": position.assessment,
        "position": position,
        "panel": panel_of(position, language()),
        "progress": progress_of(position, language(), section),
    }


def show(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render a page, or its fragment: ``page.html#part``."""
    return render(request, template, context, status=status)
