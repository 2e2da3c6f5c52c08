"""What measuring commands start from: a compiled rulebook with its scenarios, from files or the database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from advisor.engine import Compiled, compile_rulebook
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.scenarios import Scenario, scenarios_of


def add_fixtures_argument(parser: ArgumentParser) -> None:
    """Take the directory of the fixtures."""
    parser.add_argument(
        "--fixtures", type=Path, metavar="DIR", help="rules and scenarios of these files, no database"
    )


def loaded(directory: Path | None) -> tuple[Compiled, tuple[Scenario, ...]]:
    """Return the files' rulebook and scenarios; without a directory, the version in use and the draft's."""
    if directory is not None:
        rulebook, scenarios = load_rulebook_from_files(directory)
        return compile_rulebook(rulebook), scenarios
    # Here, because the files need no database and no models.
    from advisor.rulebook.draft import records_from_draft
    from advisor.rulebook.published import current

    return current(), scenarios_of(records_from_draft())
