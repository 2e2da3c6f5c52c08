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

from advisor.accounts.roles import Act
from advisor.assessments.fields import Field, field_of
from advisor.assessments.profile import Position
from advisor.assessments.reading import read_answer
from advisor.assessments.views.answering import save_all_from, save_from
from advisor.assessments.views.common import HtmxRequest, context_of, position_for, show
from advisor.engine.rulebook import Question


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, code: UUID, slug: str) -> HttpResponse:
    """A section's questions; the button saves what it can and names what it cannot."""
    position = position_for(request, code)
    if slug not in position.rulebook.sections:
        raise Http404
    if request.method != "POST":
        return show(request, "assessments/section.html", _context(position, slug, {}))
    given = [q for q in _questions(position, slug) if f"{q.slug}.revision" in request.POST]
    after, kept, status = save_all_from(request, position, given)
    kept = {question: field for question, field in kept.items() if question in after.asked}
    if kept:
        return show(request, "assessments/section.html", _context(after, slug, kept), status)
    return _after_saving(request, position, after, slug)


def _after_saving(request: HttpRequest, before: Position, position: Position, slug: str) -> HttpResponse:
    """Go on to the next section; stay where one question was cleared or corrected by its own button, or
    where answers brought up more questions."""
    code = position.assessment.code
    here = reverse("assessments:section", args=[code, slug])
    pressed = [q for q in _questions(position, slug) if _own_button(request, q.slug)]
    if pressed:
        return redirect(f"{here}#item-{pressed[0].slug}")
    fresh = [q for q in _questions(position, slug) if q.slug not in before.asked]
    if fresh:
        count = len(fresh)
        sentence = ngettext(
            "Saved. Your answers brought up one more question.",
            "Saved. Your answers brought up %(count)d more questions.",
            count,
        )
        messages.info(request, sentence % {"count": count})
        return redirect(f"{here}#item-{fresh[0].slug}")
    following = _next_section(position, slug)
    if following is None:
        return redirect("assessments:check", code)
    return redirect("assessments:section", code, following)


def _own_button(request: HttpRequest, slug: str) -> bool:
    """Whether the button was pressed that clears or corrects one question."""
    return request.POST.get("clear") == slug or f"{slug}.use" in request.POST


@never_cache
@require_POST
def item(request: HtmxRequest, code: UUID, slug: str) -> HttpResponse:
    """Save one question of a section page as it is given (htmx)."""
    position = position_for(request, code)
    question = position.rulebook.questions.get(slug)
    if question is None or question.retired:
        raise Http404
    saved = save_from(request, position, question)
    kept = {} if saved.done else {slug: saved.field}
    if not request.htmx:
        if saved.done:
            return redirect("assessments:section", code, question.section)
        context = _context(saved.position, question.section, kept)
        return show(request, "assessments/section.html", context, saved.status)
    others = _still_wrong(request, saved.position, question)
    context = _context(saved.position, question.section, kept | others) | {"field": saved.field, "oob": True}
    context["dependents"] = _appearing(position, saved.position, question.section)
    if saved.done and not request.POST.get(f"{slug}.mended") and not _own_button(request, slug):
        return show(request, "assessments/section.html#saved", context)
    context["summarised"] = "summarised" in request.POST
    response = show(request, "assessments/section.html#whole_item", context, saved.status)
    response.headers["HX-Retarget"] = f"#item-{slug}"
    response.headers["HX-Reswap"] = "outerHTML settle:0ms"
    return response


def _still_wrong(request: HttpRequest, position: Position, saved: Question) -> dict[str, Field]:
    """Return the other questions of the page that stand there with something to correct."""
    wrong = {}
    for question in _questions(position, saved.section):
        if question != saved and f"{question.slug}.mended" in request.POST:
            reading = read_answer(position.rulebook, question, request.POST)
            if reading.problem:
                wrong[question.slug] = field_of(position, question, reading)
    return wrong


def _appearing(before: Position, after: Position, section: str) -> list[tuple[Question, Field | None]]:
    """Return the section's questions that came, with their field, or went; others keep what is typed."""
    changed = set(before.asked) ^ set(after.asked)
    return [
        (question, field_of(after, question) if question.slug in after.asked else None)
        for question in after.rulebook.questions.values()
        if question.slug in changed and question.section == section
    ]


@never_cache
@require_safe
def check(request: HttpRequest, code: UUID) -> HttpResponse:
    """All answers by section, each with a link to change it."""
    position = position_for(request, code, Act.READ)
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
