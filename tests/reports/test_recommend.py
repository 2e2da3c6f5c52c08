"""``manage.py recommend``: the contract's JSON, its exit codes, and what bad input gets."""

import datetime
import io
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import books

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "rulebook" / "fixtures"

ENTRY_KEYS = [
    "format", "id", "name", "language", "rulebook", "recommendation", "profile", "notes", "decisions",
    "advice", "sources", "open_questions", "unknown_that_matter", "ignored", "errors",
]  # fmt: skip
RANKED_KEYS = ["outcome", "status", "margin", "settled", "robust", "ranking", "changes"]
OPTION_KEYS = ["option", "points", "ruled_out", "because"]
BECAUSE_KEYS = ["rule", "points", "rules_out", "answers", "text", "sources"]


def recommend(*arguments, fixtures=SMALL):
    """Return standard output and exit status of one call in this process; without fixtures: the database."""
    out = io.StringIO()
    status = 0
    try:
        chosen = {"fixtures": str(fixtures)} if fixtures else {}
        call_command("recommend", *map(str, arguments), **chosen, stdout=out)
    except SystemExit as ended:
        status = ended.code
    return out.getvalue(), status


def entries(*arguments):
    text, _ = recommend(*arguments)
    return json.loads(text)


@pytest.fixture
def write(tmp_path):
    """Write a file and return its path."""

    def written(name, text):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


@pytest.fixture
def java(write):
    return write("shop.yaml", "source_code: available\nruntime: java\ndatabases: [sql_server]\nsize: 3\n")


def test_the_json_has_the_contracts_keys_in_order(java):
    (entry,) = entries(java)
    assert list(entry) == ENTRY_KEYS
    assert list(entry["decisions"]) == ["strategy", "compute", "database", "supporting"]
    for name in ("strategy", "compute", "database"):
        decision = entry["decisions"][name]
        assert list(decision) == RANKED_KEYS
        assert all(list(option) == OPTION_KEYS for option in decision["ranking"])
        assert all(list(b) == BECAUSE_KEYS for option in decision["ranking"] for b in option["because"])
    assert list(entry["decisions"]["supporting"]) == ["outcome", "ranking"]


def test_the_json_says_what_was_decided_and_why(java):
    (entry,) = entries(java)
    strategy = entry["decisions"]["strategy"]
    assert (entry["format"], entry["id"], entry["name"], entry["language"]) == (1, "shop", "shop", "en")
    assert entry["rulebook"].startswith("sha256:")
    assert entry["recommendation"].startswith("sha256:")
    assert entry["profile"] == {
        "source_code": "available", "runtime": "java", "databases": ["sql_server"], "size": 3,
    }  # fmt: skip
    assert (strategy["outcome"], strategy["status"], strategy["margin"]) == ("refactor", "clear", 3)
    assert strategy["ranking"][0]["because"][0] == {
        "rule": "source-code",
        "points": 3,
        "rules_out": False,
        "answers": {"source_code": "available", "databases": ["sql_server"]},
        "text": "The code can be changed: it is there.",
        "sources": strategy["ranking"][0]["because"][0]["sources"],
    }
    assert {"answers": {"source_code": "unavailable"}, "outcome": "rehost"} in strategy["changes"]


def test_every_source_named_anywhere_is_described(java):
    (entry,) = entries(java)
    named = {
        s
        for d in entry["decisions"].values()
        for o in d["ranking"]
        for b in o["because"]
        for s in b["sources"]
    }
    named |= {s for advice in entry["advice"] for s in advice["sources"]}
    assert set(entry["sources"]) == named
    for source in entry["sources"].values():
        assert list(source) == ["title", "url", "published_on", "checked_on"]


def test_what_was_not_asked_for_is_null(java):
    (entry,) = entries(java, "--no-settled", "--changes", "0")
    assert entry["open_questions"] is None
    assert entry["unknown_that_matter"] is None
    for name in ("strategy", "compute", "database"):
        decision = entry["decisions"][name]
        assert (decision["settled"], decision["robust"], decision["changes"]) == (None, None, None)


