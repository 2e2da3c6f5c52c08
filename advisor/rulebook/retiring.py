"""What retiring a question, choice, option or service would do, so that no word is left dangling.

What is retired can no longer be answered or picked, so:

- A condition gives up the choices and options that are gone. One that can hold no longer takes its rule,
  advice or fact with it; where it only refused what is gone, any answer left fulfils it, and it says so.
- A question that could never be asked any more is retired too, and so on.
- Effects on an option that is gone go; a rule that has none left is removed.
- A choice with which owners refused an option is retired with it, and the options of a service with the
  service.
- A scenario keeps its answers and what came out once: they are history. An option that is gone is taken out
  of its expectations where that makes no difference; a scenario that expects nothing then is removed. Where
  nothing else is expected it stays: what was right cannot come out any more, and an editor has to see that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from advisor.engine.rulebook import NONE
from advisor.rulebook.checks.conditions import check_conditions
from advisor.rulebook.dependents import Dependent, dependents
from advisor.rulebook.field_names import kind_label
from advisor.rulebook.mentions import Mention, mentions
from advisor.rulebook.phrases import Misfit, Phrase, phrase
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import OUTCOMES
from advisor.rulebook.withdrawing import Gone, Name, without

FEWEST_CHOICES = 2


@dataclass(frozen=True, slots=True)
class Retirement:
    """``changed``: (before, after), the record asked for first. ``kept``: what names it still, and may."""

    changed: tuple[tuple[Record, Record], ...]
    removed: tuple[Record, ...]
    kept: tuple[Dependent, ...]


def retirement(records: RecordSet, kind: str, key: tuple[str, ...]) -> Retirement:
    """Return what retiring this record does to the others. Nothing is written.

    ValueError says in words why it cannot be: there is no such record, its kind is not retired, or its
    question, decision or the rulebook would be left with too little. What is retired already may be
    retired again, so that words still left of it go.
    """
    if kind not in ("question", "choice", "option", "service"):
        raise Misfit(_("Only questions, choices, options and services are retired; others are removed."))
    if records.find(kind, *key) is None:
        raise Misfit(_("There is no %(kind)s %(name)s."), kind=str(kind_label(kind)), name="/".join(key))
    retiring = _Retiring(records)
    retiring.retire(kind, key)
    retiring.settle()
    return retiring.result((kind, key))


class _Retiring:
    """The records on their way: ``now`` holds those still there, ``gone`` what this call retires.

    ``idle``: what could not hold before either, and is left to those who find it elsewhere.
    """

    def __init__(self, records: RecordSet) -> None:
        self._before = records
        self._now: dict[Name, Record] = {(record.kind, record.key): record for record in records}
        self._gone: set[Name] = set()
        self._collecting = frozenset(d.slug for d in records.of("decision") if d.fields["collects"])
        live = self._live()
        self._idle = {name for name, record in self._now.items() if _never_holds(record, live)}

    def retire(self, kind: str, key: tuple[str, ...]) -> None:
        """Mark a record, and what cannot stay without it."""
        if (kind, key) in self._gone:
            return
        record = self._now[kind, key]
        obstacle = self._obstacle(record)
        if obstacle is not None:
            raise Misfit(obstacle.template, **obstacle.params)
        mark = {"lifecycle": "retired"} if kind == "service" else {"retired": True}
        self._now[kind, key] = replace(record, fields={**record.fields, **mark})
        self._gone.add((kind, key))
        for dependent in dependents(self._before, kind, key):
            other = dependent.record
            if dependent.how == "service" and not other.fields["retired"]:
                self.retire("option", other.key)
            elif dependent.how == "refusal" and self._obstacle(other) is None:
                self.retire("choice", other.key)

    def settle(self) -> None:
        """Take what is gone out of all records until nothing follows any more."""
        known: set[Name] = set()
        while known != self._gone:
            known = set(self._gone)
            gone = Gone(frozenset(known), self._left, self._collecting)
            for name, record in list(self._now.items()):
                self._keep(name, without(record, gone))
            live = self._live()
            for name, record in list(self._now.items()):
                if name not in self._idle and _never_holds(record, live):
                    self._keep(name, None)
        if self._before.of("rule") and not any(kind == "rule" for kind, _key in self._now):
            raise Misfit(_("No rule would be left."))

    def result(self, asked_for: Name) -> Retirement:
        """Return all that has become different, in the rulebook's order."""
        after = RecordSet(self._now.values())
        pairs = [(record, after.find(record.kind, *record.key)) for record in self._before]
        changed = [(old, new) for old, new in pairs if new is not None and new.fields != old.fields]
        names = sorted(self._gone, key=lambda name: name != asked_for)
        return Retirement(
            tuple(sorted(changed, key=lambda pair: (pair[0].kind, pair[0].key) != asked_for)),
            tuple(old for old, new in pairs if new is None),
            tuple(dependent for name in names for dependent in self._still_naming(name, after)),
        )

    def _still_naming(self, name: Name, after: RecordSet) -> Iterator[Dependent]:
        """Yield what names a retired record for good reason; its parts and the like are no such thing."""
        for dependent in dependents(self._before, *name):
            record = after.find(dependent.record.kind, *dependent.record.key)
            mention = Mention(*name, dependent.field, dependent.how)
            if record and dependent.how not in ("part", "service") and mention in mentions(record, after):
                yield Dependent(record, dependent.field, dependent.how)

    def _keep(self, name: Name, record: Record | None) -> None:
        """Take a record as it is now; None: it can no longer hold."""
        if record is not None:
            self._now[name] = record
        elif name[0] != "question":
            del self._now[name]
        elif name not in self._gone:
            self.retire(*name)

    def _live(self) -> RecordSet:
        """Return the records without the choices and options that can no longer be given or picked."""
        return RecordSet(
            record
            for record in self._now.values()
            if record.kind not in ("choice", "option") or not record.fields["retired"]
        )

    def _left(self, kind: str, parent: str) -> list[str]:
        """Return the choices or options that a question or decision still offers."""
        offered = (self._now[kind, record.key] for record in self._before.children(kind, parent))
        return [record.slug for record in offered if not record.fields["retired"]]

    def _obstacle(self, record: Record) -> Phrase | None:
        """Return why a record cannot be retired; None if it can."""
        if record.kind not in ("choice", "option"):
            return None
        parent = record.key[0]
        left = [slug for slug in self._left(record.kind, parent) if slug != record.slug]
        if record.kind == "option":
            words = _("The decision %(name)s would be left without options.")
            return None if left else phrase(words, name=parent)
        if len(left) < FEWEST_CHOICES:
            words = _("The question %(name)s would be left with fewer than two choices: retire it instead.")
            return phrase(words, name=parent)
        question = self._now.get(("question", (parent,)))
        if question and question.fields["rules_out_named"] and not any(map(self._is_option, left)):
            words = _("No choice of %(name)s would be left that names an option: retire it instead.")
            return phrase(words, name=parent)
        return None

    def _is_option(self, slug: str) -> bool:
        return slug != NONE and any(("option", (decision, slug)) in self._now for decision in OUTCOMES)


def _never_holds(record: Record, live: RecordSet) -> bool:
    """Tell whether what is still in use can never hold, or be asked."""
    conditional: Mapping[str, Any] = record.fields.get("when") or record.fields.get("asked_when") or {}
    return bool(conditional) and not record.fields.get("retired") and any(check_conditions(record, live))
