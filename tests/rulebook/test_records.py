import hashlib
import random
from dataclasses import replace

from advisor.rulebook.files import read_records
from advisor.rulebook.records import RecordSet, english_texts, korean_of, stamped


def slugs(records, kind):
    return ["/".join(record.key) for record in records.of(kind)]


def test_keeps_the_order_of_the_rulebook_whatever_the_order_of_the_files(small):
    records = read_records(small)
    shuffled = list(records)
    random.Random(7).shuffle(shuffled)
    again = RecordSet(shuffled)
    assert slugs(again, "question") == ["source_code", "runtime", "refused", "databases", "size", "servers"]
    assert slugs(again, "choice")[:3] == ["source_code/available", "source_code/unavailable", "runtime/java"]
    assert slugs(again, "rule") == sorted(slugs(records, "rule"))
    assert [r.fields for r in again] == [r.fields for r in records]


def test_arranges_conditions_and_answers_as_the_questions_stand(small):
    rule = read_records(small).find("rule", "small-sql")
    turned = {name: rule.fields["when"][name] for name in reversed(rule.fields["when"])}
    others = [record for record in read_records(small) if record.slug != rule.slug]
    again = RecordSet([*others, replace(rule, fields={**rule.fields, "when": turned})])
    assert list(again.find("rule", "small-sql").fields["when"]) == ["databases", "size"]


def test_puts_outcomes_before_answers_and_unknown_names_last(small):
    rule = read_records(small).find("rule", "java-functions")
    when = {"zz": ["x"], "aa": ["x"], "runtime": ["other", "java"], "strategy": ["refactor", "rehost"]}
    others = [record for record in read_records(small) if record.slug != rule.slug]
    again = RecordSet([*others, replace(rule, fields={**rule.fields, "when": when})])
    assert again.find("rule", "java-functions").fields["when"] == {
        "strategy": ["rehost", "refactor"],
        "runtime": ["java", "other"],
        "aa": ["x"],
        "zz": ["x"],
    }


def test_the_digest_is_over_the_english_in_field_order(small):
    choice = read_records(small).find("choice", "runtime", "java")
    assert korean_of(choice) == hashlib.sha256(b"Java\nIt means: Java.").hexdigest()[:8]
    assert korean_of(replace(choice, fields={**choice.fields, "label_ko": "다른"})) == korean_of(choice)
    assert korean_of(replace(choice, fields={**choice.fields, "help_en": "Else."})) != korean_of(choice)


def test_the_digest_of_a_table_covers_its_columns_and_cells(small):
    table = read_records(small).find("table", "sizes")
    assert english_texts(table) == ["Sizes", "Name", "vCPUs", "Option", "Small", "Large"]


def test_stamps_only_what_has_no_stamp(small):
    term = read_records(small).find("term", "vcpu")
    assert stamped(replace(term, fields={**term.fields, "korean_of": ""})).fields["korean_of"] == korean_of(
        term
    )
    assert stamped(replace(term, fields={**term.fields, "korean_of": "0" * 8})).fields["korean_of"] == "0" * 8
    source = read_records(small).find("source", "guide")
    assert stamped(source) is source
