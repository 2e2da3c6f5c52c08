"""The questionnaire as a file: what is written reads well, and what comes back is read strictly."""

import json
import re
import time
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisor.assessments.filled_in import LARGEST_KIB, MOST_PROBLEMS, Paper, read_paper
from advisor.assessments.models import TEXT_LENGTH
from advisor.assessments.papers import WRITERS, Sheet, as_markdown, as_yaml
from advisor.engine import parse_profile
from tests.assessments.profiles import filled

ANSWERS = {
    "runtime": "java",
    "deadline": None,
    "protocols": ("http", "tcp"),
    "databases": ("sql_server",),
    "database_size_gib": 1200,
}
NOTES = {"runtime": 'Java 8: "soon" 11\n# and <b>more</b>', "teams": "ask [Dba](http://dba.example)"}


# ── what is written ──


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("kind", ["md", "yaml"])
def test_an_empty_questionnaire_asks_every_question_in_its_language(real, kind, language):
    text = " ".join(WRITERS[kind](Sheet(real, language)).replace("#", " ").split())
    for question in real.questions.values():
        assert (
            " ".join(question.text.in_language(language).split()) in text.replace("\\", "")
        ) != question.retired


def test_an_empty_questionnaire_is_yaml_without_answers(real):
    document = yaml.safe_load(as_yaml(Sheet(real, "en")))
    assert document == {"rulebook": real.hash, "profile": None, "notes": None}


def test_the_yaml_names_every_choice_that_can_be_given(real):
    text = as_yaml(Sheet(real, "en"))
    for question in real.questions.values():
        block = text.partition(f"\n  #{question.slug}:")[0].rpartition("\n\n")[2]
        for slug in question.choice_slugs:
            assert re.search(rf"^  #   '?{slug}'?  ", block, re.MULTILINE), (question.slug, slug)


def test_removing_the_sign_before_a_question_is_all_it_takes_to_answer(real):
    text = as_yaml(Sheet(real, "en"))
    text = text.replace("  #runtime:", "  runtime: java").replace("  #protocols:", "  protocols: [http]")
    text = text.replace("  #deadline:", "  deadline:")
    assert read_paper(real, text) == Paper({"deadline": None, "runtime": "java", "protocols": ("http",)}, {})


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_line_of_yaml_that_is_no_answer_is_a_comment(real, language):
    for line in as_yaml(Sheet(real, language, "A \n: b", ANSWERS, NOTES)).splitlines():
        assert re.match(r"^\s*(#|$)|^(rulebook|profile|notes):|^  [a-z_0-9]+: ", line), line


def test_markdown_has_a_box_for_every_choice_and_ticks_what_was_answered(real):
    text = as_markdown(Sheet(real, "en", "Shop", ANSWERS))
    shown = [q for q in real.questions.values() if not q.retired]
    assert text.count("- [ ]") + text.count("- [x]") == sum(len(q.choice_slugs) + 1 for q in shown)
    assert text.count("- [x]") == 1 + 1 + 2 + 1
    assert "- [x] **Java**" in text
    assert "1,200 GiB" in text


def test_a_conditional_question_says_when_it_is_asked(real):
    number = [*real.questions].index("databases") + 1
    sentence = f"Only if the answer to question {number} (Databases) includes SQL Server."
    assert sentence in as_markdown(Sheet(real, "en"))
    text = as_yaml(Sheet(real, "en"))
    for slug, question in real.questions.items():
        block = text.partition(f"\n  #{slug}:")[0].rpartition("\n\n")[2]
        assert ("Only if the answer to question" in block) == bool(question.asked_when), slug


def test_what_users_wrote_stays_text_in_markdown(real):
    title = "# <script>alert(1)</script> [x](javascript:alert(1))"
    notes = {"runtime": "<img src=x>\n## heading\n- list\n1. one\n[l](http://a.example) http://b.example `c`"}
    sheet = Sheet(real, "en", title, {}, notes)
    html = MarkdownIt("commonmark", {"html": True, "linkify": False}).render(as_markdown(sheet))
    assert not re.findall(r"<(script|img|a |code|ol)", html)
    assert html.count("<h2>") == len(real.sections)
    assert html.count("<h1>") == 1
    assert "## heading" in html


def test_a_retired_question_is_shown_only_where_it_was_answered(real):
    questions = {slug: replace(q, retired=slug == "runtime") for slug, q in real.questions.items()}
    rulebook = replace(real, questions=questions)
    assert "runtime:" not in as_yaml(Sheet(rulebook, "en"))
    assert "  runtime: java\n" in as_yaml(Sheet(rulebook, "en", "", {"runtime": "java"}))


# ── what is read back ──


@given(data=st.data(), language=st.sampled_from(["en", "ko"]), title=st.text(max_size=30))
def test_what_is_written_as_yaml_is_read_back_the_same(real, data, language, title):
    profile, notes = data.draw(filled(real))
    expected, errors = parse_profile(real, profile)
    assert not errors
    paper = read_paper(real, as_yaml(Sheet(real, language, title, expected, notes)))
    if not (expected or notes):
        assert paper.problems
        return
    assert paper.problems == ()
    assert (dict(paper.answers), dict(paper.notes)) == (expected, notes)
    assert read_paper(real, paper.text()) == paper


