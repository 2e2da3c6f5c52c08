"""An open form tells that it still is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from advisor.editor.access import editing
from advisor.editor.presence import others_at, show_presence
from advisor.rulebook.schema import KINDS


@require_POST
@editing
def presence(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Note that somebody still has a record open; answer who else has."""
    if kind not in KINDS or len(key) > 250:
        raise Http404
    names = key.split("/")
    show_presence(request.user, kind, names)
    context = {"kind": kind, "presence_key": key, "others": others_at(request.user, kind, names)}
    return render(request, "editor/record/presence.html", context)
