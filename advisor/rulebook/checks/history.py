"""What was published once keeps its name: it is retired, never removed, renamed or reused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.rulebook.findings import Finding, finding
from advisor.rulebook.records import RecordSet
from advisor.rulebook.schema import SUFFIX, file_of


def check_history(records: RecordSet, previous: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield names of the published document that the records lack. ``previous`` is {} before the first."""
    for section in previous.get("sections", ()):
        if records.find("section", section["slug"]) is None:
            yield _gone("section", section["slug"], "sections stay")
    for question in previous.get("questions", ()):
        yield from _question(records, question)
    for decision in previous.get("decisions", ()):
        for option in decision["options"]:
            if records.find("option", decision["slug"], option["slug"]) is None:
                yield _gone("option", f"{decision['slug']}/{option['slug']}", "mark it retired")
    for service in previous.get("services", ()):
        if records.find("service", service["slug"]) is None:
            yield _gone("service", service["slug"], "mark it lifecycle: retired")


def _question(records: RecordSet, question: Mapping[str, Any]) -> Iterator[Finding]:
    slug = question["slug"]
    now = records.find("question", slug)
    if now is None:
        yield _gone("question", slug, "mark it retired")
        return
    if now.fields["kind"] != question["kind"]:
        message = f"was published as {question['kind']}: retire it and add a new question instead"
        yield finding("error", now, "kind", message)
    for choice in question["choices"]:
        if records.find("choice", slug, choice["slug"]) is None:
            yield _gone("choice", f"{slug}/{choice['slug']}", "mark it retired")


def _gone(kind: str, name: str, remedy: str) -> Finding:
    message = f"was published and is gone or renamed: {remedy}"
    return Finding("error", message, f"{file_of(kind)}{SUFFIX}", 0, f"{kind} {name}", "slug")
