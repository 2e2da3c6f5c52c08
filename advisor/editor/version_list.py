"""The published versions as editors see them: who published each, how many assessments rest on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Count
from django.http import Http404

from advisor.assessments.models import Assessment
from advisor.editor.hiding import LEAST
from advisor.rulebook.document import FORMAT
from advisor.rulebook.models import Event, Version

#: What a version's address is written with: the first digits of its hash, or all of them.
DIGITS = re.compile(r"[0-9a-f]{12,64}")
#: Up to so many assessments are counted each time; more take long enough to be counted every few minutes.
COUNTED_ANEW = 10_000
SECONDS_KEPT = 300
_COUNTED = "editor.pinned"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version. ``assessments`` is None where they are too few to be told; ``by`` is "" if unknown."""

    version: Version
    in_use: bool
    by: str
    assessments: int | None

    @property
    def too_new(self) -> bool:
        """Whether a newer program published it, so that this one cannot read it."""
        return self.version.format > FORMAT


def version_rows(versions: Iterable[Version]) -> list[VersionRow]:
    """Return the rows of these versions (three queries; of very many assessments counted minutes ago)."""
    shown = list(versions)
    hashes = [version.hash for version in shown]
    current = Version.objects.current()
    counts = _pinned()
    told = Event.objects.filter(action=Event.Action.PUBLISHED, version__in=hashes)
    people = dict(told.values_list("version", "by"))
    return [
        VersionRow(version, version == current, people.get(version.hash, ""), _told(counts.get(version.hash)))
        for version in shown
    ]


def version_of(digits: str) -> Version:
    """Return the version whose hash begins with these digits, without its document; Http404 for none."""
    if DIGITS.fullmatch(digits):
        found = Version.objects.beginning(digits)
        if len(found) == 1:
            return found[0]
    raise Http404(f"There is no version {digits}.")


def suggested_label(today: date) -> str:
    """Return a label that no version has: the year and the next number."""
    begun = f"{today.year}."
    taken = Version.objects.filter(label__startswith=begun).values_list("label", flat=True)
    numbers = [int(label.removeprefix(begun)) for label in taken if label.removeprefix(begun).isdecimal()]
    return f"{begun}{max(numbers, default=0) + 1}"


def _pinned() -> Mapping[str, int]:
    """Return how many assessments rest on each version; of very many the count of minutes ago."""
    known: Mapping[str, int] | None = cache.get(_COUNTED)
    if known is not None:
        return known
    pinned = Assessment.objects.present().order_by().values("rulebook").annotate(count=Count("pk"))
    counts = dict(pinned.values_list("rulebook", "count"))
    if sum(counts.values()) > COUNTED_ANEW:
        cache.set(_COUNTED, counts, SECONDS_KEPT)
    return counts


def _told(count: int | None) -> int | None:
    return count if count is not None and count >= LEAST else None
