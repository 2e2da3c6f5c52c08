import json
from pathlib import Path

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from advisor.rulebook.files import read_records
from advisor.rulebook.json_schema import SCHEMA_FILE, schema_of, schema_text
from advisor.rulebook.reading import read_text
from advisor.rulebook.schema import APP, KINDS
from advisor.rulebook.yaml_nodes import compose, plain_value
from tests import books

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SMALL = Path(__file__).parent / "fixtures"
MODELINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"


def validator(schema):
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture(scope="module")
def small_schema():
    return schema_of(read_records(SMALL))


def complaints(schema, text):
    """Where the schema finds something wrong in a fixture file."""
    return [error.absolute_path for error in validator(schema).iter_errors(plain_value(compose(text)))]


def test_the_schema_is_valid_itself(small_schema):
    jsonschema.Draft202012Validator.check_schema(small_schema)
    assert set(small_schema["$defs"]) >= set(KINDS)


@pytest.mark.parametrize("path", sorted(SMALL.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_sound_file_passes(small_schema, path):
    assert complaints(small_schema, path.read_text()) == []


def test_every_name_in_the_schema_is_defined_there(small_schema):
    def refs(node):
        if isinstance(node, dict):
            yield from [node["$ref"]] if "$ref" in node else []
            for value in node.values():
                yield from refs(value)
        elif isinstance(node, list):
            for value in node:
                yield from refs(value)

    used = {ref.removeprefix("#/$defs/") for ref in refs(small_schema)}
    assert used == set(small_schema["$defs"])


RULES, SCENARIOS = "50_rules_strategy", "90_scenarios"


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        # names
        (RULES, "model: rulebook.rule", "model: rulebook.rul", "model"),
        (RULES, "fields:", "field:", None),
        (RULES, "because_en:", "becuase_en:", "fields"),
        (RULES, "    effects: {refactor: 3}\n", "", "fields"),
        (RULES, "slug: source-code", "slug: Source Code", "fields/slug"),
        (RULES, "slug: source-code", "slug: 12", "fields/slug"),
        (RULES, "[strategy]", "[strateg]", "fields/decision/0"),
        (RULES, "[strategy]", "strategy", "fields/decision"),
        (RULES, "source_code: [available]", "source_cod: [available]", "fields/when"),
        (RULES, "source_code: [available]", "source_code: [availble]", "fields/when/source_code/0"),
        (RULES, "source_code: [available]", "source_code: available", "fields/when/source_code"),
        (RULES, "source_code: [available]", "source_code: []", "fields/when/source_code"),
        (RULES, "source_code: [available]", "source_code: {is: [available]}", "fields/when/source_code"),
        (RULES, "source_code: [available]", "source_code: {min: 3}", "fields/when/source_code"),
        (RULES, "[[story], [guide]]", "[[story], [gide]]", "fields/sources/1/0"),
        (RULES, "[[story], [guide]]", "[story]", "fields/sources/0"),
        (RULES, "[[story], [guide]]", "[[story], [story]]", "fields/sources"),
        ("51_rules_compute", "strategy: [refactor]", "strategy: [refactr]", "fields/when/strategy/0"),
        ("51_rules_compute", "strategy: [refactor]", "compute: [functions]", "fields/when"),
        ("51_rules_compute", "{functions: 2}", "{refactor: 2}", "fields/effects"),
        ("52_rules_database", "size: {min: 0, below: 500}", "size: [small]", "fields/when/size"),
        ("52_rules_database", "size: {min: 0, below: 500}", "size: {min: a}", "fields/when/size/min"),
        ("21_questions", "section: [data]", "section: [date]", "fields/section/0"),
        ("21_questions", "source_code: [available]", "source_code: [av]", "fields/asked_when/source_code/0"),
        ("22_choices", "question: [runtime]", "question: [runtimes]", "fields/question/0"),
        # values
        (RULES, "{refactor: 3}", "{refactor: 11}", "fields/effects/refactor"),
        (RULES, "{refactor: 3}", "{refactor: 0}", "fields/effects/refactor"),
        (RULES, "{refactor: 3}", "{refactor: 1.5}", "fields/effects/refactor"),
        (RULES, "{refactor: 3}", "{refactor: ruled_out}", "fields/effects/refactor"),
        (RULES, "{refactor: 3}", "{}", "fields/effects"),
        (RULES, "because_en: Without", "because_en: 2025 #", "fields/because_en"),
        (RULES, "Without source code nothing can be changed.", "''", "fields/because_en"),
        (RULES, "checked_on: 2026-11-21", "checked_on: 20261121", "fields/checked_on"),
        (RULES, "checked_on: 2026-11-21", "checked_on: 2026-13-21", "fields/checked_on"),
        (RULES, "korean_of: 1dc0027f", "korean_of: 1DC0027F", "fields/korean_of"),
        ("21_questions", "kind: number", "kind: amount", "fields/kind"),
        ("21_questions", "order: 2", "order: -2", "fields/order"),
        ("21_questions", "retired: false", "retired: never", "fields/retired"),
        ("21_questions", "below: 10000", "below: much", "fields/below"),
        ("10_sources", "url: https://", "url: ftp://", "fields/url"),
        ("10_sources", "published_on: 2025-07-15", "published_on: July", "fields/published_on"),
        ("70_tables", "vcpus: 2,", "vcpus: [2],", "fields/rows/0/vcpus"),
        ("70_tables", "kind: number", "kind: amount", "fields/columns/1/kind"),
        (SCENARIOS, "runtime: java", "runtime: jawa", "fields/profile/runtime"),
        (SCENARIOS, "[sql_server]", "sql_server", "fields/profile/databases"),
        (SCENARIOS, "size: 100", "size: 10000", "fields/profile/size"),
        (SCENARIOS, "strategy: [refactor]", "strategy: [retire]", "fields/expect/strategy/0"),
        (SCENARIOS, "hard: [database]", "hard: [supporting]", "fields/hard/0"),
    ],
)  # fmt: skip
def test_a_typo_fails_where_it_stands(small_schema, file, old, new, field):
    text = (SMALL / f"{file}.yaml").read_text()
    assert text.count(old) >= 1, old
    found = complaints(small_schema, text.replace(old, new, 1))
    places = {"/".join(map(str, list(path)[1:])) for path in found}
    assert places == {field or ""}


