from dataclasses import replace

import yaml
from hypothesis import given
from hypothesis import strategies as st

from advisor.rulebook.files import read_records
from advisor.rulebook.reading import read_text
from advisor.rulebook.records import Record
from advisor.rulebook.values import clean_text
from advisor.rulebook.writing import canonical_files, file_text

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300) | st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80)
).map("\n".join)


def present(directory):
    return {path.name: path.read_text() for path in directory.glob("*.yaml")}


def test_canonical_files_come_out_byte_for_byte_the_same(small):
    assert canonical_files(read_records(small), present(small)) == present(small)


def test_a_comment_at_the_head_survives(small):
    texts = canonical_files(read_records(small), {"50_rules_strategy.yaml": "# Ours.\n#\n# Keep.\n- old"})
    assert texts["50_rules_strategy.yaml"].startswith("# Ours.\n#\n# Keep.\n\n- model: rulebook.rule\n")


def test_records_go_to_their_own_file_wherever_they_stood(small):
    moved = (small / "51_rules_compute.yaml").read_text()
    (small / "51_rules_compute.yaml").write_text("")
    (small / "50_rules_strategy.yaml").write_text(
        (small / "50_rules_strategy.yaml").read_text() + "\n" + moved
    )
    assert canonical_files(read_records(small), {})["51_rules_compute.yaml"] == moved


def test_a_file_that_lost_its_records_stays_as_an_empty_list(small):
    records = read_records(small)
    texts = canonical_files(type(records)(r for r in records if r.kind != "term"), present(small))
    assert texts["80_glossary.yaml"] == "[]\n"


def test_a_rule_reads_as_a_person_would_write_it(small):
    assert (small / "50_rules_strategy.yaml").read_text().split("\n\n")[0] == (
        "- model: rulebook.rule\n"
        "  fields:\n"
        "    slug: no-source-code\n"
        "    decision: [strategy]\n"
        "    when:\n"
        "      source_code: [unavailable]\n"
        "    effects: {rehost: 1, refactor: rules_out}\n"
        "    because_en: Without source code nothing can be changed.\n"
        "    because_ko: 소스 코드가 없으면 변경할 수 없습니다.\n"
        "    sources: [[story], [guide]]\n"
        "    checked_on: 2026-11-21\n"
        "    korean_of: 1dc0027f"
    )


def term(text):
    fields = {
        "slug": "a",
        "term_en": text,
        "term_ko": "1e3",
        "definition_en": "no",
        "definition_ko": "2025-07-15",
    }
    return Record("term", {**fields, "korean_of": "00000012"})


@given(TEXTS)
def test_any_text_comes_back_as_it_was(text):
    record = term(clean_text(text))
    written = file_text([record])
    records, findings = read_text(written, "80.yaml")
    assert findings == []
    assert records[0].fields == record.fields
    assert file_text(records) == written


@given(TEXTS)
def test_django_reads_the_same_as_we_do(text):
    record = term(clean_text(text))
    assert yaml.safe_load(file_text([record]))[0]["fields"] == dict(record.fields)


def test_writes_numbers_that_are_texts_in_quotes(small):
    fact = read_records(small).find("fact", "functions-duration")
    written = file_text([replace(fact, fields={**fact.fields, "value": "99.9"})])
    assert "value: '99.9'" in written
