"""The pages that hand the questionnaire out as a file and take the filled file back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from advisor.assessments import actions
from advisor.assessments.filled_in import LARGEST_KIB, read_paper
from tests.factories import make_assessment

pytestmark = pytest.mark.usefixtures("version")

STORED = {"runtime": "java", "deadline": None, "teams": "one_team"}


@pytest.fixture
def assessment(owner):
    return make_assessment(owner, answers=STORED, notes={"runtime": "version 8"})


@pytest.fixture
def fill_in(browser, assessment):
    """Post to the page; a text is pasted, bytes are uploaded."""
    address = reverse("assessments:fill_in", args=[assessment.code])

    def post(content="", **more):
        data = {"text": content, **more}
        if isinstance(content, bytes):
            data = {"file": SimpleUploadedFile("filled.yaml", content), **more}
        return browser.post(address, data)

    return post


def stored(assessment):
    return {a.question: (a.value, a.note) if a.given else a.note for a in assessment.answers.all()}


def shown(response):
    return [difference.field for difference in response.context["differences"]]


@pytest.mark.parametrize(("kind", "type_"), [("md", "text/markdown"), ("yaml", "application/yaml")])
def test_anybody_can_take_the_empty_questionnaire_in_either_language(client, rulebook, kind, type_):
    address = reverse("assessments:questionnaire", args=[kind])
    for language in ("en", "ko"):
        response = client.get(address, {"language": language})
        assert response.headers["Content-Type"] == f"{type_}; charset=utf-8"
        assert response.headers["Content-Disposition"].startswith("attachment; filename")
        assert response.headers["Content-Language"] == language
        assert rulebook.questions["teams"].text.in_language(language) in response.content.decode()


def test_without_a_choice_a_file_has_the_language_of_the_page(client):
    address = reverse("assessments:questionnaire", args=["md"])
    assert client.get(address, headers={"Accept-Language": "ko"}).headers["Content-Language"] == "ko"


@pytest.mark.parametrize(
    ("kind", "query"), [("doc", ""), ("", ""), ("md", "?language=xx"), ("yaml", "?language=../en")]
)
def test_there_is_no_other_kind_of_file(client, kind, query):
    address = reverse("assessments:questionnaire", args=["md"]).replace(".md", f".{kind}")
    assert client.get(address + query).status_code == 404


def test_the_own_questionnaire_holds_what_is_stored(browser, assessment, rulebook):
    response = browser.get(reverse("assessments:own_questionnaire", args=[assessment.code, "yaml"]))
    paper = read_paper(rulebook, response.content.decode())
    assert (dict(paper.answers), dict(paper.notes)) == (STORED, {"runtime": "version 8"})
    assert "no-store" in response.headers["Cache-Control"]


def test_a_name_in_any_script_makes_a_file_name(browser, owner):
    assessment = make_assessment(owner, name='재고 "관리"\r\nX: y/../z')
    response = browser.get(reverse("assessments:own_questionnaire", args=[assessment.code, "md"]))
    disposition = response.headers["Content-Disposition"]
    assert "filename*=utf-8''questionnaire-%EC%9E%AC%EA%B3%A0" in disposition
    assert "/" not in disposition


def test_the_page_offers_a_file_and_a_text(browser, assessment):
    response = browser.get(reverse("assessments:fill_in", args=[assessment.code]))
    assert response.status_code == 200
    for piece in (
        'type="file"',
        'name="text"',
        'enctype="multipart/form-data"',
        "questionnaire.yaml?language=ko",
    ):
        assert piece in response.content.decode()


@pytest.mark.parametrize(
    "content",
    [
        "profile: {architecture: monolith}\nnotes: {teams: three people}",
        b"\xef\xbb\xbf{profile: {architecture: monolith}, notes: {teams: three people}}",
    ],
)
def test_what_was_open_is_saved_at_once(fill_in, assessment, content):
    response = fill_in(content)
    assert (response.status_code, response.url) == (302, reverse("assessments:check", args=[assessment.code]))
    now = stored(assessment)
    assert now["architecture"] == ("monolith", "")
    assert now["runtime"] == ("java", "version 8")
    assert now["teams"] == ("one_team", "three people")


def test_the_next_page_says_how_much_was_saved(browser, fill_in):
    response = fill_in("profile: {architecture: monolith, runtime: java}\nnotes: {user_interface: ask}")
    assert "2 answers" in browser.get(response.url).content.decode()


def test_a_file_that_says_nothing_new_changes_nothing(fill_in, assessment):
    before = list(assessment.answers.values())
    assert fill_in("runtime: java\ndeadline: null").status_code == 302
    assert list(assessment.answers.values()) == before


def test_a_note_alone_opens_no_question_and_answers_none(fill_in, assessment):
    assert fill_in("profile:\nnotes: {architecture: ask Dba, teams: three people}").status_code == 302
    assert stored(assessment)["architecture"] == "ask Dba"
    assert stored(assessment)["teams"] == ("one_team", "three people")


def test_an_answer_to_what_nobody_knew_needs_no_question(fill_in, assessment):
    assert fill_in("deadline: under_3_months").status_code == 302
    assert stored(assessment)["deadline"] == ("under_3_months", "")


def test_all_problems_are_shown_and_nothing_is_saved(fill_in, assessment):
    before = stored(assessment)
    response = fill_in("architecture: monolith\nruntime: <b>cobol</b>\nnothing: 1")
    page = response.content.decode()
    assert response.status_code == 422
    assert "&lt;b&gt;cobol&lt;/b&gt;" in page
    assert "There is no question “nothing”." in page
    assert "architecture: monolith" in page
    assert stored(assessment) == before


@pytest.mark.parametrize(
    "content",
    ["", "  \n", b"", b"\xff\xfe\x00", b"#" * (LARGEST_KIB * 1024 + 1), "#" * (LARGEST_KIB * 1024 + 1)],
)
def test_what_is_no_text_or_too_much_of_it_is_refused(fill_in, content):
    response = fill_in(content)
    assert response.status_code == 422
    assert len(response.content) < 30_000


def test_before_another_answer_is_overwritten_somebody_is_asked(fill_in, assessment):
    before = stored(assessment)
    response = fill_in("runtime: php\nteams: one_team\narchitecture: monolith")
    page = response.content.decode()
    assert response.status_code == 200
    assert shown(response) == [f"choice.runtime.{assessment.answers.get(question='runtime').revision}"]
    assert "<strong>Java</strong>" in page
    assert "<strong>PHP</strong>" in page
    assert stored(assessment) == before


def test_an_answer_that_becomes_unknown_and_another_note_are_asked_too(fill_in):
    response = fill_in("profile: {teams: null}\nnotes: {runtime: version 11}")
    assert [difference.slug for difference in response.context["differences"]] == ["teams", "runtime"]
    assert "I don&#x27;t know" in response.content.decode()
    assert "version 11" in response.content.decode()


@pytest.mark.parametrize(
    ("choices", "runtime", "teams"),
    [
        (("stored", "file"), "java", "several_blocking"),
        (("file", "stored"), "php", "one_team"),
        (("file", "file"), "php", "several_blocking"),
    ],
)
def test_each_answer_is_kept_or_taken_as_chosen(fill_in, assessment, choices, runtime, teams):
    response = fill_in("runtime: php\nteams: several_blocking\narchitecture: monolith")
    fields = sorted(shown(response))
    decided = dict(zip(fields, choices, strict=True))
    assert fill_in(response.context["text"], shown=fields, **decided).status_code == 302
    now = stored(assessment)
    assert (now["runtime"], now["teams"]) == ((runtime, "version 8"), (teams, ""))
    assert now["architecture"] == ("monolith", "")


@pytest.mark.parametrize(("choice", "runtime"), [("stored", "java"), ("file", "php")])
def test_one_button_decides_for_all(fill_in, assessment, choice, runtime):
    response = fill_in("runtime: php\nteams: several_blocking\narchitecture: monolith")
    assert fill_in(response.context["text"], shown=shown(response), all=choice).status_code == 302
    assert stored(assessment)["runtime"][0] == runtime
    assert stored(assessment)["architecture"] == ("monolith", "")


def test_while_one_answer_is_undecided_nothing_is_saved(fill_in, assessment):
    before = stored(assessment)
    response = fill_in("runtime: php\nteams: several_blocking\narchitecture: monolith")
    fields = sorted(shown(response))
    response = fill_in(response.context["text"], shown=fields, **{fields[0]: "file", fields[1]: "else"})
    assert response.status_code == 409
    assert [missing.slug for missing in response.context["missing"]] == ["teams"]
    assert response.content.decode().count(" checked") == 1
    assert stored(assessment) == before


@pytest.mark.parametrize("choice", [{"all": "file"}, {}])
def test_a_choice_counts_only_for_the_answer_that_was_shown(fill_in, assessment, choice):
    response = fill_in("runtime: php")
    fields = shown(response)
    actions.save_answer(assessment, "runtime", "python", "version 8", None)
    response = fill_in(response.context["text"], shown=fields, **(choice or {fields[0]: "file"}))
    assert response.status_code == 409
    assert "<strong>Python</strong>" in response.content.decode()
    assert stored(assessment)["runtime"][0] == "python"


def test_saving_a_full_file_takes_no_more_queries_than_a_short_one(
    fill_in, assessment, rulebook, django_assert_max_num_queries
):
    full = "\n".join(f"{slug}: null" for slug in rulebook.questions if slug not in STORED)
    with django_assert_max_num_queries(15):
        assert fill_in(full).status_code == 302
    assert assessment.answers.count() == len(rulebook.questions)


def test_the_page_takes_no_other_method(browser, assessment):
    assert browser.put(reverse("assessments:fill_in", args=[assessment.code])).status_code == 405