def test_robust_is_said_only_where_two_changes_were_tried(java, write):
    empty = write("empty.yaml", "{}")
    one, two = entries(java, "--changes", "1")[0], entries(java, "--changes", "2")[0]
    assert one["decisions"]["strategy"]["robust"] is False
    assert isinstance(two["decisions"]["database"]["robust"], bool)
    assert entries(empty, "--changes", "1")[0]["decisions"]["strategy"]["robust"] is None
    assert entries(empty, "--changes", "2")[0]["decisions"]["strategy"]["robust"] is True


def test_pairs_follow_the_single_changes(java):
    one, two = (entries(java, "--changes", depth)[0] for depth in ("1", "2"))
    for name in ("strategy", "compute", "database"):
        single, both = one["decisions"][name]["changes"], two["decisions"][name]["changes"]
        assert both[: len(single)] == single
        assert {len(change["answers"]) for change in single} <= {1}


def test_settled_and_open_questions_agree(java):
    (entry,) = entries(java)
    settled = [entry["decisions"][name]["settled"] for name in ("strategy", "compute", "database")]
    assert (entry["open_questions"] == []) == all(settled)


def test_no_evidence_is_an_outcome_of_null(write):
    (entry,) = entries(write("nothing.json", "{}"))
    strategy = entry["decisions"]["strategy"]
    assert (strategy["outcome"], strategy["status"], strategy["margin"]) == (None, "no_evidence", None)


def test_the_language_changes_texts_and_nothing_else(java):
    (english,), (korean,) = entries(java), entries(java, "--language", "ko")
    assert korean["language"] == "ko"
    assert korean["decisions"]["strategy"]["ranking"][0]["because"][0]["text"] == "코드를 변경할 수 있습니다."
    assert korean["recommendation"] == english["recommendation"]


def test_a_list_keeps_its_order_and_ignores_other_keys(write):
    file = write(
        "many.yaml",
        "- {id: b, title: ignored, profile: {runtime: java}}\n- {id: a, profile: {}, weight: 1}\n",
    )
    assert [entry["id"] for entry in entries(file)] == ["b", "a"]


def test_json_files_and_several_files_are_read(write, java):
    other = write("list.json", json.dumps([{"id": "x", "profile": {"runtime": None}}]))
    first, second = entries(other, java)
    assert (first["id"], first["profile"]) == ("x", {"runtime": None})
    assert second["id"] == "shop"


def test_what_was_exported_can_be_read_back(java, write):
    text, _ = recommend(java)
    again = entries(write("again.json", text))
    assert again == json.loads(text)


def test_an_empty_list_gives_an_empty_list(write):
    assert recommend(write("none.yaml", "[]")) == ("[]\n", 0)


@pytest.mark.parametrize(
    ("answers", "question", "allowed"),
    [
        ("colour: red", "colour", []),
        ("runtime: cobol", "runtime", ["java", "other"]),
        ("runtime: [java]", "runtime", ["java", "other"]),
        ("runtime: 2026-11-21", "runtime", ["java", "other"]),
        ("databases: sql_server", "databases", ["none", "sql_server", "mysql"]),
        ("databases: [none, mysql]", "databases", ["none", "sql_server", "mysql"]),
        ("databases: []", "databases", ["none", "sql_server", "mysql"]),
        ("databases: [{a: 1}]", "databases", ["none", "sql_server", "mysql"]),
        ("size: big", "size", []),
        ("size: -1", "size", []),
        ("size: .nan", "size", []),
        ("size: .inf", "size", []),
        ("size: 0x" + "f" * 5000, "size", []),
        ("size: true", "size", []),
        ("runtime: {a: [1]}", "runtime", ["java", "other"]),
        ("size: [[1]]", "size", []),
    ],
)
def test_a_bad_answer_is_an_error_and_the_others_are_answered(write, answers, question, allowed):
    file = write("profiles.yaml", f"- {{id: good, profile: {{}}}}\n- id: bad\n  profile:\n    {answers}\n")
    text, status = recommend(file)
    good, bad = json.loads(text)
    assert status == 2
    assert good["decisions"]
    assert good["errors"] == []
    assert "decisions" not in bad
    (error,) = bad["errors"]
    assert list(error) == ["question", "given", "allowed", "text"]
    assert (error["question"], error["allowed"]) == (question, allowed)
    assert len(error["text"]) > 10


