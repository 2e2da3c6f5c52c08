"""Checking a report: what was recomputed, what differs and where, on the page and on the command line."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from advisor.reports.embedded import read_entries
from advisor.reports.embedded.checking import MOST_TOLD, check, only_version
from advisor.reports.embedded.differences import Difference, differences
from advisor.rulebook import published
from advisor.rulebook.models import Version
from tests import books
from tests.reports.carriers import CARRIERS, make_data
from tests.reports.conftest import JAVA, REAL, ROOT, SMALL

ADDRESS = "/verify/"


@pytest.fixture(scope="module")
def version():
    return books.compiled(books.SMALL)


@pytest.fixture(scope="module")
def data(version):
    return make_data(version, JAVA, notes={"runtime": "Ours."})


def checked(version, data):
    (entry,) = read_entries(data.encode(), "report.json")
    return check(entry, only_version(version))


def altered(data, change):
    """Return the data with its entry changed by ``change``."""
    (entry,) = json.loads(data)
    change(entry)
    return json.dumps([entry])


# ── differences ──


@pytest.mark.parametrize(
    ("found", "expected", "told"),
    [
        ({"a": 1}, {"a": 2}, [("a", "1", "2")]),
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": True}, {"a": 1}, [("a", "true", "1")]),
        ({"a": None}, {}, [("a", "null", "")]),
        ({}, {"a": "x"}, [("a", "", '"x"')]),
        ({"a": []}, {"a": {}}, [("a", "[]", "{}")]),
        ([1, 2], [1, 3, 4], [("2", "2", "3"), ("3", "", "4")]),
        (
            [{"rule": "r", "points": 1}, {"rule": "s"}],
            [{"rule": "r", "points": 2}, {"rule": "s"}],
            [("r › points", "1", "2")],
        ),
        ([{"rule": "r"}, {"rule": "s"}], [{"rule": "s"}], [("r", '{"rule": "r"}', "")]),
        ([{"rule": "r"}, {"rule": "s"}], [{"rule": "s"}, {"rule": "r"}], [("", '["r", "s"]', '["s", "r"]')]),
        ([{"rule": "r"}, {"rule": "r"}], [{"rule": "r"}], [("2", '{"rule": "r"}', "")]),
    ],
)
def test_each_place_that_differs_is_told_once(found, expected, told):
    assert list(differences(found, expected)) == [Difference(*one) for one in told]


# ── the check ──


@pytest.mark.parametrize("changes", [0, 1, 2])
@pytest.mark.parametrize("settled", [True, False])
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("raw", [JAVA, {}, {"source_code": "unavailable"}], ids=["java", "empty", "closed"])
def test_what_was_exported_holds_however_much_was_asked_for(version, raw, language, settled, changes):
    data = make_data(version, raw, changes=changes, settled=settled, language=language, notes={"x": "y"})
    assert checked(version, data).verdict == "holds"


def _outcome(entry):
    entry["decisions"]["strategy"]["outcome"] = "rehost"


def _points(entry):
    entry["decisions"]["strategy"]["ranking"][0]["because"][0]["points"] = 9


def _text(entry):
    entry["decisions"]["strategy"]["ranking"][0]["because"][0]["text"] = "Because we say so."


def _one_change(entry):
    entry["decisions"]["strategy"]["changes"].pop()


def _settled(entry):
    entry["decisions"]["strategy"]["settled"] = not entry["decisions"]["strategy"]["settled"]


def _advice(entry):
    entry["advice"].append({"slug": "buy-more", "kind": "practice", "text": "Buy more.", "sources": []})


def _source(entry):
    next(iter(entry["sources"].values()))["url"] = "https://example.net/"


def _answer(entry):
    entry["profile"]["source_code"] = "unavailable"


def _no_such_answer(entry):
    entry["profile"]["runtime"] = "cobol"


def _hash(entry):
    entry["recommendation"] = "sha256:" + "0" * 64


def _ignored(entry):
    entry["ignored"] = ["runtime"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (_outcome, "decisions › strategy › outcome"),
        (_points, "decisions › strategy › ranking › refactor › because › source-code › points"),
        (_text, "decisions › strategy › ranking › refactor › because › source-code › text"),
        (_one_change, "decisions › strategy › changes"),
        (_settled, "decisions › strategy › settled"),
        (_advice, "advice › buy-more"),
        (_source, "sources › "),
        (_answer, "recommendation"),
        (_no_such_answer, "recommendation"),
        (_hash, "recommendation"),
        (_ignored, "ignored"),
    ],
)
def test_anything_that_was_altered_is_found_and_its_place_is_named(version, data, change, where):
    found = checked(version, altered(data, change))
    assert found.verdict == "differs"
    assert found.differences[0].where.startswith(where)
    assert len(found.differences) <= MOST_TOLD


def test_the_differences_say_what_stands_there_and_what_should(version, data):
    (difference,) = checked(version, altered(data, _points)).differences
    assert (difference.in_file, difference.expected) == ("9", "3")


def test_what_is_not_told_is_counted(version, data):
    def everything(entry):
        entry["sources"] = {f"source-{number}": {} for number in range(30)}

    found = checked(version, altered(data, everything))
    assert len(found.differences) == MOST_TOLD
    assert found.more >= 20


def test_the_owners_own_words_are_not_checked(version, data):
    def renamed(entry):
        entry.update(name="Another", id="another", notes={"runtime": "Other."})

    assert checked(version, altered(data, renamed)).verdict == "holds"


def test_another_version_leaves_it_unchecked_and_names_the_one_there(version, data):
    other = books.compiled(books.REAL)
    found = checked(other, data)
    assert found.verdict == "unchecked"
    assert other.rulebook.hash in found.reason


def test_a_profile_with_errors_holds_where_the_errors_are_the_same(version, tmp_path):
    (tmp_path / "bad.yaml").write_text("runtime: cobol\nsize: -1\n")
    out = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("recommend", str(tmp_path / "bad.yaml"), fixtures=str(SMALL), language="ko", stdout=out)
    assert checked(version, out.getvalue()).verdict == "holds"
    fewer = altered(out.getvalue(), lambda entry: entry["errors"].pop())
    assert checked(version, fewer).verdict == "differs"


# ── the command ──


@pytest.fixture
def file(tmp_path, data):
    """Write a file, of the data where nothing else is said, and return its path."""

    def written(name="report.json", content=None):
        path = tmp_path / name
        path.write_bytes(data.encode() if content is None else content)
        return str(path)

    return written


def verify(*files, fixtures=str(SMALL), **options):
    """Return standard output, standard error and the exit status of one call in this process."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    try:
        call_command("verify_report", *files, fixtures=fixtures, stdout=out, stderr=err, **options)
    except SystemExit as ended:
        status = ended.code
    return out.getvalue(), err.getvalue(), status


