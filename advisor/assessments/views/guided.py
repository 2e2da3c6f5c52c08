"""Guided: one question at a time, the most decisive next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from advisor.assessments.examples import outcome_names
from advisor.assessments.fields import Field, field_of
from advisor.assessments.profile import Position
from advisor.assessments.views.answering import Saved, save_from
from advisor.assessments.views.common import HtmxRequest, context_of, language, position_for, show
from advisor.engine.rulebook import Question


@never_cache
@require_safe
def next_question(request: HttpRequest, code: UUID) -> HttpResponse:
    """Lead to the most decisive open question; where nothing can change an outcome any more, say so."""
    position = position_for(request, code)
    slug = position.next_question(after=request.GET.get("after"))
    if slug is not None:
        return redirect("assessments:question", code, slug)
    context = context_of(position) | {
        "outcomes": outcome_names(position.rulebook, position.recommendation, language())
    }
    return show(request, "assessments/settled.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HtmxRequest, code: UUID, slug: str) -> HttpResponse:
    """One question with its help, and the panel. By htmx it is saved as it is given."""
    position = position_for(request, code)
    asked = _question_or_404(position, slug)
    if request.method != "POST":
        if slug not in position.asked:
            return _not_asked(request, code)
        return show(request, "assessments/question.html", _context(position, field_of(position, asked)))
    saved = save_from(request, position, asked)
    if saved.done and slug not in saved.position.asked:
        return _not_asked(request, code)
    context = _context(saved.position, saved.field)
    if request.htmx:
        return _fragment(request, saved, context)
    if not saved.done:
        return show(request, "assessments/question.html", context, saved.status)
    if request.POST.get("clear") == slug:
        return redirect("assessments:question", code, slug)
    return redirect(f"{reverse('assessments:next', args=[code])}?after={slug}")


def _fragment(request: HtmxRequest, saved: Saved, context: dict[str, Any]) -> HttpResponse:
    """Render what changed; the whole question where it has, or had, something to correct."""
    if saved.done and not request.POST.get("mended"):
        return show(request, "assessments/question.html#saved", context | {"oob": True})
    response = show(request, "assessments/question.html#ask", context, saved.status)
    response.headers["HX-Retarget"] = "#ask"
    response.headers["HX-Reswap"] = "outerHTML settle:0ms"
    return response


def _not_asked(request: HtmxRequest, code: UUID) -> HttpResponse:
    """Lead on from a question that other answers took away; its own answer is kept without effect."""
    messages.info(request, _("This question is not asked with the answers given so far."))
    if request.htmx:
        return HttpResponseClientRedirect(reverse("assessments:next", args=[code]))
    return redirect("assessments:next", code)


def _question_or_404(position: Position, slug: str) -> Question:
    found = position.rulebook.questions.get(slug)
    if found is None or found.retired:
        raise Http404
    return found


def _context(position: Position, field: Field) -> dict[str, Any]:
    section = position.rulebook.sections[field.question.section]
    of_section = [q.slug for q in position.steps if q.section == section.slug]
    slug = field.question.slug
    return context_of(position, section.slug) | {
        "field": field,
        "section": section,
        "number": of_section.index(slug) + 1 if slug in of_section else 1,
        "of": len(of_section),
    }
