"""What only shows when all records are looked at together."""

from __future__ import annotations

import json
from collections.abc import Iterator

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import KINDS, OUTCOMES, SUFFIX, file_of

COLLECTING = "supporting"
#: Kinds without which nothing can be recommended.
INDISPENSABLE = ("source", "section", "question", "choice", "decision", "option", "rule")
#: The engine's own veto rules are called refused--<option>.
RESERVED_PREFIX = "refused--"


def check_whole(records: RecordSet) -> Iterator[Finding]:
    """Yield what is missing, doubled, misplaced, circular or unused."""
    for kind in INDISPENSABLE:
        if not records.of(kind):
            files = ", ".join(f"{name}{SUFFIX}" for name in KINDS[kind].files)
            yield Finding("error", f"there is no {kind}: the file is missing or empty", files)
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
            yield finding("error", record, "slug", f"is there already: {other.file}:{other.line}")


def _place(record: Record) -> Iterator[Finding]:
    home = file_of(record.kind, record.ref("decision") if record.kind == "rule" else "") + SUFFIX
    if record.file and not record.file.endswith(home):
        yield finding("warning", record, "", f"belongs in {home}")
    reserved = record.kind == "question" and record.slug in (*OUTCOMES, COLLECTING)
    if reserved or (record.kind == "rule" and record.slug.startswith(RESERVED_PREFIX)):
        yield finding("error", record, "slug", "is a reserved name")


def _decisions(records: RecordSet) -> Iterator[Finding]:
    for name in (*OUTCOMES, COLLECTING):
        decision = records.find("decision", name)
        if decision is None:
            yield Finding("error", f"the decision {name} is missing", f"{file_of('decision')}{SUFFIX}")
        elif decision.fields["collects"] != (name == COLLECTING):
            yield finding("error", decision, "collects", f"has to be {str(name == COLLECTING).lower()}")
    for decision in records.of("decision"):
        if decision.slug not in (*OUTCOMES, COLLECTING):
            yield finding("error", decision, "slug", f"the decisions are {', '.join(OUTCOMES)}, {COLLECTING}")
        if not records.children("option", decision.slug):
            yield finding("error", decision, "", "has no options")


def _question(question: Record, records: RecordSet) -> Iterator[Finding]:
    offered = [c for c in records.children("choice", question.slug) if not c.fields["retired"]]
    if question.fields["kind"] == "number" and offered:
        yield finding("error", question, "kind", "is a number and has choices")
    if question.fields["kind"] != "number" and len(offered) < 2:
        yield finding("error", question, "kind", f"offers {len(offered)} choices; it needs at least two")
    if question.fields["rules_out_named"] and not any(_is_option(c.slug, records) for c in offered):
        yield finding("error", question, "rules_out_named", "none of its choices is an option")
    order = [known.slug for known in records.of("question")]
    for parent in question.fields["asked_when"]:
        if _leads_to(parent, question.slug, records, set()):
            yield finding("error", question, "asked_when", f"{parent}: the questions wait for each other")
        elif parent in order and order.index(parent) > order.index(question.slug):
            yield finding("warning", question, "asked_when", f"{parent} is asked later")


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
                message = f"has the same conditions as {other.slug}, and both speak of {shared}"
                yield finding("warning", rule, "when", message)
        alike[key].append(rule)


def _unused_sources(records: RecordSet) -> Iterator[Finding]:
    used = {ref[0] for record in records for ref in record.fields.get("sources", ())}
    for source in records.of("source"):
        if source.slug not in used:
            yield finding("warning", source, "slug", "no record rests on this source")