def test_aliases_that_blow_a_file_up_are_not_walked(write):
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]" for before, name in pairwise("abcdefghijk")
    ]
    (entry,) = entries(write("laugh.yaml", "\n".join(lines)))
    assert len(entry["errors"]) == 11
    assert len(json.dumps(entry)) < 10_000


def test_errors_are_told_in_the_language_asked_for(write):
    file = write("bad.yaml", "runtime: cobol")
    english, korean = entries(file), entries(file, "--language", "ko")
    assert english[0]["errors"][0]["given"] == korean[0]["errors"][0]["given"] == "cobol"
    assert korean[0]["language"] == "ko"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.yaml", "just a sentence"),
        ("number.yaml", "7"),
        ("empty.yaml", ""),
        ("broken.yaml", "a: [1, 2"),
        ("tabs.yaml", "a:\n\t- b"),
        ("broken.json", '{"a": '),
        ("no-profile.yaml", "- {id: a}"),
        ("no-id.yaml", "- {profile: {}}"),
        ("bad-id.yaml", "- {id: [1], profile: {}}"),
        ("blank-id.yaml", "- {id: '  ', profile: {}}"),
        ("twice-inside.yaml", "runtime: java\nruntime: other"),
        ("twice-inside.json", '{"runtime": "java", "runtime": "other"}'),
        ("key.yaml", "1: java"),
        ("null.yaml", "- null"),
        ("text-list.yaml", "- runtime"),
        ("image.yaml", b"\x89PNG\r\n\x1a\n\xff\xfe"),
        ("zero.yaml", "a: \0"),
        ("python.yaml", "!!python/object/apply:os.system ['true']"),
        ("date.yaml", "runtime: 2026-99-99"),
        ("deep.json", "[" * 100_000),
        ("digits.json", '{"size": ' + "9" * 5000 + "}"),
        ("digits.yaml", "size: " + "9" * 5000),
        ("deep.yaml", "- " * 100_000),
        ("deep-flow.yaml", "a: " + "[" * 100_000),
    ],
)
def test_what_is_no_profile_file_is_one_line_and_status_two(write, name, content):
    with pytest.raises(CommandError) as raised:
        recommend(write(name, content))
    assert raised.value.returncode == 2
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_missing_file_and_a_directory_are_said_plainly(tmp_path):
    for path in (tmp_path / "missing.yaml", tmp_path):
        with pytest.raises(CommandError, match="cannot be read") as raised:
            recommend(path)
        assert raised.value.returncode == 2


def test_an_id_used_twice_is_an_error(write, java):
    file = write("two.yaml", "- {id: shop, profile: {}}")
    with pytest.raises(CommandError, match="“shop” is used twice") as raised:
        recommend(java, file)
    assert raised.value.returncode == 2


@pytest.mark.parametrize("fixtures", ["missing", "empty"])
def test_missing_fixtures_are_said_plainly(java, tmp_path, fixtures):
    (tmp_path / "empty").mkdir()
    with pytest.raises(CommandError, match=fixtures) as raised:
        recommend(java, fixtures=tmp_path / fixtures)
    assert raised.value.returncode == 2


def test_markdown_comes_one_after_another(java, write):
    other = write("other.yaml", "{}")
    text, status = recommend(java, other, "--format", "markdown")
    assert status == 0
    assert text.startswith("# shop: Refactor\n")
    assert "\n---\n\n# other: Nothing to recommend yet\n" in text


