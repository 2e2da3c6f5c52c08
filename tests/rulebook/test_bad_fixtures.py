"""What bad input gets: a message that names file, line, record and field, and nothing changed by half."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from advisor.rulebook.document import canonical_json, document_of, hash_of
from advisor.rulebook.draft import records_from_draft
from advisor.rulebook.files import load_rulebook_from_files, read_records
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.models import Rule, Version
from advisor.rulebook.published import NotPublished, compiled
from advisor.rulebook.publishing import publish_directory
from advisor.rulebook.reading import read_directory
from advisor.rulebook.yaml_nodes import LARGEST_FILE, MOST_MARKS
from tests.factories import browser_of, make_assessment, make_owner

ROOT = Path(__file__).resolve().parents[2]
RULES = "50_rules_strategy.yaml"
TERM = "- model: rulebook.term\n  fields:\n    slug: %s\n"
#: Billion laughs: nine lines that stand for more than any memory holds.
LAUGHS = 'a0: &a0 ["ha", "ha"]\n' + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
)


def told(directory):
    """Everything that stands against the files, with the paths cut short."""
    try:
        load_rulebook_from_files(directory)
    except FixtureError as error:
        return [str(item).removeprefix(f"{directory}/") for item in error.findings]
    return []


def state():
    """All that a failed publish must leave as it was."""
    versions = Version.objects.order_by("pk").values_list("hash", "document", "current_since")
    return list(versions), document_of(records_from_draft())


#: File, what is replaced by what, a part of the line that the complaint names, record and field, and reason.
MISTAKES = [
    # typos: in the model, a field's name, a slug, a value, the YAML, a key, a name that is taken
    ("50", "rulebook.rule", "rulebook.rul", "rulebook.rul", "", "unknown model rulebook.rul: it is one of"),
    ("50", "because_ko:", "because_kr:", "because_kr", "rule no-source-code: because_kr", "a rule has no"),
    ("50", ": [available]", ": [availble]", "availble", "rule source-code: when", "source_code: unknown"),
    ("50", "{refactor: 3}", "{refactor: x}", "{refactor: x", "rule source-code: effects", "refactor: must"),
    ("50", "{refactor: 3}", "{refactor: 3", "because_en", "", "is not valid YAML: "),
    ("50", "slug: source-code", "slug: a\n    slug: b", "slug: b", "", "the key slug stands here twice"),
    ("50", "slug: source-code", "slug: no-source-code", "slug", "rule no-source-code: slug", "is there"),
    ("50", "{refactor: 3}", "{[a]: 3}", "{[a]", "rule source-code: effects", "a key must be a plain word"),
    # cycles: a decision that reads a later one, questions that wait for each other
    ("50", "source_code: [available]", "compute: [functions]", "compute", "rule source-code: when",
     "compute: a rule for strategy cannot use its outcome"),
    ("51", "strategy: [refactor]", "database: [none]", "database", "rule java-functions: when",
     "database: a rule for compute cannot use its outcome"),
    ("21", "asked_when: {}", "asked_when:\n      runtime: [java]", "runtime",
     "question source_code: asked_when", "runtime: the questions wait for each other"),
    # tricks of YAML
    ("80", "slug: vcpu", "slug: &a vcpu", "&a", "", "uses YAML's anchors (&) or references (*)"),
    ("80", "slug: vcpu", "slug: !!python/name:os.system a", "!!", "term a: slug",
     "the tag tag:yaml.org,2002:python/name:os.system is not allowed"),
    ("80", "slug: vcpu", "slug: !!python/object/apply:os.system ['true']", "!!", "term without slug: slug",
     "the tag tag:yaml.org,2002:python/object/apply:os.system is not allowed"),
    ("21", "below: 10000", "below: " + "1:" * 60 + "1", "1:", "question size: below", "cannot be read: '1:1"),
    ("21", "below: 10000", "below: 0x" + "f" * 99, "0xff", "question size: below", "cannot be read: '0xff"),
    ("21", "below: 10000", "below: 0x" + "f" * 90, "0xff", "question size: below", "must be a number that a"),
    # characters that no text needs
    ("80", "slug: vcpu", "slug: vcpu\x00", "slug", "", "has the control character U+0000"),
    ("80", "slug: vcpu", "slug: vcpu\x1b[31m", "slug", "", "has the control character U+001B"),
    ("50", "because_en: Without", 'because_en: "With\\0out" #', "out", "rule no-source-code: because_en",
     "has the control character U+0000"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "stands", "place", "reason"), MISTAKES)
@pytest.mark.django_db
def test_one_mistake_is_named_where_it_stands_and_nothing_changes(
    small, edit, file, old, new, stands, place, reason
):
    publish_directory(small)
    before = state()
    edit("20", "title_en: Code", "title_en: Changed")
    path = edit(file, old, new)
    lines = path.read_text().splitlines()
    wanted = f"error: {place}: {reason}" if place else f"error: {reason}"
    places = [line.split(":")[:2] for line in told(small) if wanted in line]
    assert [name for name, _line in places] == [path.name]
    assert stands in lines[int(places[0][1]) - 1]
    with pytest.raises(CommandError):
        call_command("publish_rulebook", small)
    assert state() == before


def test_a_bomb_of_references_is_refused_at_once(small):
    (small / "80_glossary.yaml").write_text(LAUGHS)
    assert told(small)[0].startswith("80_glossary.yaml:1: error: uses YAML's anchors (&) or references (*)")


DEEP = {
    "brackets": TERM % ("[" * 100_000),
    "brackets beside some in quotes": TERM % ('["]", ' * 100_000),
    "dashes": TERM % ("\n" + "- " * 100_000),
    "steps of indentation": TERM % ("\n" + "\n".join(" " * (6 + n) + "a:" for n in range(2_000))),
}


@pytest.mark.parametrize("form", DEEP)
def test_deep_nesting_is_refused_and_kills_nothing(small, form):
    """In a process of its own: what overflows the C stack takes the process with it."""
    (small / "80_glossary.yaml").write_text(DEEP[form])
    done = subprocess.run(
        [sys.executable, "manage.py", "check_rulebook", str(small)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "80_glossary.yaml:" in done.stdout
    assert "is nested too deeply" in done.stdout


def test_a_huge_file_is_refused_before_it_is_read(small):
    path = small / "80_glossary.yaml"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    assert f"80_glossary.yaml: error: is larger than {LARGEST_FILE // 2**20} MiB" in told(small)


def test_a_small_file_of_too_many_values_is_refused_before_it_is_read(small):
    (small / "80_glossary.yaml").write_text(f"- [{'1,' * MOST_MARKS}1]")
    assert f"80_glossary.yaml: error: has more than {MOST_MARKS} lines and values" in told(small)


def test_what_is_no_file_is_named(small):
    path = small / "80_glossary.yaml"
    path.unlink()
    path.mkdir()
    assert "80_glossary.yaml: error: cannot be read: Is a directory" in told(small)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("용어".encode("utf-16"), "80_glossary.yaml:1: error: is not UTF-8 text: byte 0"),
        (b"# good\n" + "용어".encode("cp949"), "80_glossary.yaml:2: error: is not UTF-8 text: byte 7"),
        ("# 용어\n".encode() + b"# \xe9t\xe9\n", "80_glossary.yaml:2: error: is not UTF-8 text: byte 11"),
        ("[]".encode("utf-16-le"), "80_glossary.yaml:1: error: has the control character U+0000"),
    ],
)
def test_other_and_mixed_encodings_are_named_with_their_line(small, data, message):
    (small / "80_glossary.yaml").write_bytes(data)
    assert message in told(small)


def test_a_mark_of_byte_order_and_foreign_line_ends_change_nothing(small):
    before = document_of(read_records(small))
    for path in small.glob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    records, findings = read_directory(small)
    assert (findings, document_of(records)) == ([], before)


def test_writing_the_files_anew_drops_the_mark_and_keeps_the_head(small):
    path = small / "10_sources.yaml"
    good = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + good.replace(b"\n", b"\r\n"))
    call_command("dump_rulebook", small, "--canonical", verbosity=0)
    assert path.read_bytes() == good


@pytest.mark.django_db
def test_dumping_over_what_is_not_text_is_refused(small):
    publish_directory(small)
    (small / "80_glossary.yaml").write_bytes(b"\xff")
    Rule.objects.filter(slug="source-code").update(effects={"refactor": 4})
    with pytest.raises(CommandError, match="one of them is not UTF-8 text"):
        call_command("dump_rulebook", small)
    assert (small / "80_glossary.yaml").read_bytes() == b"\xff"


def test_long_values_are_cut_where_they_are_shown(small, edit):
    edit("50", "{refactor: 3}", "{refactor: " + "x" * 100_000 + "}")
    (line,) = told(small)
    assert len(line) < 500


# --- a version that this program cannot read ---


@pytest.fixture
def newer(small):
    """The version in use was published by a program of the future."""
    document = document_of(read_records(small)) | {"format": 2, "questions": {"in": "another form"}}
    text = canonical_json(document)
    return Version.objects.create(hash=hash_of(text), format=2, document=text)


@pytest.mark.django_db
def test_a_version_of_a_newer_format_is_named_with_both_numbers(newer):
    with pytest.raises(
        NotPublished, match=r"format: 2 given, this program reads 1; a newer program wrote it"
    ):
        compiled(newer.hash)


@pytest.mark.parametrize("name", ["assessments:home", "catalogue:services", "rulebook:accuracy"])
@pytest.mark.django_db
def test_the_published_pages_say_so(newer, client, name):
    response = client.get(reverse(name))
    assert response.status_code == 503
    assert "cannot be read here" in response.content.decode()


@pytest.mark.django_db
def test_an_owner_still_reaches_the_list_and_is_told(newer):
    browser = browser_of("token")
    assessment = make_assessment(make_owner("token"), rulebook=newer.hash)
    assert browser.get(reverse("assessments:check", args=[assessment.code])).status_code == 503


@pytest.mark.django_db
def test_nothing_is_published_over_it_unseen(newer, small):
    with pytest.raises(FixtureError, match=r"the version in use cannot be read: format: 2 given"):
        publish_directory(small)
    assert list(Version.objects.values_list("hash", flat=True)) == [newer.hash]
    assert not Rule.objects.exists()


@pytest.mark.django_db
def test_it_is_not_dumped_by_half(newer, tmp_path):
    with pytest.raises(CommandError, match=r"format: 2 given, this program reads 1"):
        call_command("dump_rulebook", tmp_path / "out", "--version", newer.hash)
    assert not (tmp_path / "out").exists()


@pytest.mark.django_db
def test_a_document_without_format_is_refused_too(small):
    document = document_of(read_records(small))
    del document["format"]
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    Version.objects.create(hash=hash_of(text), format=1, document=text)
    with pytest.raises(NotPublished, match="format: None given, this program reads 1"):
        compiled(hash_of(text))
