"""Where editors begin."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advisor.editor.access import looking
from advisor.editor.heading import heading_of


@looking
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The state of the draft, and the way to all that can be done with it."""
    return render(request, "editor/overview.html", {"heading": heading_of(request), "here": "overview"})
