"""What stands above every editor's page: how far the draft is from the version in use, and who else edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest

from advisor.editor.access import may_edit, may_publish
from advisor.editor.presence import others_at_work
from advisor.rulebook.document import LISTS, canonical_json, document_of
from advisor.rulebook.draft import Draft, current_draft
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.models import Version
from advisor.rulebook.published import document_for


@dataclass(frozen=True, slots=True)
class Heading:
    """The state of the draft. ``changes``: entries unlike the version in use; None if it cannot be read."""

    in_use: Version | None
    mark: str
    changes: int | None
    others: tuple[str, ...]
    may_edit: bool
    may_publish: bool


def heading_of(request: HttpRequest) -> Heading:
    """Return the heading for this request's account."""
    in_use = Version.objects.current()
    try:
        draft = current_draft()
        mark, changes = draft.mark, changes_since(in_use.hash if in_use else "", draft)
    except FixtureError:
        mark, changes = "", None
    return Heading(
        in_use, mark, changes, others_at_work(request.user), may_edit(request.user), may_publish(request.user)
    )


@lru_cache(maxsize=8)
def changes_since(version: str, draft: Draft) -> int:
    """Return how many entries of a draft are unlike the version ("" for none)."""
    now = _entries(document_of(draft.records))
    was = _entries(document_for(version)) if version else {}
    return sum(now.get(name) != was.get(name) for name in now.keys() | was.keys())


def _entries(document: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    return {
        (kind, entry["slug"]): canonical_json(entry) for kind in LISTS for entry in document.get(kind, ())
    }
