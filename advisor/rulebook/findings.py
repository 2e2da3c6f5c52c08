"""What a check found: where, what, and whether it stops publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from dataclasses import field as set_field
from typing import Any, Literal

from advisor.rulebook.phrases import Words, phrase_data, phrase_from, spoken
from advisor.rulebook.records import Record
from advisor.rulebook.schema import KINDS, SUFFIX, file_of

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``record`` is "rule no-source-code"; ``line`` 0 where there is no file.

    ``words`` wait for the reader's language, in which ``message`` says them. ``code`` names what was
    found. ``witness`` is a profile that shows it (several choices as a list), None where there is none.
    """

    level: Level
    words: Words
    file: str = ""
    line: int = 0
    record: str = ""
    field: str = ""
    code: str = ""
    witness: Mapping[str, Any] | None = set_field(default=None, hash=False)

    def __post_init__(self) -> None:
        if self.witness is not None:
            object.__setattr__(self, "witness", {q: _plain(answer) for q, answer in self.witness.items()})

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.level, self.record, self.field, self.message) if part)

    @property
    def message(self) -> str:
        """What was found, in the active language."""
        return spoken(self.words)

    @property
    def kind_and_key(self) -> tuple[str, tuple[str, ...]]:
        """The kind and the natural key of the record; ("", ()) where the finding is about none."""
        kind, _, name = self.record.partition(" ")
        return (kind, tuple(name.split("/"))) if kind in KINDS else ("", ())

    def as_data(self) -> dict[str, Any]:
        """Return the finding as JSON can hold it, in no language yet; :meth:`from_data` turns it back."""
        return asdict(replace(self, words="")) | {"words": phrase_data(self.words)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Finding:
        """Return the finding that :meth:`as_data` wrote down."""
        return cls(**{**data, "words": phrase_from(data["words"])})


class FixtureError(Exception):
    """The rulebook cannot be read or published. ``findings`` lists every reason."""

    def __init__(self, message: Words, findings: Iterable[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)

    @property
    def message(self) -> str:
        """What could not be done, in the active language, without the findings."""
        return spoken(self.args[0])

    def __str__(self) -> str:
        return "\n".join([self.message, *map(str, self.findings)])


def finding(
    level: Level, record: Record, field: str, words: Words, key: str = "", *, code: str = ""
) -> Finding:
    """Return a finding about a field of a record, or a key inside it, with the file it belongs in."""
    decision = record.ref("decision") if record.kind == "rule" else ""
    file = record.file or file_of(record.kind, decision) + SUFFIX
    name = f"{record.kind} {'/'.join(record.key)}"
    return Finding(level, words, file, record.line_of(field, key), name, field, code)


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop publishing."""
    return [item for item in findings if item.level == "error"]


def _plain(answer: Any) -> Any:
    return list(answer) if isinstance(answer, tuple | list) else answer
