"""What only shows when all records are looked at together."""

from __future__ import annotations

import json
from collections.abc import Iterator

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import KINDS, OUTCOMES, SUFFIX, file_of

COLLECTING = "supporting"
DECISIONS = (*OUTCOMES, COLLECTING)
#: Kinds without which nothing can be recommended → what to say where there is none.
INDISPENSABLE = {
    "source": _("there is no source: the file is missing or empty"),
    "section": _("there is no section: the file is missing or empty"),
    "question": _("there is no question: the file is missing or empty"),
    "choice": _("there is no choice: the file is missing or empty"),
    "decision": _("there is no decision: the file is missing or empty"),
    "option": _("there is no option: the file is missing or empty"),
    "rule": _("there is no rule: the file is missing or empty"),
}
#: The engine's own veto rules are called refused--<option>.
RESERVED_PREFIX = "refused--"


def check_whole(records: RecordSet) -> Iterator[Finding]:
    """Yield what is missing, doubled, misplaced, circular or unused."""
    for kind, words in INDISPENSABLE.items():
        if not records.of(kind):
            files = ", ".join(f"{name}{SUFFIX}" for name in KINDS[kind].files)
            yield Finding("error", words, files, code="missing-kind")
    for kind in KINDS:
        yield from _doubles(records.of(kind))
    for record in records:
        yield from _place(record)
    yield from _decisions(records)
    for question in records.of("question"):
        yield from _question(question, records)
    yield from _same_conditions(records)
    yield from _unused_sources(records)


def _doubles(found: list[Record]) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Record] = {}
    for record in sorted(found, key=lambda r: (r.file, r.line)):
        other = first.setdefault(record.key, record)
        if other is not record:
            words = phrase(_("is there already: %(file)s:%(line)s"), file=other.file, line=other.line)
            yield finding("error", record, "slug", words, code="twice")


def _place(record: Record) -> Iterator[Finding]:
    home = file_of(record.kind, record.ref("decision") if record.kind == "rule" else "") + SUFFIX
    if record.file and not record.file.endswith(home):
        yield finding("warning", record, "", phrase(_("belongs in %(file)s"), file=home), code="wrong-file")
    if is_reserved(record.kind, record.slug):
        yield finding("error", record, "slug", _("is a reserved name"), code="reserved-name")


def is_reserved(kind: str, slug: str) -> bool:
    """Tell whether no record of a kind may have this name, because the engine has a use for it."""
    if kind == "question":
        return slug in DECISIONS
    return kind == "rule" and slug.startswith(RESERVED_PREFIX)


def _decisions(records: RecordSet) -> Iterator[Finding]:
    for name in DECISIONS:
        decision = records.find("decision", name)
        if decision is None:
            words = phrase(_("the decision %(name)s is missing"), name=name)
            yield Finding("error", words, f"{file_of('decision')}{SUFFIX}", code="wrong-decisions")
        elif decision.fields["collects"] != (name == COLLECTING):
            words = phrase(_("has to be %(value)s"), value=str(name == COLLECTING).lower())
            yield finding("error", decision, "collects", words, code="wrong-decisions")
    for decision in records.of("decision"):
        if decision.slug not in DECISIONS:
            words = phrase(_("the decisions are %(names)s"), names=", ".join(DECISIONS))
            yield finding("error", decision, "slug", words, code="wrong-decisions")
        if not records.children("option", decision.slug):
            yield finding("error", decision, "", _("has no options"), code="no-options")


def _question(question: Record, records: RecordSet) -> Iterator[Finding]:
    offered = [c for c in records.children("choice", question.slug) if not c.fields["retired"]]
    if question.fields["kind"] == "number" and offered:
        words = _("is a number and has choices")
        yield finding("error", question, "kind", words, code="wrong-choices")
    if question.fields["kind"] != "number" and len(offered) < 2:
        few = phrase(_("offers %(count)s choices; it needs at least two"), count=len(offered))
        yield finding("error", question, "kind", few, code="wrong-choices")
    if question.fields["rules_out_named"] and not any(_is_option(c.slug, records) for c in offered):
        words = _("none of its choices is an option")
        yield finding("error", question, "rules_out_named", words, code="refuses-nothing")
    yield from _waiting(question, records)


def _waiting(question: Record, records: RecordSet) -> Iterator[Finding]:
    order = [known.slug for known in records.of("question")]
    for parent in question.fields["asked_when"]:
        if _leads_to(parent, question.slug, records, set()):
            words = phrase(_("%(name)s: the questions wait for each other"), name=parent)
            yield finding("error", question, "asked_when", words, parent, code="waiting-circle")
        elif parent in order and order.index(parent) > order.index(question.slug):
            words = phrase(_("%(name)s is asked later"), name=parent)
            yield finding("warning", question, "asked_when", words, parent, code="asked-later")


def _is_option(slug: str, records: RecordSet) -> bool:
    return any(records.find("option", decision, slug) for decision in OUTCOMES)


def _leads_to(name: str, goal: str, records: RecordSet, seen: set[str]) -> bool:
    if name == goal:
        return True
    question = records.find("question", name)
    if question is None or name in seen:
        return False
    seen.add(name)
    return any(_leads_to(parent, goal, records, seen) for parent in question.fields["asked_when"])


def _same_conditions(records: RecordSet) -> Iterator[Finding]:
    """Two rules that always hold together and speak of the same option count one reason twice."""
    alike: dict[tuple[str, str], list[Record]] = {}
    for rule in records.of("rule"):
        key = (rule.ref("decision"), json.dumps(rule.fields["when"], sort_keys=True))
        for other in alike.setdefault(key, []):
            shared = ", ".join(name for name in rule.fields["effects"] if name in other.fields["effects"])
            if shared:
                words = _("has the same conditions as %(rule)s, and both speak of %(options)s")
                same = phrase(words, rule=other.slug, options=shared)
                yield finding("warning", rule, "when", same, code="same-conditions")
        alike[key].append(rule)


def _unused_sources(records: RecordSet) -> Iterator[Finding]:
    used = {ref[0] for record in records for ref in record.fields.get("sources", ())}
    for source in records.of("source"):
        if source.slug not in used:
            yield finding(
                "warning", source, "slug", _("no record rests on this source"), code="unused-source"
            )
