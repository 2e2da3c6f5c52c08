"""A store of the oldest program, brought up to date, answers as its answers are answered without a store."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command

from tests.databases import environment, server
from tests.operations.backups.store import FIXTURES, profiles
from tests.upgrading import COUNT, PAGES

__all__ = ["environment", "server"]
pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]
#: What of a recommendation does not come from the assessment's own words.
SAME = ("rulebook", "recommendation", "profile", "decisions", "advice", "sources", "open_questions")


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The recommendations on the same profiles from the files alone."""
    file, told = tmp_path_factory.mktemp("expected") / "profiles.yaml", io.StringIO()
    listed = [{"id": f"w{n}", "profile": profile} for n, profile in enumerate(profiles(COUNT))]
    file.write_text(yaml.safe_dump(listed))
    call_command("recommend", file, fixtures=str(FIXTURES), stdout=told)
    return json.loads(told.getvalue())


@pytest.mark.parametrize(
    "server",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.sweep)],
    indirect=True,
    scope="module",
)
def test_the_oldest_store_gives_the_same_answers_and_reports_once_migrated_or_restored(
    environment, tmp_path, expected
):
    done = subprocess.run(
        [sys.executable, "-m", "tests.upgrading", str(tmp_path)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    upgraded = told["upgraded"]
    assert told["restored"] == upgraded
    # The last one was deleted, and stays so.
    present = expected[:-1]
    names = [f"Workload {n} · 업무" for n in range(len(present))]
    assert list(upgraded["assessments"]) == names == upgraded["home"]
    for one, entry in zip(upgraded["assessments"].values(), present, strict=True):
        assert one["pages"] == dict.fromkeys(PAGES, 200)
        assert {key: one["entry"][key] for key in SAME} == {key: entry[key] for key in SAME}
        assert one["answers"] == one["notes"] == len(entry["profile"])
    assert upgraded["shared"] == [200] * len(present) + [404]
    assert upgraded["signed in"]
    assert upgraded["draft"]["question"] > 50
    assert all(upgraded["draft"].values())
