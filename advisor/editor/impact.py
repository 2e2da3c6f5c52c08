"""What publishing the draft would do to the saved assessments, replayed one by one.

Each is decided by the version it is pinned to and by the draft. The answers stay where they are; of other
people's assessments only counts are kept that :mod:`advisor.editor.hiding` lets through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from advisor import jobs
from advisor.assessments.access import assessments_of
from advisor.assessments.models import Assessment
from advisor.editor.calculations import draft_to_work_on
from advisor.editor.hiding import Shown, hide
from advisor.editor.models import EditorJob
from advisor.editor.saved import Reader, Saved, saved_on
from advisor.engine import Compiled, RulebookError
from advisor.engine.versions import Move, Outcome, Versions
from advisor.rulebook.published import NotPublished, compiled

#: Of one's own assessments that move, so many are told of one by one.
MOST_LISTED = 1000
#: The cell of those that the draft cannot be compared with: their version is missing or cannot be read.
UNREADABLE = "unreadable"


class Moved(NamedTuple):
    """One assessment that moves, with all its decisions that do."""

    code: str
    moves: tuple[Move, ...]


@dataclass(slots=True)
class Tally:
    """Counts of some assessments: each is in one cell, that of the first decision that moves, or in none."""

    everybody: int = 0
    cells: Counter[Move | str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Impact:
    """What was found. ``own`` counts exactly, ``others`` what may be shown; ``listed`` are own ones.

    A cell is the first decision that moves, or :data:`UNREADABLE`.
    """

    own: int
    own_cells: Mapping[Move | str, int]
    listed: tuple[Moved, ...]
    others: Shown[Move | str]

    @property
    def own_moved(self) -> int:
        """How many of one's own move."""
        return sum(count for cell, count in self.own_cells.items() if cell != UNREADABLE)

    @property
    def others_moved(self) -> int:
        """How many of the others are known to move: the cells shown; there may be a few more."""
        return sum(count for cell, count in self.others.cells.items() if cell != UNREADABLE)

    @property
    def everybody(self) -> int:
        """How many assessments there are of which something is said."""
        return self.own + (self.others.everybody or 0)

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON can hold it; :meth:`from_data` turns it back."""
        return {
            "own": {
                "everybody": self.own,
                "cells": _cells_data(self.own_cells),
                "listed": [[one.code, [_move_data(m) for m in one.moves]] for one in self.listed],
            },
            "others": {"everybody": self.others.everybody, "cells": _cells_data(self.others.cells)},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Impact:
        """Return what :meth:`as_data` wrote down."""
        own, others = data["own"], data["others"]
        listed = (Moved(code, tuple(_move_from(m) for m in moves)) for code, moves in own["listed"])
        return cls(
            own["everybody"],
            _cells_from(own["cells"]),
            tuple(listed),
            Shown(others["everybody"], _cells_from(others["cells"])),
        )


@jobs.does(EditorJob, EditorJob.Kind.IMPACT)
def work(job: EditorJob) -> Mapping[str, Any]:
    """Replay the draft over all saved assessments; the job's owner is told of their own one by one."""
    _, draft = draft_to_work_on(job)
    present = Assessment.objects.present()
    reached = set(assessments_of(job.owner).values_list("pk", flat=True)) if job.owner else set[int]()
    jobs.tell(job, 0, total=present.count())
    own, others = Tally(), Tally()
    listed: list[Moved] = []
    done = 0
    for saved, moves in _replayed(draft):
        for one, moved in zip(saved, moves, strict=True):
            mine = one.pk in reached
            tally = own if mine else others
            tally.everybody += 1
            if moved:
                tally.cells[moved[0] if isinstance(moved, tuple) else moved] += 1
            if mine and isinstance(moved, tuple) and moved and len(listed) < MOST_LISTED:
                listed.append(Moved(str(one.code), moved))
        done += len(saved)
        jobs.tell(job, done)
    found = Impact(own.everybody, own.cells, tuple(listed), hide(others.cells, others.everybody))
    return {"result": found.as_data(), "total": done}


def _replayed(draft: Compiled) -> Iterator[tuple[list[Saved], list[tuple[Move, ...] | str]]]:
    """Yield the assessments in chunks, and for each of a chunk its moves, or :data:`UNREADABLE`."""
    pinned = Assessment.objects.present().order_by("rulebook").values_list("rulebook", flat=True).distinct()
    for hash in list(pinned):
        try:
            versions = Versions(compiled(hash), draft)
        except (NotPublished, RulebookError):
            for saved in saved_on(hash):
                yield saved, [UNREADABLE] * len(saved)
            continue
        before, after = Reader(versions.before.rulebook), Reader(versions.after.rulebook)
        for saved in saved_on(hash):
            yield saved, [_moves(versions, before, after, one) for one in saved]


def _moves(versions: Versions, before: Reader, after: Reader, one: Saved) -> tuple[Move, ...]:
    now = after.profile(one.answers)
    return versions.moves(now if versions.read_alike else before.profile(one.answers), now)


# ── as JSON ──


def _cells_data(cells: Mapping[Move | str, int]) -> list[list[Any]]:
    return [[cell if isinstance(cell, str) else _move_data(cell), count] for cell, count in cells.items()]


def _cells_from(data: Sequence[Sequence[Any]]) -> dict[Move | str, int]:
    return {cell if isinstance(cell, str) else _move_from(cell): count for cell, count in data}


def _move_data(move: Move) -> list[Any]:
    return [list(part) if isinstance(part, tuple) else part for part in move]


def _move_from(data: Sequence[Any]) -> Move:
    decision, before, after, because, together = data
    return Move(decision, _outcome(before), _outcome(after), tuple(because), together)


def _outcome(data: Any) -> Outcome:
    return tuple(data) if isinstance(data, list) else data
