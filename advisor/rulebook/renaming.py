"""Another name for a record, in the record and wherever it is named."""

from __future__ import annotations

from dataclasses import replace

from advisor.rulebook.checks.whole import is_reserved
from advisor.rulebook.dependents import dependents
from advisor.rulebook.field_names import kind_label
from advisor.rulebook.mentions import Mention, walked
from advisor.rulebook.phrases import Misfit
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.values import SLUG_PATTERN

Names = dict[tuple[str, tuple[str, ...]], str]


def renamed(
    records: RecordSet, kind: str, key: tuple[str, ...], new_slug: str
) -> tuple[tuple[Record, Record], ...]:
    """Return (before, after) of the record, first, and of all that name it. Texts stay as they are.

    An owner's choice to refuse an option bears the option's name and is renamed with it. Which names were
    published is not known here: refuse to apply a pair whose key was. ValueError says in words why the
    new name cannot be had.
    """
    record = records.find(kind, *key)
    if record is None:
        raise Misfit(_("There is no %(kind)s %(name)s."), kind=str(kind_label(kind)), name="/".join(key))
    new_names: Names = {(kind, key): new_slug}
    for dependent in dependents(records, kind, key):
        if dependent.how == "refusal":
            new_names["choice", dependent.record.key] = new_slug
    for each, old in new_names:
        _refuse(records, each, old, new_slug)
    pairs = [(one, _with_names(one, records, new_names)) for one in records]
    changed = [(before, after) for before, after in pairs if before.fields != after.fields]
    return tuple(sorted(changed, key=lambda pair: pair[0] is not record))


def _with_names(record: Record, records: RecordSet, names: Names) -> Record:
    def say(mention: Mention) -> str:
        return names.get((mention.kind, mention.key), mention.key[-1])

    fields = walked(record, records, say)
    fields["slug"] = names.get((record.kind, record.key), record.slug)
    return replace(record, fields=fields)


def _refuse(records: RecordSet, kind: str, key: tuple[str, ...], new_slug: str) -> None:
    """Raise where a record cannot have this name."""
    if not SLUG_PATTERN.fullmatch(new_slug):
        words = _("A name has small letters, digits, “-” and “_”, at most 100; “%(name)s” is not one.")
        raise Misfit(words, name=new_slug)
    if new_slug == key[-1]:
        raise Misfit(_("“%(name)s” is its name already."), name=new_slug)
    if records.find(kind, *key[:-1], new_slug):
        words = _("The name “%(name)s” is taken by another %(kind)s.")
        raise Misfit(words, kind=str(kind_label(kind)), name=new_slug)
    if kind == "decision":
        raise Misfit(_("The names of the decisions cannot be changed."))
    if is_reserved(kind, new_slug):
        raise Misfit(_("“%(name)s” is a reserved name."), name=new_slug)
    if kind == "choice" and "none" in (key[-1], new_slug):
        raise Misfit(_("“none” stands for “nothing of the rest”: no choice can take or give up this name."))
