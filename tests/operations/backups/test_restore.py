"""A restore gives every report back to the letter; what does not fit is refused and nothing is changed."""

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from advisor.assessments.models import Answer, Assessment
from advisor.operations.backups import postgres, sqlite
from advisor.operations.backups.problem import BackupProblem
from advisor.operations.models import Backup
from advisor.rulebook.models import Version
from tests.factories import make_assessment
from tests.operations.backups import store

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(tmp_path):
    """A backup of a store with a few assessments."""
    store.fill(3)
    call_command("backup", tmp_path / "monday.zip", verbosity=0)
    return tmp_path / "monday.zip"


def changed_in(path, edit, *, dump=None):
    """Write the backup again with another manifest, or another dump."""
    with zipfile.ZipFile(path) as archive:
        told, content = json.loads(archive.read("manifest.json")), archive.read("dump")
    edit(told)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps(told))
        archive.writestr("dump", content if dump is None else dump)


def refused(path, match):
    before = store.digest()
    with pytest.raises(CommandError, match=match):
        call_command("restore", path, "--yes")
    assert store.digest() == before
    assert [p.name for p in path.parent.iterdir() if p.name.startswith((".fourways", "before"))] == []


def test_every_report_is_as_it_was(backup, capsys):
    reports, rows = store.every_report(), store.digest()
    assert len(reports) == 3
    Answer.objects.filter(question="runtime").delete()
    Assessment.objects.update(name="Altered", rulebook="sha256:none")
    make_assessment(name="Since then")
    assert store.digest() != rows
    call_command("restore", backup, "--yes")
    assert store.every_report() == reports
    assert store.digest() == rows
    assert capsys.readouterr().out.endswith("Restored.\n")


def test_what_was_there_before_is_kept_and_can_be_restored_too(backup, tmp_path):
    make_assessment(name="Since then")
    later = store.every_report()
    call_command("restore", backup, "--yes", "--safety", tmp_path)
    (copy,) = tmp_path.glob("before-restore-*.zip")
    assert store.every_report().keys() < later.keys()
    call_command("restore", copy, "--yes")
    assert store.every_report() == later


def test_the_record_of_backups_is_not_taken_back(backup):
    call_command("restore", backup, "--yes")
    told = [(one.kind, one.ok) for one in Backup.objects.order_by("at")]
    assert told == [("backup", True), ("safety", True), ("restore", True)]
    assert Backup.objects.get(kind="restore").sha256 == Backup.objects.get(kind="backup").sha256


def test_rows_can_be_added_afterwards(backup):
    call_command("restore", backup, "--yes")
    make_assessment(answers={"runtime": "java"})
    assert Assessment.objects.count() == 4


def test_without_consent_it_only_looks(backup, capsys):
    before = store.digest()
    with pytest.raises(CommandError, match=r"Nothing was changed\. --yes replaces"):
        call_command("restore", backup)
    assert store.digest() == before
    said = capsys.readouterr().out
    assert "3 assessments" in said
    assert Version.objects.current_hash() in said


