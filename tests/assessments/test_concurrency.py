"""Many processes save at once, as several web processes do: none of what was acknowledged is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]
PROCESSES = 8
EACH = 10


def start(environment, *arguments):
    command = [sys.executable, "-m", "tests.assessments.saving", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def output_of(process):
    out, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    return out


@pytest.fixture
def environment(tmp_path):
    """The environment of the processes: a file of SQLite, or this test's own PostgreSQL database."""
    address = f"sqlite:///{tmp_path / 'fourways.sqlite3'}"
    if connection.vendor == "postgresql":
        address = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_processes_that_save_answers_at_once_lose_none(environment, tmp_path):
    key = output_of(start(environment, "prepare")).strip()
    go = tmp_path / "go"
    saving = [start(environment, "save", key, number, EACH, go) for number in range(PROCESSES)]
    go.touch()
    told = [json.loads(output_of(process)) for process in saving]
    stored = {
        question: (value, n) for question, value, n in json.loads(output_of(start(environment, "read", key)))
    }
    acknowledged = {question for one in told for question in one["own"]}
    assert len(acknowledged) == PROCESSES * EACH
    assert set(stored) == acknowledged | {"shared"}
    assert all(stored[question] == (f"by {question[1]}", 1) for question in acknowledged)
    assert stored["shared"][1] == sum(one["shared"] for one in told) == PROCESSES * EACH
