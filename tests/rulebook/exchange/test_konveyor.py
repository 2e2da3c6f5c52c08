from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from advisor.rulebook.checks import check
from advisor.rulebook.draft import records_from_draft
from advisor.rulebook.exchange.konveyor import LONGEST_LABEL, read_konveyor
from advisor.rulebook.exchange.slugs import LONGEST, Slugs
from advisor.rulebook.files import read_records
from advisor.rulebook.models import Event, Question
from advisor.rulebook.publishing import publish_directory
from advisor.rulebook.records import RecordSet

QUESTIONNAIRE = """\
name: Ready for containers
description: What keeps an application from running in containers.
required: true
sections:
  - order: 2
    name: Data
    questions:
      - order: 1
        text: Where does the application keep its state?
        explanation: State in memory is lost with the container.
        excludeFor:
          - {category: Runtime, tag: Static}
        answers:
          - order: 1
            text: In memory
            risk: red
            rationale: It is lost at a restart.
            mitigation: Move it to a store beside the application.
            applyTags:
              - category: State
                tag: Memory
          - order: 2
            text: 7
            risk: green
            rationale: Nothing to do.
  - order: 1
    name: Runtime
    comment: What it runs on.
    questions:
      - order: 2
        text: Is it built again for each release?
        answers:
          - {order: 0, text: Yes, risk: green}
          - {order: 0, text: No, risk: yellow, mitigation: Build it from its sources.}
          - {order: 0, text: No!, risk: unknown, autoAnswerFor: [], selected: false}
      - order: 1
        text: "Off?"
        answers:
          - {order: 1, text: off, risk: unknown}
          - {order: 2, text: 2026-11-21, risk: green, rationale: "", mitigation: ""}
thresholds: {red: 1, yellow: 30, unknown: 15}
riskMessages: {red: Much to do, yellow: Some to do, green: Ready, unknown: Ask}
"""


@pytest.fixture
def known(small):
    return read_records(small)


@pytest.fixture
def made(known):
    """The records of the questionnaire beside those of the small rulebook."""
    records, findings = read_konveyor(QUESTIONNAIRE, "ready.yaml", known)
    assert {item.level for item in findings} == {"warning"}
    return RecordSet(records)


def test_every_section_question_and_answer_becomes_a_record(made):
    assert Counter(record.kind for record in made) == {
        "source": 1,
        "section": 2,
        "question": 3,
        "choice": 7,
        "advice": 2,
    }


def test_unquoted_yes_no_numbers_and_dates_stay_words(made):
    assert [record.fields["label_en"] for record in made.children("choice", "off")] == ["off", "2026-11-21"]
    built = "is_it_built_again_for_each_release"
    assert [record.fields["label_en"] for record in made.children("choice", built)] == ["Yes", "No", "No!"]
    assert [record.slug for record in made.children("choice", built)] == ["yes", "no", "no_2"]


def test_the_orders_of_the_file_count_and_come_after_those_that_are_there(known, made):
    last = max(record.fields["order"] for record in known.of("section"))
    assert [(record.slug, record.fields["order"] > last) for record in made.of("section")] == [
        ("runtime", True),
        ("data_2", True),  # the small rulebook has a section "data"
    ]
    assert [record.slug for record in made.of("question")][:2] == [
        "off",
        "is_it_built_again_for_each_release",
    ]


def test_texts_are_taken_over_and_what_is_not_said_is_not_made_up(made):
    state = made.find("question", "where_does_the_application_keep_its_state")
    assert state.fields["text_en"] == "Where does the application keep its state?"
    assert state.fields["why_en"] == "State in memory is lost with the container."
    assert state.fields["where_en"].startswith("From the Konveyor questionnaire “Ready for containers”")
    assert made.find("question", "off").fields["why_en"] == (
        "From the Konveyor questionnaire “Ready for containers”."
    )
    assert (state.fields["kind"], state.fields["retired"], state.fields["text_ko"]) == ("one", False, "")
    assert made.find("section", "runtime").fields["description_en"] == "What it runs on."


def test_answers_at_risk_become_advice_with_the_questionnaire_as_source(made):
    (state,) = [record for record in made.of("advice") if "memory" in record.slug]
    assert state.fields["kind"] == "risk"
    assert state.fields["when"] == {"where_does_the_application_keep_its_state": ["in_memory"]}
    assert state.fields["text_en"] == "It is lost at a restart. Move it to a store beside the application."
    (source,) = made.of("source")
    assert state.fields["sources"] == [[source.slug]]
    assert (source.fields["title"], source.fields["url"]) == ("Ready for containers", None)


