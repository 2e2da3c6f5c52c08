import pytest

from advisor.rulebook.audit import COMMAND_LINE
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.published_names import published_before, published_names
from advisor.rulebook.publishing import publish_directory, roll_back

pytestmark = pytest.mark.django_db
NEW_CHOICE = """- model: rulebook.choice
  fields:
    question: [runtime]
    slug: go
    order: 9
    label_en: Go
    label_ko: Go
    help_en: Compiled.
    help_ko: 컴파일됩니다.
"""


def test_before_the_first_version_nothing_is_published():
    assert published_names() == {}
    assert published_before() == {}


def test_names_are_those_of_every_version_of_each_kind(small, edit):
    publish_directory(small)
    edit("53_rules", "slug: watch-it", "slug: look-at-it")
    publish_directory(small)
    assert {("watch-it",), ("look-at-it",)} <= published_names()["rule"]
    assert ("runtime", "java") in published_names()["choice"]
    assert ("compute", "functions") in published_names()["option"]


def test_what_was_published_stays_even_if_an_earlier_version_is_in_use_again(small):
    first = publish_directory(small).version
    path = next(small.glob("22*"))
    without = path.read_text()
    path.write_text(without + NEW_CHOICE)
    publish_directory(small)
    roll_back(first, actor=COMMAND_LINE, note="Back.")
    path.write_text(without)
    with pytest.raises(FixtureError) as refused:
        publish_directory(small)
    assert [f.record for f in refused.value.findings] == ["choice runtime/go"]
