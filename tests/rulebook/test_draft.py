import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from advisor.rulebook.document import canonical_json, document_of, hash_of
from advisor.rulebook.draft import findings_of, records_from_draft, replace_draft, stamp_row
from advisor.rulebook.files import load_rulebook_from_files, read_records
from advisor.rulebook.models import Choice, Decision, Option, Question, Rule, Scenario, Source, Table

pytestmark = pytest.mark.django_db


def load(directory):
    call_command("loaddata", *sorted(map(str, directory.glob("*.yaml"))), verbosity=0)


def draft_hash():
    return hash_of(canonical_json(document_of(records_from_draft())))


def test_database_and_files_give_the_same_document(small):
    replace_draft(read_records(small))
    assert document_of(records_from_draft()) == document_of(read_records(small))
    assert draft_hash() == load_rulebook_from_files(small)[0].hash


def test_djangos_own_loaddata_fills_the_same_draft(small):
    load(small)
    assert draft_hash() == load_rulebook_from_files(small)[0].hash
    assert [r.fields for r in records_from_draft()] == [r.fields for r in read_records(small)]


def test_loading_twice_updates_and_adds_nothing(small, edit):
    load(small)
    before = {model: model.objects.count() for model in (Question, Choice, Option, Rule, Source, Scenario)}
    keys = dict(Rule.objects.values_list("slug", "pk"))
    edit("50", "rehost: 1", "rehost: 4")
    load(small)
    assert {model: model.objects.count() for model in before} == before
    assert dict(Rule.objects.values_list("slug", "pk")) == keys
    assert Rule.objects.get(slug="no-source-code").effects == {"rehost": 4, "refactor": "rules_out"}


def test_replacing_makes_the_draft_equal_to_the_records(small, edit):
    replace_draft(read_records(small))
    keys = dict(Rule.objects.values_list("slug", "pk"))
    Rule.objects.filter(slug="source-code").update(because_en="Edited.")
    Source.objects.create(slug="stray", title="Stray", publisher="Nobody")
    edit("51", "slug: java-functions", "slug: java-anywhere")
    counts = replace_draft(read_records(small))
    assert counts == {"added": 1, "changed": 1, "deleted": 2}
    assert draft_hash() == load_rulebook_from_files(small)[0].hash
    assert Rule.objects.get(slug="source-code").pk == keys["source-code"]
    assert replace_draft(read_records(small)) == {"added": 0, "changed": 0, "deleted": 0}


def test_replacing_can_move_children_to_another_parent(small, edit):
    replace_draft(read_records(small))
    edit("22", "question: [runtime]\n    slug: other", "question: [source_code]\n    slug: other")
    edit("41", "service: [functions]", "service: null")
    edit("31", "service: [functions]", "service: [functions2]")
    edit("71", "service: [functions]", "service: [functions2]")
    edit("30", "slug: functions", "slug: functions2")
    replace_draft(read_records(small))
    assert document_of(records_from_draft()) == document_of(read_records(small))


def test_replacing_takes_few_queries_whatever_the_size(small, django_assert_max_num_queries):
    with django_assert_max_num_queries(80):
        replace_draft(read_records(small))


def test_natural_keys_name_records(small):
    replace_draft(read_records(small))
    choice = Choice.objects.get_by_natural_key("runtime", "java")
    assert choice.natural_key() == ("runtime", "java")
    assert str(choice) == "runtime/java"
    assert Question.objects.get_by_natural_key("runtime").natural_key() == ("runtime",)
    assert Option.objects.get_by_natural_key("database", "none").name_en == "None"


def test_a_sound_row_is_clean(small):
    replace_draft(read_records(small))
    for model in (Question, Choice, Option, Rule, Source, Scenario, Table, Decision):
        rows = list(model.objects.all())
        assert rows
        for row in rows:
            row.full_clean()
            assert findings_of(row) == []


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("when", {"source_cod": ["available"]}, "unknown question source_cod"),
        ("when", {"source_code": "available"}, "must be a list"),
        ("when", {"databases": {"all_of": ["none", "mysql"]}}, "none stands alone"),
        ("effects", {"rehost": 20}, "points go from"),
        ("sources", [["nowhere"]], "unknown source nowhere"),
        ("sources", "guide", "natural keys"),
        ("because_ko", "", "the text is missing"),
        ("checked_on", None, "the date is missing"),
    ],
)
def test_cleaning_a_rule_says_at_the_field_what_is_wrong(small, field, value, complaint):
    replace_draft(read_records(small))
    rule = Rule.objects.get(slug="source-code")
    setattr(rule, field, value)
    with pytest.raises(ValidationError) as caught:
        rule.full_clean()
    assert complaint in str(caught.value.message_dict[field])


def test_cleaning_asks_for_the_parent_first():
    with pytest.raises(ValidationError) as caught:
        Choice(slug="java").full_clean()
    assert "question" in caught.value.message_dict


def test_a_row_without_a_stamp_is_stamped_and_a_stale_one_is_not(small):
    replace_draft(read_records(small))
    rule = Rule.objects.get(slug="no-source-code")
    rule.korean_of = ""
    stamp_row(rule)
    assert rule.korean_of == "1dc0027f"
    rule.because_en = "Changed."
    stamp_row(rule)
    assert rule.korean_of == "1dc0027f"