def test_what_is_not_taken_over_is_named_with_its_line(known):
    _records, findings = read_konveyor(QUESTIONNAIRE, "ready.yaml", known)
    assert [(item.line, item.record, item.field) for item in findings] == [
        (2, "", "description"),
        (11, "sections 1: questions 1", "excludeFor"),
        (19, "sections 1: questions 1: answers 1", "applyTags"),
        (41, "", "thresholds"),
        (42, "", "riskMessages"),
    ]
    assert all("not taken over" in item.message for item in findings)


def test_the_draft_with_it_lacks_only_what_an_editor_has_to_add(known, made):
    wrong = [item for item in check(RecordSet([*known, *made])) if item.level == "error"]
    assert {item.code for item in wrong} == {"missing-text", "missing-korean", "no-date"}
    fields = {item.field for item in wrong if not item.field.endswith("_ko")}
    assert fields == {"publisher", "checked_on"}


def test_it_clashes_with_nothing_even_when_it_is_read_twice(known, made):
    again, _findings = read_konveyor(QUESTIONNAIRE, "ready.yaml", RecordSet([*known, *made]))
    everything = [*known, *made, *again]
    keys = [(record.kind, record.key) for record in everything]
    assert len(keys) == len(set(keys))


def test_a_questionnaire_named_like_a_decision_gets_another_name(known):
    text = "name: A\nsections: [{order: 1, name: B, questions: [{order: 1, text: Compute?, answers: [%s]}]}]"
    answers = "{order: 1, text: x, risk: green}, {order: 2, text: y, risk: red}"
    records, _findings = read_konveyor(text % answers, "a.yaml", known)
    assert [record.slug for record in records if record.kind == "question"] == ["compute_2"]


def broken(old, new):
    assert QUESTIONNAIRE.count(old) == 1, old
    return QUESTIONNAIRE.replace(old, new)


#: What is replaced, by what, where the complaint stands, and what it says.
OFF = "sections 2: questions 2"
MEMORY = "sections 1: questions 1: answers 1"
BROKEN = [
    ('text: "Off?"', 'text: ""', f"{OFF}: text", "the text is missing"),
    ('text: "Off?"', "text: ~", f"{OFF}: text", "is missing"),
    ('text: "Off?"', "text: [a]", f"{OFF}: text", "must be a text"),
    ("text: In memory", 'text: "In\\u0007"', f"{MEMORY}: text", "has the control character U+0007"),
    ("risk: red\n", "risk: crimson\n", f"{MEMORY}: risk", "must be one of red, yellow, green, unknown"),
    ("- {order: 1, text: off,", "- {text: off,", f"{OFF}: answers 1: order", "is missing"),
    ("order: 2, text: 2026", "order: 1, text: 2026", f"{OFF}: answers 2: order", "1 is taken"),
    ("order: 2, text: 2026", "order: two, text: 2026", f"{OFF}: answers 2: order", "must be a whole number"),
    ("comment: What", "colour: What", "sections 2: colour", "is no field here; there are order, name"),
    (
        "risk: yellow, mit",
        "risk: yellow, Mit",
        "sections 2: questions 1: answers 2: Mitigation",
        "is no field",
    ),
    ("{order: 1, text: off", "{text: x, text: off", f"{OFF}: answers 1", "the key text stands here twice"),
]


@pytest.mark.parametrize(("old", "new", "place", "complaint"), BROKEN)
def test_a_bad_file_names_line_and_field_and_makes_nothing(known, old, new, place, complaint):
    text = broken(old, new)
    records, findings = read_konveyor(text, "ready.yaml", known)
    line = text[: text.index(new)].count("\n") + 1
    assert records == []
    told = [str(item) for item in findings if item.level == "error"]
    assert any(told_of.startswith(f"ready.yaml:{line}: error: {place}: {complaint}") for told_of in told), (
        told
    )