@pytest.mark.parametrize("kind", CARRIERS)
def test_the_command_reads_every_kind_of_file(file, data, kind):
    out, err, status = verify(file("board.file", CARRIERS[kind](data)))
    assert "board.file: Web shop: holds" in out
    assert "Only the data inside was checked" in out
    assert (err, status) == ("", 0)


def test_a_difference_is_told_and_gives_status_one(file, data):
    bad = file("bad.json", altered(data, _points).encode())
    out, _err, status = verify(file(), bad)
    assert "bad.json: Web shop: differs" in out
    assert "because › source-code › points: in the file 9, should be 3" in out
    assert status == 1


def test_a_file_without_data_and_a_version_that_is_not_there_give_status_two(file, version):
    out, err, status = verify(file("notes.md", b"# Notes"))
    assert (out, status) == ("", 2)
    assert "notes.md" in err
    assert "left out" in err
    out, _err, status = verify(file(), fixtures=str(REAL))
    assert "cannot be checked" in out
    assert version.rulebook.hash in out
    assert status == 2


def test_a_difference_outweighs_what_could_not_be_read(file, data):
    files = [file("notes.md", b"# Notes"), file("bad.json", altered(data, _points).encode())]
    assert verify(*files)[2] == 1


def test_a_missing_file_and_missing_fixtures_are_said_plainly(tmp_path, file):
    _out, err, status = verify(str(tmp_path / "missing.pdf"))
    assert "missing.pdf: cannot be read" in err
    assert status == 2
    with pytest.raises(CommandError, match="nowhere") as raised:
        verify(file(), fixtures=str(tmp_path / "nowhere"))
    assert raised.value.returncode == 2


def test_names_from_a_file_cannot_write_lines_of_their_own(file, data):
    forged = altered(data, lambda entry: entry.update(name="x\nreport.json: holds\x1b[2J"))
    out, _err, _status = verify(file("x.json", forged.encode()))
    assert len(out.splitlines()) == 2
    assert "\x1b" not in out


def test_it_needs_no_database_and_no_key_with_fixtures(file):
    command = [sys.executable, str(ROOT / "manage.py"), "verify_report", file(), "--fixtures", str(SMALL)]
    environment = {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "error"}
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert ": holds" in done.stdout


@pytest.mark.django_db
def test_without_fixtures_it_recomputes_from_what_is_published(file, small):
    assert verify(file(), fixtures=None)[2] == 0
    Version._base_manager.all().delete()
    published.compiled.cache_clear()
    out, _err, status = verify(file(), fixtures=None)
    assert "not published here" in out
    assert status == 2


# ── the page ──


def post(client, content, name="report.pdf", **more):
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)}, **more)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", CARRIERS)
def test_the_page_says_that_it_holds(client, small, data, kind):
    response = post(client, CARRIERS[kind](data))
    assert response.status_code == 200
    assert "The recommendation holds" in response.content.decode()


@pytest.mark.django_db
def test_the_page_says_what_differs_and_where(client, small, data):
    page = post(client, altered(data, _points).encode()).content.decode()
    assert "The recommendation differs" in page
    assert "because › source-code › points" in page
    assert "<code>9</code>" in page
    assert "<code>3</code>" in page


@pytest.mark.django_db
def test_the_page_says_where_a_version_is_missing(client, small):
    published.compiled.cache_clear()
    response = post(client, make_data(books.compiled(books.REAL), {"runtime": "java"}).encode())
    assert "cannot be checked here" in response.content.decode()
    assert "not published here" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("content", [b"# Notes", b"%PDF-1.7 broken", b"\0"])
def test_what_cannot_be_read_is_said_above_the_form(client, small, content):
    response = post(client, content)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


@pytest.mark.django_db
def test_the_page_says_what_it_does_not_check_and_stores_nothing(client, owner, small, data):
    for page in (client.get(ADDRESS), post(client, data.encode())):
        assert "Only the data inside the file is checked" in page.content.decode()
    assert not owner.assessments.exists()


@pytest.mark.django_db
def test_what_a_file_says_is_shown_as_text(client, small, data):
    hostile = "<script>alert(1)</script>"

    def change(entry):
        entry["name"] = hostile
        entry["decisions"]["strategy"]["outcome"] = hostile
        entry["sources"][hostile] = {}

    page = post(client, altered(data, change).encode()).content.decode()
    assert hostile not in page
    assert "&lt;script&gt;" in page
