"""What a request adds to a table: the profile whose rows are marked, and where rows are edited in full."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from advisor.editor.grid.asked import ADVICE
from advisor.editor.grid.ground import Ground
from advisor.editor.links import record_url_of
from advisor.editor.profiles import Named, of_assessment, of_scenario
from advisor.engine import parse_profile
from advisor.engine.rulebook import Profile
from advisor.rulebook.draft import model_of


def named_profile(request: HttpRequest, ground: Ground, name: str) -> Named | None:
    """Return the profile named "scenario:slug" or "assessment:code"; None if this request may see none."""
    kind, _, key = name.partition(":")
    if kind == "scenario":
        return of_scenario(ground.records, key)
    return of_assessment(request, key) if kind == "assessment" else None


def profile_in(ground: Ground, named: Named | None) -> Profile | None:
    """Return the answers that the draft can read."""
    return parse_profile(ground.rulebook, named.answers)[0] if named else None


def full_forms(request: HttpRequest, decision: str, slugs: Sequence[str]) -> dict[str, str]:
    """Return the admin's page of each row (one query); {} for whom the admin is closed to."""
    if not request.user.is_staff:
        return {}
    kind = "advice" if decision == ADVICE else "rule"
    found = model_of(kind)._default_manager.filter(slug__in=slugs).values_list("slug", "pk")
    return {slug: record_url_of(kind, pk) for slug, pk in found}
