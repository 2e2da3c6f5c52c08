"""Profiles of one call, answered one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from advisor.engine import Compiled, ProfileError, parse_profile
from advisor.reports.build import build_report
from advisor.reports.evaluation import Subject, evaluate
from advisor.reports.exporters.json import contract_data, entry_json, error_data
from advisor.reports.exporters.markdown import errors_markdown, report_markdown
from advisor.reports.profiles import RawProfile
from advisor.rulebook.wording import profile_error_text


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for of each profile; ``today`` is the date on the reports."""

    language: str
    settled: bool
    changes: int
    today: date
    markdown: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """One profile's answer as text, one line of JSON or Markdown; ``errors`` says whether it had any."""

    id: str
    errors: bool
    text: str


def answered(compiled: Compiled, raw: RawProfile, options: Options) -> Outcome:
    """Return what is recommended for one profile, or what is wrong with it."""
    subject = Subject(id=raw.id, name=raw.id, language=options.language, written_on=options.today)
    profile, errors = parse_profile(compiled.rulebook, raw.answers)
    if errors:
        told = error_rows(compiled, errors, options.language)
        if options.markdown:
            return Outcome(raw.id, True, errors_markdown(subject, [row["text"] for row in told]))
        given = {question: shown(answer) for question, answer in raw.answers.items()}
        return Outcome(raw.id, True, entry_json(error_data(subject, compiled.rulebook, given, told)))
    evaluation = evaluate(compiled, profile, settled=options.settled, changes=options.changes)
    if options.markdown:
        return Outcome(raw.id, False, report_markdown(build_report(subject, evaluation)))
    # As text at once: the data of thousands of profiles would keep the garbage collector busy.
    return Outcome(raw.id, False, entry_json(contract_data(subject, evaluation)))


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