def test_a_file_that_was_cut_short_is_refused(backup):
    content = backup.read_bytes()
    for kept in (0, 100, len(content) // 2, len(content) - 1):
        backup.write_bytes(content[:kept])
        refused(backup, "is no backup, or was cut short or altered")


def test_a_file_with_an_altered_byte_is_refused(backup):
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 255
    backup.write_bytes(bytes(content))
    refused(backup, "was cut short or altered")


def test_another_dump_than_the_manifest_names_is_refused(backup):
    changed_in(backup, lambda told: None, dump=b"something else")
    refused(backup, "not the one that its manifest names")


def test_a_dump_that_is_no_database_is_refused(backup):
    nonsense = b"nonsense" * 1000
    digest = hashlib.sha256(nonsense).hexdigest()
    changed_in(backup, lambda told: told.update(sha256=digest), dump=nonsense)
    refused(backup, "no SQLite database" if connection.vendor == "sqlite" else "pg_restore failed")


def test_the_other_kind_of_database_is_refused(backup):
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    changed_in(backup, lambda told: told.update(database=other))
    refused(backup, f"is a backup of {other}; the site's database is {connection.vendor}")


def test_a_backup_of_a_newer_program_is_refused_and_names_what_is_unknown(backup):
    changed_in(backup, lambda told: told["migrations"].append(["assessments", "0999_of_tomorrow"]))
    refused(backup, "made by a newer Fourways .*assessments.0999_of_tomorrow")


def test_another_format_of_backups_is_refused(backup):
    changed_in(backup, lambda told: told.update(format=2, program="9.0"))
    refused(backup, "has format 2; this program reads format 1. It was made by Fourways 9.0")


@pytest.mark.parametrize("content", [b"", b"no zip", None])
def test_what_is_no_backup_is_refused(tmp_path, content):
    path = tmp_path / "x.zip"
    if content is not None:
        path.write_bytes(content)
    refused(path, "does not exist" if content is None else "is no backup")


def test_a_zip_of_something_else_is_refused(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    refused(path, "no backup of Fourways: its manifest cannot be read")


def test_a_failure_is_recorded(backup):
    changed_in(backup, lambda told: None, dump=b"something else")
    with pytest.raises(CommandError):
        call_command("restore", backup, "--yes")
    failed = Backup.objects.get(kind="restore")
    assert not failed.ok
    assert "its manifest names" in failed.text


def test_an_older_backup_says_what_to_run(backup, capsys):
    """As if the program had learnt a migration since: the record of it is taken out of the store."""
    MigrationRecorder(connection).record_unapplied("operations", "0002_backup")
    older = backup.with_name("older.zip")
    call_command("backup", older)
    call_command("restore", older, "--yes")
    assert (
        "older than this program: run manage.py migrate (operations.0002_backup)" in capsys.readouterr().out
    )
    MigrationRecorder(connection).record_applied("operations", "0002_backup")


def test_a_dump_of_a_newer_server_is_refused(backup):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite reads the files of all its versions")
    changed_in(backup, lambda told: told.update(server="99.1"))
    refused(backup, "is of PostgreSQL 99.1; the server here is .*, which is older")


def test_whoever_holds_a_table_is_waited_for_and_then_the_database_is_as_it_was(backup, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("speaks of PostgreSQL's locks")
    monkeypatch.setattr(postgres, "PATIENCE", 1)
    monkeypatch.setattr(postgres, "TRIES", 2)
    before = store.digest()
    with closing(connection.copy()) as other, other.cursor() as cursor:
        cursor.execute("BEGIN; SELECT 1 FROM assessments_answer")
        with pytest.raises(CommandError, match=r"The database is as it was: psql failed: .*lock timeout"):
            call_command("restore", backup, "--yes")
    assert store.digest() == before
    call_command("restore", backup, "--yes")


def test_whoever_writes_without_a_pause_is_waited_for_and_then_the_file_is_as_it_was(tmp_path, monkeypatch):
    def made(name, value):
        with closing(sqlite3.connect(tmp_path / name)) as new:
            new.execute("PRAGMA journal_mode=WAL")
            new.execute("CREATE TABLE thing AS SELECT ? AS value", [value])
            new.commit()
        return sqlite3.connect(tmp_path / name, timeout=0, isolation_level=None)

    made("new", "new").close()
    live, other = made("live", "old"), sqlite3.connect(tmp_path / "live", isolation_level=None)
    monkeypatch.setattr(sqlite, "_live", lambda: live)
    monkeypatch.setattr(sqlite, "PATIENCE", 0.2)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BackupProblem, match=r"Others wrote to the database for 0\.2 seconds"):
        sqlite.restore(tmp_path / "new")
    assert live.execute("SELECT value FROM thing").fetchall() == [("old",)]
    other.execute("ROLLBACK")
    sqlite.restore(tmp_path / "new")
    assert other.execute("SELECT value FROM thing").fetchall() == [("new",)]
    live.close()
    other.close()
