"""A backup is one private file that says what is in it, whole or not there."""

import json
import os
import signal
import stat
import zipfile
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from advisor import __version__
from advisor.operations.backups import making, programs
from advisor.operations.backups.problem import BackupProblem
from advisor.operations.models import Backup
from advisor.rulebook.models import Version
from tests.factories import make_assessment
from tests.operations.backups import store

pytestmark = pytest.mark.django_db(transaction=True)


def manifest_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def test_one_file_that_only_its_owner_reads_says_what_is_in_it(tmp_path, capsys):
    store.publish()
    make_assessment(answers={"runtime": "java", "source_code": "available"})
    target = tmp_path / "monday.zip"
    call_command("backup", target)
    told = manifest_of(target)
    assert (told["program"], told["database"]) == (__version__, connection.vendor)
    assert told["rulebook"] == Version.objects.current_hash()
    assert (told["counts"]["assessments_assessment"], told["counts"]["assessments_answer"]) == (1, 2)
    assert ["assessments", "0001_initial"] in told["migrations"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["monday.zip"]
    assert f"{target}: {target.stat().st_size} bytes" in capsys.readouterr().out


def test_it_is_recorded_with_size_and_hash(tmp_path):
    call_command("backup", tmp_path)
    (path,) = tmp_path.iterdir()
    one = Backup.objects.get()
    assert (one.kind, one.ok, one.bytes) == ("backup", True, path.stat().st_size)
    assert one.sha256 == manifest_of(path)["sha256"]
    assert str(path) in one.text


def test_only_the_newest_of_a_directory_are_kept_and_no_other_file_is_touched(tmp_path):
    other = tmp_path / "before-restore-20200101T000000.000000Z.zip"
    other.touch()
    for _ in range(3):
        call_command("backup", tmp_path, "--keep", "2")
    kept = sorted(path.name for path in tmp_path.iterdir())
    assert len(kept) == 3
    assert kept[0] == other.name
    texts = Backup.objects.order_by("-at").values_list("text", flat=True)
    assert {str(tmp_path / name) for name in kept[1:]} == set(texts[:2])


@pytest.mark.parametrize("keep", ["0", "-1", "two"])
def test_a_number_to_keep_that_is_none_is_refused(tmp_path, keep):
    with pytest.raises(CommandError, match="not a whole number, 1 or more"):
        call_command("backup", tmp_path, "--keep", keep)


def test_keep_is_for_a_directory(tmp_path):
    with pytest.raises(CommandError, match="for a directory"):
        call_command("backup", tmp_path / "one.zip", "--keep", "2")


def test_a_file_that_is_there_is_never_written_over(tmp_path):
    target = tmp_path / "mine.zip"
    target.write_text("something else")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", target)
    assert target.read_text() == "something else"


def test_a_place_that_is_none_is_named_and_the_failure_recorded(tmp_path):
    with pytest.raises(CommandError, match="is no directory"):
        call_command("backup", tmp_path / "nowhere" / "one.zip")
    one = Backup.objects.get()
    assert not one.ok
    assert "is no directory" in one.text


def test_what_fails_in_the_middle_leaves_no_file(tmp_path, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "write_archive", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_whoever_stops_it_finds_nothing_half_done(tmp_path, monkeypatch):
    monkeypatch.setattr(making, "write_archive", lambda *args: os.kill(os.getpid(), signal.SIGTERM))
    with pytest.raises(SystemExit) as ended:
        call_command("backup", tmp_path)
    assert ended.value.code == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_taken_away_a_day_later(tmp_path):
    old, young = tmp_path / ".fourways-old", tmp_path / ".fourways-young"
    for folder in (old, young):
        folder.mkdir()
        (folder / "dump").touch()
    before = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(old, (before, before))
    call_command("backup", tmp_path / "one.zip")
    assert not old.exists()
    assert young.exists()


def test_a_program_that_is_too_old_or_missing_is_named(tmp_path, monkeypatch):
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o755)
    monkeypatch.setattr(programs, "DEBIAN", tmp_path / "none")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(BackupProblem, match="pg_dump 9 is too old for the server: PostgreSQL 99 needs"):
        programs.find("pg_dump", 99)
    with pytest.raises(BackupProblem, match="pg_nothing was not found"):
        programs.find("pg_nothing", 15)


def test_the_program_of_the_same_version_is_taken_before_a_newer_one(tmp_path, monkeypatch):
    for version in (13, 15, 17):
        program = tmp_path / str(version) / "bin" / "pg_dump"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.1'\n")
        program.chmod(0o755)
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    assert programs.find("pg_dump", 15).parts[-3] == "15"
    assert programs.find("pg_dump", 16).parts[-3] == "17"


def test_a_password_is_in_the_environment_and_never_on_the_command_line(tmp_path, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("speaks of PostgreSQL's programs")
    seen = []
    real = programs.run
    monkeypatch.setattr(programs, "run", lambda *args: (seen.append(args), real(*args)))
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "very secret")
    call_command("backup", tmp_path)
    ((program, arguments, environment),) = seen
    assert environment["PGPASSWORD"] == "very secret"
    assert "very secret" not in " ".join(map(str, [program, *arguments]))
