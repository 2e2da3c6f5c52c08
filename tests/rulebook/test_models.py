import pytest
from django.db import models

from advisor.rulebook.draft import model_of
from advisor.rulebook.models import Version
from advisor.rulebook.schema import FILES, KINDS, file_of


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_has_exactly_the_fields_of_the_schema(kind):
    names = {field.name for field in model_of(kind)._meta.get_fields() if not field.auto_created}
    assert names == KINDS[kind].has | {"changed_at"}


@pytest.mark.parametrize("kind", KINDS)
def test_model_and_schema_agree_on_what_may_be_left_out(kind):
    for field in KINDS[kind].fields:
        column = model_of(kind)._meta.get_field(field.name)
        assert column.null == field.nullable, field.name
        if field.words:
            blank = ("",) if column.blank else ()
            assert (*(value for value, _ in column.choices), *blank) == field.words


@pytest.mark.parametrize("kind", KINDS)
def test_what_fits_the_schema_fits_the_column(kind):
    """SQLite takes any length; PostgreSQL refuses in the middle of writing."""
    for field in KINDS[kind].fields:
        column = model_of(kind)._meta.get_field(field.name)
        if field.type == "plain":
            assert column.max_length == (field.longest or None), field.name


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_draft_explains_itself(kind):
    for field in model_of(kind)._meta.fields:
        if not isinstance(field, models.AutoField):
            assert field.help_text, field.name


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_knows_its_kind_and_parent(kind):
    model = model_of(kind)
    assert kind == model.KIND
    assert KINDS[kind].parent == model.PARENT


def test_what_a_record_refers_to_is_loaded_before_it():
    for number, (kind, schema) in enumerate(KINDS.items()):
        # Names inside a JSON list, like the related services, do not have to be there yet.
        targets = {field.target for field in schema.fields if field.type == "ref"}
        targets |= {"source"} if "sources" in schema.has else set()
        assert targets <= set(list(KINDS)[:number]), kind
        for target in targets:
            assert max(KINDS[target].files) < min(schema.files)


def test_every_record_has_one_home():
    assert file_of("rule", "database") == "52_rules_database"
    assert file_of("rule", "nonsense") == "53_rules_supporting"
    assert {file_of(kind) for kind in KINDS if kind != "rule"} < set(FILES)


def test_a_version_is_named_by_label_or_hash():
    assert str(Version(hash="sha256:" + "a" * 64)) == "a" * 12
    assert str(Version(hash="sha256:x", label="Spring")) == "Spring"
