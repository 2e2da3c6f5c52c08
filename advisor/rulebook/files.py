"""A rulebook straight from fixture files: no database, no settings."""

from __future__ import annotations

from pathlib import Path

from advisor.engine import Rulebook, read_document
from advisor.rulebook.checks import check
from advisor.rulebook.document import canonical_json, document_of, hash_of
from advisor.rulebook.findings import FixtureError, errors
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.reading import read_directory
from advisor.rulebook.records import RecordSet
from advisor.rulebook.scenarios import Scenario, scenarios_of


def read_records(directory: Path) -> RecordSet:
    """Read the fixtures of a directory; FixtureError with every finding if one cannot be read."""
    records, findings = read_directory(directory)
    if findings:
        words = phrase(_("The fixtures in %(directory)s cannot be read."), directory=str(directory))
        raise FixtureError(words, findings)
    return records


def load_rulebook_from_files(directory: Path | str) -> tuple[Rulebook, tuple[Scenario, ...]]:
    """Return the rulebook and its scenarios; FixtureError where the files are missing or have errors.

    The rulebook's hash is the same as if the files were published.
    """
    records = read_records(Path(directory))
    wrong = errors(check(records))
    if wrong:
        raise FixtureError(
            phrase(_("The fixtures in %(directory)s have errors."), directory=str(directory)), wrong
        )
    document = document_of(records)
    return read_document(document, hash_of(canonical_json(document))), scenarios_of(records)
