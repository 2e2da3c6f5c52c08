"""What was published once keeps its name: it is retired, never removed, renamed or reused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.engine import RulebookError, refuse_format
from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.records import RecordSet
from advisor.rulebook.schema import SUFFIX, file_of

STAYS = _("was published and is gone or renamed: sections stay")
RETIRE = _("was published and is gone or renamed: mark it retired")
END = _("was published and is gone or renamed: mark it lifecycle: retired")


def check_history(records: RecordSet, previous: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield names of the published document that the records lack. ``previous`` is {} before the first."""
    if not previous:
        return
    try:
        refuse_format(previous)
    except RulebookError as error:
        words = phrase(_("the version in use cannot be read: %(reason)s"), reason=str(error))
        yield Finding("error", words, "the whole rulebook", code="unreadable-document")
    else:
        yield from _lacking(records, previous)


def _lacking(records: RecordSet, previous: Mapping[str, Any]) -> Iterator[Finding]:
    for section in previous.get("sections", ()):
        if records.find("section", section["slug"]) is None:
            yield _gone("section", section["slug"], STAYS)
    for question in previous.get("questions", ()):
        yield from _question(records, question)
    for decision in previous.get("decisions", ()):
        for option in decision["options"]:
            if records.find("option", decision["slug"], option["slug"]) is None:
                yield _gone("option", f"{decision['slug']}/{option['slug']}", RETIRE)
    for service in previous.get("services", ()):
        if records.find("service", service["slug"]) is None:
            yield _gone("service", service["slug"], END)


def _question(records: RecordSet, question: Mapping[str, Any]) -> Iterator[Finding]:
    slug = question["slug"]
    now = records.find("question", slug)
    if now is None:
        yield _gone("question", slug, RETIRE)
        return
    if now.fields["kind"] != question["kind"]:
        words = _("was published as %(kind)s: retire it and add a new question instead")
        yield finding("error", now, "kind", phrase(words, kind=question["kind"]), code="kind-changed")
    for choice in question["choices"]:
        if records.find("choice", slug, choice["slug"]) is None:
            yield _gone("choice", f"{slug}/{choice['slug']}", RETIRE)


def _gone(kind: str, name: str, words: str) -> Finding:
    return Finding("error", words, f"{file_of(kind)}{SUFFIX}", 0, f"{kind} {name}", "slug", "gone")
