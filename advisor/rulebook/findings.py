"""What a check found: where, what, and whether it stops publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from advisor.rulebook.records import Record
from advisor.rulebook.schema import SUFFIX, file_of

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``record`` is "rule no-source-code"; ``line`` 0 where there is no file.

    ``code`` names what was found. ``witness`` is a profile that shows it, None where there is none.
    """

    level: Level
    message: str
    file: str = ""
    line: int = 0
    record: str = ""
    field: str = ""
    code: str = ""
    witness: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.level, self.record, self.field, self.message) if part)


class FixtureError(Exception):
    """The rulebook cannot be read or published. ``findings`` lists every reason."""

    def __init__(self, message: str, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return "\n".join([str(self.args[0]), *map(str, self.findings)])


def finding(level: Level, record: Record, field: str, message: str, key: str = "") -> Finding:
    """Return a finding about a field of a record, or a key inside it, with the file it belongs in."""
    decision = record.ref("decision") if record.kind == "rule" else ""
    file = record.file or file_of(record.kind, decision) + SUFFIX
    name = f"{record.kind} {'/'.join(record.key)}"
    return Finding(level, message, file, record.line_of(field, key), name, field)


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop publishing."""
    return [item for item in findings if item.level == "error"]