@pytest.mark.parametrize(
    "text",
    [
        "runtime: java\ndeadline: null",
        "profile:\n  runtime: java\n  deadline:\nnotes:\nid: 5\nother: {a: [1]}",
        '{"runtime": "java", "deadline": null}',
        '[{"format": 1, "id": "x", "profile": {"runtime": "java", "deadline": null}, "notes": {}, '
        '"decisions": {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": {}}}}}}}}}}}]',
        "- {id: x, profile: {runtime: java, deadline: null}}",
        "\r\nprofile:\r\n  runtime: java\r\n  deadline: ~\r\n",
    ],
)
def test_profiles_are_read_in_every_form_that_is_written_elsewhere(real, text):
    assert read_paper(real, text) == Paper({"deadline": None, "runtime": "java"}, {})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("runtime: cobol", ["runtime", "cobol", "java", "python"]),
        ("runtme: java", ["runtme"]),
        ("runtime: [java]", ["runtime", "java"]),
        ("protocols: http", ["protocols", "http", "tcp"]),
        ("protocols: []", ["protocols", "null"]),
        ("protocols: [none, http]", ["protocols", "none"]),
        ("protocols: [http, http]", ["protocols", "http"]),
        ("database_size_gib: many", ["database_size_gib", "many", "10,000,000 GiB"]),
        ("database_size_gib: -1", ["database_size_gib", "-1", "10,000,000 GiB"]),
        ("database_size_gib: .nan", ["database_size_gib", "nan"]),
        ("database_size_gib: true", ["database_size_gib", "True"]),
        ("1: 2", ["1"]),
        ("profile: {runtime: java}\nnotes: {runtime: 5}", ["runtime", "quotes"]),
        ("profile: {runtime: java}\nnotes: {nothing: x}", ["nothing"]),
        ('{"profile": {}, "notes": {"runtime": "\\u0000"}}', ["runtime"]),
        ('{"profile": {}, "notes": {"runtime": "\\ud800"}}', ["runtime"]),
        ('{"\\ud800": 1}', ["?"]),
        (json.dumps({"profile": {}, "notes": {"runtime": "x" * (TEXT_LENGTH + 1)}}), ["runtime", "10,000"]),
    ],
)
def test_a_problem_says_what_was_given_and_what_is_allowed(real, text, words):
    paper = read_paper(real, text)
    assert len(paper.problems) == 1
    for word in words:
        assert word in paper.problems[0]
    paper.problems[0].encode()


def test_all_problems_are_told_at_once(real):
    paper = read_paper(real, "profile: {runtime: x, deadline: 5, nothing: 1}\nnotes: {never: x, runtime: 5}")
    assert len(paper.problems) == 5


def test_thousands_of_problems_are_counted(real):
    paper = read_paper(real, "\n".join(f"q{n}: 1" for n in range(5000)))
    assert len(paper.problems) == MOST_PROBLEMS + 1
    assert f"{5000 - MOST_PROBLEMS:,}" in paper.problems[-1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("# nothing\n", "empty"),
        ("profile:\nnotes:\n", "no answers"),
        ("just words", "questionnaire"),
        ("- {profile: {runtime: java}}\n- {profile: {runtime: php}}", "one profile"),
        ("profile: 5", "profile"),
        ("profile: {}\nnotes: [a]", "notes"),
        ("profile:\n  runtime: java\n deadline: null", "Line 3"),
        ("profile:\n  runtime: java\n  runtime: php", "Line 3 cannot be read: the key “runtime”"),
        ('{"runtime": "java", "runtime": "php"}', "the key “runtime” stands twice"),
        ("a: &x 1\nb: *x", "Line 1"),
        ("runtime: !!python/object/apply:os.system [ls]", "Line 1"),
        ("a: 2026-13-45", "YAML"),
        ("runtime: \x00", "YAML"),
        ("runtime: " + "9" * 5000, "YAML"),
        ('{"runtime": ' + "9" * 5000 + "}", "YAML"),
        ("x" * (LARGEST_KIB * 1024 + 1), "256 KiB"),
        ("가" * (LARGEST_KIB * 512), "256 KiB"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(real, text, words):
    paper = read_paper(real, text)
    assert (dict(paper.answers), dict(paper.notes)) == ({}, {})
    assert len(paper.problems) == 1
    assert words in paper.problems[0]


@pytest.mark.parametrize(
    "bomb",
    [
        "- " * 100_000,
        "? " * 100_000,
        "[" * 250_000,
        "{" * 250_000,
        '{"a":' * 50_000,
        "a:\n" + "  - " * 60_000,
        "a: &a [x, x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)),
        "<<: &a {b: *a}",
    ],
    ids=["lists", "keys", "brackets", "braces", "json", "indented", "laughs", "itself"],
)
def test_a_bomb_is_refused_at_once(real, bomb):
    start = time.monotonic()
    assert len(read_paper(real, bomb).problems) == 1
    assert time.monotonic() - start < 2
