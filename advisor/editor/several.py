"""Edits of several records at once, as editors look at them before they are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.editor.comparing import Comparison, compared
from advisor.rulebook.audit import Actor
from advisor.rulebook.dependents import Dependent
from advisor.rulebook.draft import Draft, current_draft
from advisor.rulebook.editing import Edit, apply
from advisor.rulebook.locking import Outdated
from advisor.rulebook.models import Event
from advisor.rulebook.phrases import Misfit
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.published_names import is_published
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.renaming import renamed
from advisor.rulebook.retiring import retirement

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """``edits`` made from the draft with this mark, what they change, and what ``kept`` naming the record."""

    mark: str
    edits: tuple[Edit, ...]
    comparison: Comparison
    kept: tuple[Dependent, ...] = ()


def plan_to_retire(kind: str, key: Key) -> Plan:
    """Return what retiring a record would do. ValueError says in words why it cannot be; FixtureError."""
    draft = current_draft()
    found = retirement(draft.records, kind, key)
    edits: list[Edit] = [*found.changed, *((record, None) for record in found.removed)]
    return _plan(draft, edits, found.kept)


def plan_to_rename(kind: str, key: Key, slug: str) -> Plan:
    """Return what another name for a record would do; errors as :func:`plan_to_retire`."""
    if is_published(kind, key):
        raise Misfit(_("This name was published: answers and reports use it, so it stays for ever."))
    draft = current_draft()
    return _plan(draft, renamed(draft.records, kind, key, slug))


def carry_out(plan: Plan, seen: str, actor: Actor, action: Event.Action, note: str) -> None:
    """Make the edits and log them; :class:`Outdated` if the plan is not of the draft marked ``seen``."""
    if plan.mark != seen:
        raise Outdated("The draft was changed in the meantime.")
    apply(plan.edits, actor, action, note, seen=seen)


def _plan(draft: Draft, edits: Sequence[Edit], kept: tuple[Dependent, ...] = ()) -> Plan:
    after: dict[tuple[str, Key], Record] = {(record.kind, record.key): record for record in draft.records}
    for before, _now in edits:
        if before is not None:
            after.pop((before.kind, before.key), None)
    after |= {(now.kind, now.key): now for _before, now in edits if now is not None}
    return Plan(draft.mark, tuple(edits), compared(draft.records, RecordSet(after.values())), kept)
