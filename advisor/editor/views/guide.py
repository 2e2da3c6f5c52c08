"""The editor's guide."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.editor.access import looking
from advisor.editor.drawings import model_drawing
from advisor.editor.guide import COMMANDS, GROUPS, STEPS
from advisor.editor.heading import heading_of
from advisor.pictures.svg import page_svg
from advisor.reports.places import page_language
from advisor.rulebook.checks.meanings import MEANINGS


@looking
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The model in one picture, a worked change, the same on files, what each finding means."""
    context = {
        "heading": heading_of(request),
        "here": "guide",
        "broad": page_svg(model_drawing("broad"), "model-broad"),
        "tall": page_svg(model_drawing("tall"), "model-tall"),
        "steps": [(step, f"advisor/guide/{step.slug}-{page_language()}.png") for step in STEPS],
        "commands": COMMANDS,
        "groups": GROUPS,
        "meanings": MEANINGS,
    }
    return render(request, "editor/guide.html", context)
