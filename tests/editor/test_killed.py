"""Killed in the middle of publishing or taking files, and two at once: nothing half-done is ever left.

KILLS=20 kills twenty processes of each kind instead of a few.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

# Marked for the sake of PostgreSQL, whose database the processes share with the test.
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KILLS", "6"))


@pytest.fixture
def rounds(tmp_path):
    """Run rounds of one kind on a file of SQLite, or on this test's own PostgreSQL database."""
    address = f"sqlite:///{tmp_path / 'fourways.sqlite3'}"
    if connection.vendor == "postgresql":
        address = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address}

    def run(mode, count):
        command = [sys.executable, "-m", "tests.editor.crashing", mode, str(count)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
        told = [json.loads(line) for line in done.stdout.splitlines()]
        assert len(told) == count
        return told

    return run


@pytest.mark.parametrize("mode", ["publish", "take"])
def test_a_killed_process_leaves_all_as_it_was_or_all_as_it_should_be(rounds, mode):
    told = rounds(mode, KILLS)
    sys.stdout.write("\n".join(map(str, told)))
    for one in told:
        assert one["left"] in ("before", "after"), one
        assert one["log agrees"], one
        assert one["again"] == "done", one
        assert one["moved on"], one
    # A random moment may come after the end.
    assert all(one["ended"] == "killed" for one in told if not one["moment"].endswith(" s"))
    by_moment = {one["moment"]: one["left"] for one in told}
    assert (by_moment["before commit"], by_moment["after commit"]) == ("before", "after")


def test_of_two_publishers_at_once_exactly_one_publishes_and_the_other_is_told(rounds):
    for one in rounds("race", 6):
        assert one == {"ended": ["done", "outdated"], "new": 1, "log agrees": True}