def test_markdown_names_the_errors(write):
    text, status = recommend(write("bad.yaml", "runtime: cobol"), "--format", "markdown")
    assert status == 2
    assert text.startswith("# bad\n\nNo recommendation")


def test_output_goes_to_a_directory(java, write, tmp_path):
    odd = write("odd.yaml", "- {id: '../../Å b', profile: {}}\n- {id: '/Å/b', profile: {}}\n")
    assert recommend(java, odd, "--output", tmp_path / "out")[0] == ""
    assert recommend(java, odd, "--output", tmp_path / "out", "--format", "markdown")[0] == ""
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    day = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    files = [f"{stem}-{day}-en.md" for stem in ("shop", "Å-b", "Å-b-2")]
    assert names == sorted(["recommendations.json", *files])
    assert len(json.loads((tmp_path / "out" / "recommendations.json").read_text())) == 3


def test_an_unwritable_output_is_said_plainly(java, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be written"):
        recommend(java, "--output", tmp_path / "file")


@pytest.mark.django_db
def test_without_fixtures_and_without_a_published_rulebook_it_says_so(java):
    with pytest.raises(CommandError, match="publish_rulebook") as raised:
        call_command("recommend", str(java))
    assert raised.value.returncode == 2


def run_alone(*arguments, given=""):
    """Run the command in a process of its own with an empty environment."""
    command = [sys.executable, str(ROOT / "manage.py"), "recommend", *map(str, arguments)]
    environment = {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "error"}
    return subprocess.run(
        command, input=given.encode(), capture_output=True, env=environment, cwd="/", check=False
    )


def test_with_fixtures_it_needs_no_environment_and_reads_standard_input(tmp_path):
    done = run_alone("-", "--fixtures", SMALL, given="source_code: unavailable\n")
    assert done.stderr == b""
    assert done.returncode == 0
    (entry,) = json.loads(done.stdout)
    assert (entry["id"], entry["decisions"]["strategy"]["outcome"]) == ("stdin", "rehost")


def test_exit_status_and_one_line_on_standard_error_alone(write):
    bad = run_alone(write("bad.yaml", "runtime: cobol"), "--fixtures", SMALL)
    no_file = run_alone("/does/not/exist.yaml", "--fixtures", SMALL)
    assert (bad.returncode, no_file.returncode) == (2, 2)
    assert bad.stderr == b""
    assert no_file.stdout == b""
    assert no_file.stderr.decode().count("\n") == 1


def test_the_published_cases_are_answered_from_the_real_fixtures(tmp_path):
    file = tmp_path / "cases.yaml"
    file.write_text("- {id: one, profile: {runtime: java, databases: [postgresql]}}")
    done = run_alone(file, "--fixtures", ROOT / "fixtures", "--no-settled", "--changes", "0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)[0]["decisions"]["database"]["outcome"]


def test_one_profile_may_stand_under_the_key_profile(write):
    (entry,) = entries(write("my shop.yaml", "profile: {runtime: java}\nnote: ignored\n"))
    assert (entry["id"], entry["profile"]) == ("my shop", {"runtime": "java"})


def test_a_questionnaire_that_nobody_has_filled_in_is_an_empty_profile(write):
    (entry,) = entries(write("empty.yaml", "rulebook: x\nprofile:\n  # runtime: java\nnotes:\n"))
    assert (entry["profile"], entry["errors"]) == ({}, [])
    assert entry["decisions"]["strategy"]["status"] == "no_evidence"


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.sweep)])
def test_the_result_is_the_same_to_the_byte_from_database_and_from_files(db, tmp_path, every):
    books.publish(books.REAL)
    profiles = list(books.profiles(books.REAL).items())[::every]
    cases = [{"id": slug, "profile": dict(profile)} for slug, profile in profiles]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    from_files = recommend(path, "--no-settled", fixtures=ROOT / "fixtures")
    from_database = recommend(path, "--no-settled", fixtures=None)
    assert from_files == from_database
    assert len(json.loads(from_files[0])) == len(cases) > 50 // every
