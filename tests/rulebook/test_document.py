import json
import unicodedata
from dataclasses import replace

import pytest

from advisor.engine import read_document
from advisor.rulebook.document import canonical_json, document_of, hash_of
from advisor.rulebook.files import load_rulebook_from_files, read_records
from advisor.rulebook.from_document import records_of
from advisor.rulebook.records import RecordSet


def the_hash(directory):
    return load_rulebook_from_files(directory)[0].hash


def test_the_engine_reads_the_document(small):
    rulebook, scenarios = load_rulebook_from_files(small)
    assert rulebook.hash.startswith("sha256:")
    assert rulebook.rules["no-source-code"].rules_out == ("refactor",)
    assert rulebook.questions["size"].below == 10000
    assert rulebook.facts["functions-duration"].when["compute"].any_of == ("functions",)
    assert rulebook.tables["sizes"].rows[1]["name"].ko == "대형"
    assert [scenario.slug for scenario in scenarios] == ["a-case", "no-code-rehosts"]


def test_holds_nothing_that_cannot_change_a_report(small):
    text = canonical_json(document_of(read_records(small)))
    assert "a-case" not in text
    assert "korean_of" not in text
    assert '"order"' not in text


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("10", "# Sources of", "# Other words about"),
        ("90", "title: A case", "title: Another case"),
        ("60", "order: 1", "order: 5"),
        ("50", "korean_of: 1dc0027f", "korean_of: ffffffff"),
        ("50", "source_code: [available]", "source_code: {any_of: [available]}"),
        ("50", "{rehost: 1, refactor: rules_out}", "{refactor: rules_out, rehost: 1.0}"),
        ("21", "below: 10000", "below: 10000.0"),
        ("50", "Without source code nothing", "Without source code  \n      nothing".replace("  \n", "\n")),
    ],
)
def test_the_hash_stays_when_nothing_of_a_report_changes(small, edit, file, old, new):
    before = the_hash(small)
    edit(file, old, new)
    assert the_hash(small) == before


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("50", "rehost: 1", "rehost: 2"),
        ("50", "Without source code", "Lacking source code"),
        ("50", "소스 코드가", "원본 코드가"),
        ("50", "[[story], [guide]]", "[[guide], [story]]"),
        ("50", "2026-11-21", "2026-11-20"),
        ("21", "order: 1", "order: 9"),
        ("41", "order: 1", "order: 9"),
        ("70", "vcpus: 2", "vcpus: 3"),
        ("80", "A share", "A part"),
    ],
)
def test_the_hash_changes_with_what_a_report_says(small, edit, file, old, new):
    before = the_hash(small)
    edit(file, old, new)
    assert the_hash(small) != before


def test_the_hash_does_not_depend_on_how_letters_are_composed(small):
    before = the_hash(small)
    for path in small.glob("*.yaml"):
        path.write_text(unicodedata.normalize("NFD", path.read_text()))
    assert the_hash(small) == before


def test_the_hash_is_that_of_the_canonical_text(small):
    text = canonical_json(document_of(read_records(small)))
    assert the_hash(small) == hash_of(text)
    assert json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False, separators=(",", ":")) == text


def test_a_document_gives_its_records_back(small):
    document = document_of(read_records(small))
    assert document_of(records_of(json.loads(canonical_json(document)))) == document


def test_the_document_does_not_depend_on_the_order_of_records(small):
    records = read_records(small)
    assert document_of(RecordSet(reversed(list(records)))) == document_of(records)


def test_every_text_of_both_languages_is_inside(small):
    records = read_records(small)
    rule = records.find("rule", "no-source-code")
    changed = replace(rule, fields={**rule.fields, "because_ko": "다릅니다."})
    document = document_of(RecordSet([*(r for r in records if r is not rule), changed]))
    assert read_document(document, "").rules["no-source-code"].because.ko == "다릅니다."
