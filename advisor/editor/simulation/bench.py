"""What is compared: the draft, and one of the published versions."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.editor.grid.ground import Ground, Unreadable, ground_of
from advisor.editor.simulation.entry import merged
from advisor.engine import Compiled, Rulebook
from advisor.rulebook.models import Version
from advisor.rulebook.published import compiled_or_none
from advisor.rulebook.records import RecordSet


@dataclass(frozen=True, slots=True)
class Bench:
    """The draft, or why there is none to decide from, and the version chosen among all."""

    ground: Ground | None
    problem: Unreadable | None
    version: Version | None
    versions: tuple[Version, ...]
    compiled_version: Compiled | None

    @property
    def draft(self) -> Compiled | None:
        """The draft ready to decide from."""
        return self.ground.compiled if self.ground else None

    @property
    def records(self) -> RecordSet:
        """The records of the draft; none where it cannot be read."""
        return self.ground.records if self.ground else RecordSet([])

    def known(self) -> Rulebook | None:
        """Return what answers are read against; None where there is nothing to simulate."""
        return merged(*self.books) if any(self.books) else None

    @property
    def books(self) -> tuple[Rulebook | None, Rulebook | None]:
        """The rulebooks of the draft and of the version."""
        draft, version = self.draft, self.compiled_version
        return draft.rulebook if draft else None, version.rulebook if version else None


def bench_of(wanted: str) -> Bench:
    """Return the draft beside the version whose short hash is wanted; "" or an unknown one: that in use."""
    versions = tuple(Version.objects.defer("document"))
    in_use = versions[0] if versions else None
    version = next((v for v in versions if wanted and v.short_hash == wanted), in_use)
    chosen = compiled_or_none(version.hash if version else "")
    try:
        return Bench(ground_of(with_findings=False), None, version, versions, chosen)
    except Unreadable as problem:
        return Bench(None, problem, version, versions, chosen)
