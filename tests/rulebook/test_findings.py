import json

import pytest

from advisor.rulebook import phrases
from advisor.rulebook.checks import check
from advisor.rulebook.files import read_records
from advisor.rulebook.findings import Finding, FixtureError
from advisor.rulebook.phrases import Misfit, phrase, spoken
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.reading import read_directory

KOREAN = {
    "unknown question %(name)s%(hint)s": "알 수 없는 질문 %(name)s%(hint)s",
    " (did you mean %(name)s?)": " (혹시 %(name)s?)",
    "must not be null": "비워 둘 수 없습니다",
}


@pytest.fixture
def in_korean(monkeypatch):
    """The active language is one whose translations are known here."""
    monkeypatch.setattr(phrases, "gettext", lambda template: KOREAN.get(template, template))


def test_a_phrase_is_said_in_the_language_of_the_moment(in_korean, monkeypatch):
    hint = phrase(_(" (did you mean %(name)s?)"), name="runtime")
    unknown = phrase(_("unknown question %(name)s%(hint)s"), name="runtim", hint=hint)
    assert str(unknown) == "알 수 없는 질문 runtim (혹시 runtime?)"
    monkeypatch.setattr(phrases, "gettext", str)
    assert str(unknown) == "unknown question runtim (did you mean runtime?)"


def test_a_plain_string_is_translated_and_its_percent_signs_stay(in_korean):
    assert spoken("must not be null") == "비워 둘 수 없습니다"
    assert spoken("100 %s sure") == "100 %s sure"
    assert spoken("") == ""


def test_what_a_value_says_is_never_taken_for_a_template():
    assert str(phrase("it is %(value)s", value="100 %(x)s")) == "it is 100 %(x)s"


def test_a_misfit_speaks_the_language_of_the_moment(in_korean):
    assert str(Misfit(_("must not be null"))) == "비워 둘 수 없습니다"


def test_a_finding_says_its_message_in_the_language_of_the_moment(in_korean):
    item = Finding("error", _("must not be null"), "50.yaml", 3, "rule a", "slug", "wrong-value")
    assert item.message == "비워 둘 수 없습니다"
    assert str(item) == "50.yaml:3: error: rule a: slug: 비워 둘 수 없습니다"
    assert FixtureError(_("must not be null"), [item]).message == "비워 둘 수 없습니다"


def test_findings_come_back_from_json_as_they_were(small, edit):
    edit("50", "[[story], [guide]]", "[[story], [gide]]")
    edit("90", "size: 100", "size: 10000")
    edit("70", "vcpus: 2,", "vcpu: 2,")
    edit("50", "because_ko: 코드를 변경할 수 있습니다.", "because_ko: ''")
    edit("51", "runtime: [java]", "runtime: {all_of: [java, other]}")
    findings = check(read_records(small))
    assert len(findings) >= 5
    for item in findings:
        there = json.loads(json.dumps(item.as_data()))
        assert Finding.from_data(there) == item
        assert str(Finding.from_data(there)) == str(item)


def test_the_complaints_of_reading_come_back_from_json_too(small, edit):
    edit("50", "effects: {refactor: 3}", "effects: {refactor: much}")
    edit("21", "kind: number", "kind: amount")
    (small / "80_glossary.yaml").write_text("- [")
    _records, findings = read_directory(small)
    assert len(findings) == 3
    assert [Finding.from_data(json.loads(json.dumps(f.as_data()))) for f in findings] == findings


def test_a_witness_comes_back_from_json_as_it_was():
    profile = {"runtime": "java", "databases": ("mysql", "sql_server"), "size": 2.5, "teams": None}
    item = Finding("warning", "words", witness=profile)
    assert item.witness == {**profile, "databases": ["mysql", "sql_server"]}
    assert Finding.from_data(json.loads(json.dumps(item.as_data()))) == item


def test_findings_can_be_put_into_sets():
    item = Finding("warning", phrase("%(a)s", a=1), witness={"q": "a"})
    assert {item, Finding.from_data(item.as_data())} == {item}


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ("rule no-source-code", ("rule", ("no-source-code",))),
        ("choice runtime/java", ("choice", ("runtime", "java"))),
        ("", ("", ())),
        ("wish list", ("", ())),
    ],
)
def test_a_finding_knows_the_record_that_it_is_about(record, found):
    assert Finding("error", "words", record=record).kind_and_key == found
