"""The site runs on while it is backed up and restored; killed in the middle, the store is whole.

KILLS=20 kills twenty restores of each database instead of a few.
"""

import json
import os
import subprocess
import sys

import pytest

from tests.databases import environment, server
from tests.operations.backups.store import ROOT

__all__ = ["environment", "server"]
pytestmark = pytest.mark.slow
KILLS = os.environ.get("KILLS", "6")


def swept(kind):
    """Leave one kind of database to the sweeps."""
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[kind]
    kinds = [other, pytest.param(kind, marks=pytest.mark.sweep)]
    return pytest.mark.parametrize("server", kinds, indirect=True, scope="module")


@pytest.fixture
def rounds(environment):
    """Run a mode on an empty database of its own; return what its rounds told."""

    def run(*arguments):
        command = [sys.executable, "-m", "tests.operations.backups.running", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    return run


def test_a_backup_made_while_others_write_is_one_moment_of_the_store(rounds):
    told = rounds("backing_up")
    assert len(told) == 3
    for one in told:
        assert one["even"], one
        assert one["holds_all_from_before"], one
        assert one["counted"], one
    # They did write all the time.
    assert told[0]["new_ones"] > told[2]["new_ones"]


@swept("sqlite")
def test_who_writes_during_a_restore_goes_on_after_it_and_loses_nothing_that_came_later(rounds):
    told = rounds("restoring")
    assert len(told) == 4
    for one in told:
        assert all(one.values()), one


@swept("postgresql")
def test_a_restore_that_is_killed_leaves_all_as_it_was_or_all_as_it_should_be(rounds):
    told = rounds("killed", KILLS)
    assert len(told) == int(KILLS)
    for one in told:
        assert one["left"] in ("before", "after"), one
        assert one["again"], one