def test_what_the_reader_takes_the_schema_takes_too(small_schema):
    text = (SMALL / "90_scenarios.yaml").read_text().replace("runtime: java\n", "runtime: null\n", 1)
    assert read_text(text, "90.yaml")[1] == []
    assert complaints(small_schema, text) == []


# --- the real fixtures ---


@pytest.fixture(scope="module")
def written():
    return json.loads((FIXTURES / SCHEMA_FILE).read_text())


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_fixtures_pass_their_schema_and_name_it(written, path):
    text = path.read_text()
    assert text.startswith(MODELINE)
    assert complaints(written, text) == []


def test_the_schema_beside_the_fixtures_is_theirs_and_small():
    text = (FIXTURES / SCHEMA_FILE).read_text()
    assert text == schema_text(books.records(books.REAL))
    assert len(text.encode()) < 2**20


def test_the_schema_tells_what_a_field_is_for(written):
    fields = written["$defs"]["rule"]["properties"]
    assert fields["because_en"]["description"] == "The reason, one sentence to a person."
    assert written["$defs"]["record"]["properties"]["model"]["enum"] == [f"{APP}.{kind}" for kind in KINDS]


# --- the command ---


def test_dump_writes_the_schema_where_it_is_asked_for(small, capsys):
    call_command("dump_rulebook", small, "--canonical")
    assert not (small / SCHEMA_FILE).exists()
    call_command("dump_rulebook", small, "--canonical", "--schema")
    assert "1 of 18 files written" in capsys.readouterr().out
    assert (small / SCHEMA_FILE).read_text() == schema_text(read_records(small))


def test_dump_keeps_the_schema_in_step_once_it_is_there(small, edit):
    call_command("dump_rulebook", small, "--canonical", "--schema", verbosity=0)
    edit("22", "slug: other", "slug: another")
    with pytest.raises(CommandError, match=rf"1 files differ.*{SCHEMA_FILE}"):
        call_command("dump_rulebook", small, "--canonical", "--check")
    call_command("dump_rulebook", small, "--canonical", verbosity=0)
    assert '"another"' in (small / SCHEMA_FILE).read_text()
    call_command("dump_rulebook", small, "--canonical", "--check")


def test_a_schema_that_is_missing_is_missed_only_where_it_is_asked_for(small):
    call_command("dump_rulebook", small, "--canonical", "--check")
    with pytest.raises(CommandError, match=SCHEMA_FILE):
        call_command("dump_rulebook", small, "--canonical", "--check", "--schema")
