"""By section: every question of a section on one page, saved one by one or all at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisor.assessments.fields import Field, field_of
from advisor.assessments.profile import Position
from advisor.assessments.views.answering import save_from
from advisor.assessments.views.common import HtmxRequest, context_of, own_position, show
from advisor.engine.rulebook import Question


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, code: UUID, slug: str) -> HttpResponse:
    """A section's questions; the button saves what it can and names what it cannot."""
    position = own_position(request, code)
    if slug not in position.rulebook.sections:
        raise Http404
    if request.method != "POST":
        return show(request, "assessments/section.html", _context(position, slug, {}))
    position, kept, worst = _save_all(request, position, slug)
    if kept:
        return show(request, "assessments/section.html", _context(position, slug, kept), worst)
    return _after_saving(request, position, slug)


def _save_all(request: HttpRequest, position: Position, slug: str) -> tuple[Position, dict[str, Field], int]:
    """Save each question of the section that the form had; return those that could not be saved."""
    kept: dict[str, Field] = {}
    worst = 200
    for question in _questions(position, slug):
        if f"{question.slug}.revision" not in request.POST:
            continue
        saved = save_from(request, position, question)
        position = saved.position
        if not saved.done:
            kept[question.slug] = saved.field
            worst = max(worst, saved.status)
    return position, kept, worst


def _after_saving(request: HttpRequest, position: Position, slug: str) -> HttpResponse:
    """Go on to the next section; stay where answers brought up questions that the form did not have."""
    code = position.assessment.code
    fresh = [q for q in _questions(position, slug) if f"{q.slug}.revision" not in request.POST]
    if fresh:
        count = len(fresh)
        messages.info(
            request,
            ngettext(
                "Saved. Your answers brought up one more question.",
                "Saved. Your answers brought up %(count)d more questions.",
                count,
            )
            % {"count": count},
        )
        return redirect(f"{reverse('assessments:section', args=[code, slug])}#item-{fresh[0].slug}")
    following = _next_section(position, slug)
    return (
        redirect("assessments:section", code, following) if following else redirect("assessments:check", code)
    )


@never_cache
@require_POST
def item(request: HtmxRequest, code: UUID, slug: str) -> HttpResponse:
    """Save one question of a section page as it is given (htmx)."""
    position = own_position(request, code)
    question = position.rulebook.questions.get(slug)
    if question is None or question.retired:
        raise Http404
    saved = save_from(request, position, question)
    kept = {} if saved.done else {slug: saved.field}
    context = _context(saved.position, question.section, kept) | {"field": saved.field, "oob": True}
    if not request.htmx:
        return redirect("assessments:section", code, question.section)
    context["dependents"] = [
        (other, field_of(saved.position, other) if other.slug in saved.position.asked else None)
        for other in saved.position.rulebook.questions.values()
        if slug in (other.asked_when or {}) and other.section == question.section
    ]
    response = show(request, "assessments/section.html#saved", context, saved.status)
    if not saved.done or request.POST.get(f"{slug}.mended"):
        response = show(request, "assessments/section.html#whole_item", context, saved.status)
        response.headers["HX-Retarget"] = f"#item-{slug}"
        response.headers["HX-Reswap"] = "outerHTML"
    return response


@never_cache
@require_safe
def check(request: HttpRequest, code: UUID) -> HttpResponse:
    """All answers by section, each with a link to change it."""
    position = own_position(request, code)
    sections = [
        (section, [field_of(position, question) for question in _questions(position, section.slug)])
        for section in position.rulebook.sections.values()
    ]
    return show(request, "assessments/check.html", context_of(position) | {"sections": sections})


def _questions(position: Position, slug: str) -> list[Question]:
    return [
        question
        for question in position.rulebook.questions.values()
        if question.section == slug and question.slug in position.asked
    ]


def _next_section(position: Position, slug: str) -> str | None:
    sections = list(position.rulebook.sections)
    place = sections.index(slug) + 1
    return sections[place] if place < len(sections) else None


def _context(position: Position, slug: str, kept: dict[str, Field]) -> dict[str, Any]:
    """Return the page's context; ``kept`` are the fields that could not be saved, as they were typed."""
    sections = list(position.rulebook.sections)
    following = _next_section(position, slug)
    items = []
    for question in position.rulebook.questions.values():
        if question.section != slug or question.retired:
            continue
        shown = question.slug in position.asked
        field = kept.get(question.slug) or field_of(position, question)
        items.append((question, field if shown else None))
    return context_of(position, slug) | {
        "section": position.rulebook.sections[slug],
        "number": sections.index(slug) + 1,
        "of": len(sections),
        "items": items,
        "problems": [field for field in kept.values() if field.problem],
        "following": position.rulebook.sections[following] if following else None,
    }
