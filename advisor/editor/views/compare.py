"""What differs between the draft and a version, or between two versions, rule by rule and in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisor.editor.access import looking
from advisor.editor.comparing import Comparison, draft_against, rows, versions_compared
from advisor.editor.heading import heading_of
from advisor.editor.version_list import version_of
from advisor.rulebook.draft import current_draft
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.models import Version
from advisor.rulebook.schema import KINDS

PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared. ``after`` None is the draft, ``before`` None a rulebook without records."""

    before: Version | None
    after: Version | None
    kind: str

    def comparison(self) -> Comparison:
        """Return what differs; FixtureError if one of them cannot be read."""
        was = self.before.hash if self.before else ""
        return versions_compared(was, self.after.hash) if self.after else draft_against(was, current_draft())


@looking
@never_cache
@require_safe
def compare(request: HttpRequest, version: str = "") -> HttpResponse:
    """Show the differences, one kind or all, in pages."""
    asked = _asked(request, version)
    context = {
        "heading": heading_of(request),
        "here": "compare",
        "asked": asked,
        "versions": Version.objects.defer("document").order_by("-current_since", "-pk"),
    }
    try:
        context |= _found(request, asked)
    except FixtureError as error:
        context["unreadable"] = error
    return render(request, "editor/compare.html", context)


def _asked(request: HttpRequest, version: str) -> Asked:
    digits = request.GET.get("against", version)
    other, kind = request.GET.get("with", ""), request.GET.get("kind", "")
    return Asked(
        before=version_of(digits) if digits else Version.objects.current(),
        after=version_of(other) if other else None,
        kind=kind if kind in KINDS else "",
    )


def _found(request: HttpRequest, asked: Asked) -> dict[str, object]:
    comparison = asked.comparison()
    wanted = [change for change in comparison.changes if not asked.kind or change.kind == asked.kind]
    page = Paginator(wanted, PER_PAGE).get_page(request.GET.get("page"))
    since = asked.before.published_at if asked.before and not asked.after else None
    return {
        "comparison": comparison,
        "rows": rows(comparison, page, get_language() or "en", since),
        "page": page,
    }
