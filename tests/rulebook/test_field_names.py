import pytest
from django.utils.functional import Promise
from django.utils.translation import override

from advisor.rulebook.field_names import (
    COMMON_LABELS,
    KIND_LABELS,
    OWN_LABELS,
    field_label,
    kind_label,
)
from advisor.rulebook.schema import KINDS

FIELDS = [(kind.name, field.name) for kind in KINDS.values() for field in kind.fields]


def stem(name):
    return name[:-3] if name.endswith(("_en", "_ko")) else name


@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_every_field_has_a_name_for_people_chosen_when_it_is_shown(kind, name):
    label = field_label(kind, name)
    assert isinstance(label, Promise)
    assert str(label)
    assert "_" not in str(label)


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_fields_of_a_kind_are_called_the_same(kind):
    labels = [str(field_label(kind, field.name)) for field in KINDS[kind].fields]
    assert len(set(labels)) == len(labels)


def test_no_name_is_left_over():
    assert set(KIND_LABELS) == set(KINDS)
    named = {(kind, stem(name)) for kind, name in FIELDS}
    assert set(OWN_LABELS) <= named
    commonly = {name for kind, name in named if (kind, name) not in OWN_LABELS}
    assert set(COMMON_LABELS) == commonly


def test_names_the_language_of_half_a_text():
    assert str(field_label("rule", "because_en")) == "reason (English)"
    assert str(field_label("rule", "because_ko")) == "reason (Korean)"
    assert str(field_label("question", "because_ko")) == "reason for the veto (Korean)"


def test_counts_what_it_names():
    assert str(kind_label("rule")) == "rule"
    assert str(kind_label("rule", 3)) == "rules"
    with override("ko"):
        assert str(kind_label("rule", 3)) == "규칙"


@pytest.mark.parametrize(("kind", "name"), [("rule", "colour"), ("rule", "colour_en"), ("paint", "colour")])
def test_does_not_guess_a_name(kind, name):
    with pytest.raises(KeyError):
        field_label(kind, name)
