"""From the draft and what an address asks to the table that is shown."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.editor.grid.asked import ADVICE, Asked
from advisor.editor.grid.entries import asked_for
from advisor.editor.grid.ground import Ground
from advisor.editor.grid.rows import Columns, Row, Wording, columns_of
from advisor.engine.rulebook import Profile

#: Rows on one page; a piece of advice says more than a rule.
PAGE, ADVICE_PAGE = 90, 60


@dataclass(frozen=True, slots=True)
class Table:
    """A page of rows. ``found`` of ``total`` fit what is asked; ``held`` of them hold, None if not traced.

    ``removed`` names the rows of the version in use that the draft lacks.
    """

    columns: Columns
    rows: tuple[Row, ...]
    found: int
    total: int
    held: int | None
    removed: tuple[str, ...]
    page: int
    pages: int


def make_table(ground: Ground, decision: str, asked: Asked, profile: Profile | None, language: str) -> Table:
    """Return the table of a decision, or of the advice; ``profile`` marks the rows that hold for it."""
    entries = ground.entries(decision, profile)
    published = ground.in_use is not None
    shown = asked_for(entries, asked, ground.rulebook, language, published=published)
    columns = columns_of(ground.rulebook, decision, asked, language)
    wording = Wording(ground.rulebook, columns, language, profile, published, asked.why)
    size = ADVICE_PAGE if decision == ADVICE else PAGE
    pages = max(1, -(-len(shown) // size))
    page = min(asked.page, pages)
    return Table(
        columns=columns,
        rows=tuple(wording.row(entry) for entry in shown[(page - 1) * size : page * size]),
        found=len(shown),
        total=len(entries),
        held=sum(entry.state == "held" for entry in shown) if profile is not None else None,
        removed=ground.removed(decision),
        page=page,
        pages=pages,
    )


def make_row(
    ground: Ground,
    decision: str,
    slug: str,
    columns: Columns,
    profile: Profile | None,
    language: str,
    *,
    why: bool = False,
) -> Row | None:
    """Return one row of a table with these columns; None where the decision has no such row."""
    wording = Wording(ground.rulebook, columns, language, profile, ground.in_use is not None, why)
    found = next((entry for entry in ground.entries(decision, profile) if entry.slug == slug), None)
    return wording.row(found) if found else None