QUESTION = "name: a\nsections: [{order: 1, name: a, questions: [{order: 1, text: b%s}]}]"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("description: a\nsections: [a]", ":1: error: name: is missing"),
        ("name: a\nsections: []", ":2: error: sections: is missing: there has to be at least one"),
        ("name: a", ":1: error: sections: is missing"),
        ("name: a\nsections: {a: b}", ":2: error: sections: must be a list"),
        ("name: a\nsections: [b]", ":2: error: sections 1: must be a mapping"),
        (QUESTION % ", answers: Yes", "sections 1: questions 1: answers: must be a list"),
        (QUESTION % "", "sections 1: questions 1: answers: is missing"),
        ("name: a\nname: b", ":2: error: the key name stands here twice"),
        ("- name: a", ":1: error: must be a mapping"),
        ("", ":1: error: is empty"),
        ("name: [", "is not valid YAML"),
        ("name: !!python/object:os.system a", ":1: error: the tag tag:yaml.org,2002:python/object:os.system"),
        ("a: &a [x]\nb: [*a, *a]", ":1: error: uses YAML's anchors"),
        ("name: a\nsections: " + "[" * 5000, ":2: error: is nested too deeply"),
        ("name: a\nb: " + "x" * 9_000_000, ": error: is larger than 8 MiB"),
        ("name: a\x07", ":1: error: has the control character U+0007"),
    ],
)
def test_what_is_no_questionnaire_is_refused(known, text, complaint):
    records, findings = read_konveyor(text, "ready.yaml", known)
    assert records == []
    assert any(complaint in str(item) for item in findings), list(map(str, findings))


def test_all_complaints_come_at_once(known):
    text = broken("risk: red\n", "risk: crimson\n").replace('text: "Off?"', "")
    wrong = [item for item in read_konveyor(text, "ready.yaml", known)[1] if item.level == "error"]
    assert [item.field for item in wrong] == ["risk", "text"]


def test_long_questions_get_short_names_and_labels(known):
    words = "Does the application " + "really " * 30 + "work?"
    text = QUESTIONNAIRE.replace('"Off?"', words)
    records, _findings = read_konveyor(text, "a.yaml", known)
    (question,) = [r for r in records if r.kind == "question" and r.fields["text_en"] == words]
    assert len(question.slug) <= LONGEST
    assert len(question.fields["label_en"]) <= LONGEST_LABEL + 1
    assert question.fields["label_en"].endswith("really…")


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("Startzeit für Größe", "startzeit_fur_groe"),
        ("< 5m", "5m"),
        ("애플리케이션", "choice"),
        ("Isn't it?", "isnt_it"),
        ("x" * 90, "x" * LONGEST),
        ("taken", "taken_2"),
    ],
)
def test_slugs_are_made_of_the_words(words, slug):
    assert Slugs(["taken"]).of(words, "choice") == slug


# --- the command ---


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "ready.yaml"
    path.write_text(QUESTIONNAIRE)
    return path


def texts(directory):
    return {path.name: path.read_text() for path in directory.glob("*.yaml")}


def test_the_command_adds_to_the_files_and_touches_no_other(small, file, capsys):
    before = texts(small)
    call_command("import_konveyor", file, "--into", small)
    assert "Added: 1 source, 2 section, 3 question, 7 choice, 2 advice." in capsys.readouterr().out
    after = texts(small)
    changed = {name for name in after if after[name] != before[name]}
    assert {name[:2] for name in changed} == {"10", "20", "21", "22", "60"}
    assert after["10_sources.yaml"].startswith("# Sources of a small rulebook")
    call_command("dump_rulebook", small, "--canonical", "--check")
    assert read_records(small).find("choice", "off", "off").fields["label_en"] == "off"


def test_a_dry_run_writes_nothing(small, file, capsys):
    before = texts(small)
    call_command("import_konveyor", file, "--into", small, "--dry-run")
    assert "Would add: 1 source, 2 section" in capsys.readouterr().out
    assert texts(small) == before


@pytest.mark.django_db
def test_the_command_adds_to_the_draft_and_logs_it(small, file):
    publish_directory(small)
    before = list(records_from_draft())
    call_command("import_konveyor", file, "--draft", verbosity=0)
    assert Question.objects.get(slug="off").text_en == "Off?"
    assert len(list(records_from_draft())) == len(before) + 15
    notes = Event.objects.filter(kind="question", key="off").values_list("note", flat=True)
    assert list(notes) == ["Imported from the Konveyor questionnaire ready.yaml."]


@pytest.mark.django_db
def test_a_bad_file_leaves_the_draft_as_it_is(small, file, capsys):
    publish_directory(small)
    before = list(records_from_draft())
    file.write_text(QUESTIONNAIRE.replace("risk: red\n", "risk: crimson\n"))
    with pytest.raises(CommandError, match=r"1 errors; nothing was added"):
        call_command("import_konveyor", file, "--draft")
    assert "ready.yaml:16: error: sections 1: questions 1: answers 1: risk" in capsys.readouterr().out
    assert list(records_from_draft()) == before


def test_what_is_not_text_is_refused_with_its_line(small, file):
    file.write_bytes(b"name: a\nsections: \xff\n")
    with pytest.raises(CommandError, match=r"ready\.yaml:2: is not UTF-8 text: byte 18"):
        call_command("import_konveyor", file, "--into", small)
