"""All published versions, and the one step back to an earlier one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from advisor.editor.access import actor_of, looking, publishing
from advisor.editor.heading import heading_of
from advisor.editor.version_list import VersionRow, version_of, version_rows
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.locking import Outdated
from advisor.rulebook.models import Version
from advisor.rulebook.publishing import roll_back

PER_PAGE = 30


@looking
@never_cache
@require_safe
def versions(request: HttpRequest) -> HttpResponse:
    """List the versions, the newest in use first."""
    return _page(request)


@publishing
@require_POST
def put_in_use(request: HttpRequest, version: str) -> HttpResponse:
    """Put an earlier version in use; without a note, or where the one in use is another one now, say so."""
    wanted = version_of(version)
    note = request.POST.get("note", "").strip()
    if not note:
        return _asked_again(request, wanted, _("Say why: the note stands in the log."), 422)
    try:
        roll_back(wanted, actor=actor_of(request), note=note, in_use=request.POST.get("in_use", ""))
    except Outdated:
        words = _(
            "Nothing was done: another version was put in use in the meantime. Look again and decide anew."
        )
        return _asked_again(request, wanted, words, 409)
    except FixtureError as error:
        return _asked_again(request, wanted, error.message, 422)
    messages.success(request, _("Version %(version)s is in use.") % {"version": wanted})
    return redirect("editor:versions")


def _asked_again(request: HttpRequest, version: Version, problem: str, status: int) -> HttpResponse:
    asked = {"version": version, "problem": problem, "note": request.POST.get("note", "")}
    return _page(request, asked, status)


def _page(request: HttpRequest, asked: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    pages = Paginator(Version.objects.defer("document").order_by("-current_since", "-pk"), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows: list[VersionRow] = version_rows(page)
    context = {
        "heading": heading_of(request),
        "here": "versions",
        "rows": rows,
        "page": page,
        "asked": asked,
    }
    return render(request, "editor/versions.html", context, status=status)
