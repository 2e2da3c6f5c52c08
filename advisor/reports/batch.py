"""Profiles of one call, answered one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from advisor.engine import Compiled, ProfileError, parse_profile
from advisor.reports.evaluation import Subject, evaluate
from advisor.reports.exporters.json import EntryWriter, error_json
from advisor.reports.formats import Making
from advisor.reports.profiles import RawProfile
from advisor.rulebook.wording import profile_error_text


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for of each profile; ``today`` is the date on the reports."""

    language: str
    settled: bool
    changes: int
    today: date
    data: bool = True


@dataclass(frozen=True, slots=True)
class Answered:
    """One profile with its recommendation, ready to be written in any format."""

    id: str
    making: Making

    @property
    def line(self) -> str:
        """The contract's JSON, one line."""
        return self.making.entry


@dataclass(frozen=True, slots=True)
class Refused:
    """One profile with errors: the sentences that say what is wrong, and the contract's JSON of it."""

    id: str
    subject: Subject
    problems: tuple[str, ...]
    line: str


Outcome = Answered | Refused


class Batch:
    """Answers profiles from one rulebook, one at a time."""

    def __init__(self, compiled: Compiled, options: Options) -> None:
        self._compiled = compiled
        self._options = options
        self._writer = EntryWriter(compiled.rulebook, options.language)

    def answer(self, raw: RawProfile) -> Outcome:
        """Return what is recommended for one profile, or what is wrong with it."""
        options = self._options
        subject = Subject(id=raw.id, name=raw.id, language=options.language, written_on=options.today)
        profile, errors = parse_profile(self._compiled.rulebook, raw.answers)
        if errors:
            return self._refused(subject, raw, errors)
        evaluation = evaluate(self._compiled, profile, settled=options.settled, changes=options.changes)
        return Answered(raw.id, Making(subject, evaluation, carries_data=options.data, writer=self._writer))

    def _refused(self, subject: Subject, raw: RawProfile, errors: Sequence[ProfileError]) -> Refused:
        told = error_rows(self._compiled, errors, self._options.language)
        given = {question: shown(answer) for question, answer in raw.answers.items()}
        line = error_json(subject, self._compiled.rulebook, given, told)
        return Refused(raw.id, subject, tuple(row["text"] for row in told), line)


def error_rows(compiled: Compiled, errors: Sequence[ProfileError], language: str) -> list[dict[str, Any]]:
    """Return errors as the contract has them."""
    return [
        {
            "question": error.question,
            "given": shown(error.given),
            "allowed": list(error.allowed),
            "text": profile_error_text(compiled.rulebook, error, language),
        }
        for error in errors
    ]


def shown(given: Any) -> Any:
    """Return what was given as JSON can hold it, which knows no infinite numbers."""
    parts = [str(part) if isinstance(part, float) and not isfinite(part) else part for part in _parts(given)]
    return parts if isinstance(given, list | tuple) else parts[0]


def _parts(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [given]
