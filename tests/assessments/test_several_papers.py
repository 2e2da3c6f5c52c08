"""Several people's files at once: what agrees is one, what contradicts is shown with names and asked."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from advisor.assessments import actions
from advisor.assessments.filled_in import LARGEST_KIB, MOST_FILES
from advisor.assessments.models import TEXT_LENGTH
from advisor.assessments.papers import Sheet, as_workbook
from tests.assessments.test_paper_workbooks import ANSWER, FILLED_IN_BY, NOTE, filling
from tests.factories import make_assessment

pytestmark = pytest.mark.usefixtures("version")


@pytest.fixture
def assessment(owner):
    return make_assessment(
        owner, answers={"runtime": "java", "deadline": None}, notes={"runtime": "version 8"}
    )


@pytest.fixture
def hand_in(browser, assessment):
    """Post files to the page: name → content, text or bytes."""
    address = reverse("assessments:fill_in", args=[assessment.code])

    def post(files=None, **more):
        uploads = [
            SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
            for name, content in (files or {}).items()
        ]
        return browser.post(address, {"file": uploads, **more} if uploads else more)

    return post


def stored(assessment):
    return {a.question: (a.value, a.note) if a.given else a.note for a in assessment.answers.all()}


def asked(response):
    """Return question → what can be chosen: key, answer, who says so."""
    return {
        difference.slug: [(c.key, c.answer, c.by) for c in difference.candidates]
        for difference in response.context["differences"]
    }


def decide(hand_in, response, **choices):
    """Send the page's form with a choice for each question."""
    shown = {difference.slug: difference.field for difference in response.context["differences"]}
    decided = {shown[slug]: key for slug, key in choices.items()}
    return hand_in(text=response.context["text"], shown=list(shown.values()), **decided)


def test_three_people_in_three_formats_are_asked_only_about_what_they_contradict(
    hand_in, assessment, rulebook
):
    slugs = rulebook.questions["architecture"].choice_slugs
    dba = f"{{profile: {{architecture: {slugs[0]}, teams: one_team}}, notes: {{teams: three people}}}}"
    net = json.dumps({"architecture": slugs[1], "teams": "one_team", "runtime": "php"})
    web = filling((FILLED_IN_BY, ANSWER, "Web"), ("architecture", ANSWER, slugs[0]),
                   ("architecture", NOTE, "since 2009"), ("runtime", ANSWER, "Java"))  # fmt: skip
    before = stored(assessment)
    response = hand_in({"dba.yaml": dba, "net.json": net, "x.xlsx": web})
    labels = [choice.label.en for choice in rulebook.questions["architecture"].choices[:2]]
    assert response.status_code == 200
    assert asked(response) == {
        "architecture": [
            ("stored", "no answer", ""),
            ("file", labels[0], "dba, Web"),
            ("file-2", labels[1], "net"),
        ],
        "runtime": [("stored", "Java", "Web"), ("file", "PHP", "net")],
    }
    assert "since 2009" in response.content.decode()
    assert stored(assessment) == before

    assert decide(hand_in, response, architecture="file-2", runtime="stored").status_code == 302
    assert stored(assessment) == {
        "architecture": (slugs[1], "Web: since 2009"),
        "runtime": ("java", "version 8"),
        "teams": ("one_team", "dba: three people"),
        "deadline": (None, ""),
    }


def test_what_all_agree_on_is_saved_at_once(hand_in, assessment):
    assert (
        hand_in({"a.yaml": "teams: one_team", "b.yaml": "{teams: one_team, runtime: java}"}).status_code
        == 302
    )
    assert stored(assessment)["teams"] == ("one_team", "")


def test_who_does_not_know_gives_way_to_who_does(hand_in, assessment):
    assert (
        hand_in({"a.yaml": "teams: null", "b.yaml": "{teams: one_team, deadline: null}"}).status_code == 302
    )
    assert stored(assessment)["teams"] == ("one_team", "")


def test_that_nobody_knows_any_more_is_asked(hand_in):
    response = hand_in({"a.yaml": "runtime: null", "b.yaml": "runtime: null"})
    assert asked(response) == {"runtime": [("stored", "Java", ""), ("file", "I don't know", "a, b")]}


def test_notes_of_several_people_are_joined_behind_the_stored_one_with_names(hand_in, assessment):
    notes = {
        "dba.yaml": "{profile: {}, notes: {runtime: until 2027, teams: ask}}",
        "net.yaml": "{profile: {}, notes: {runtime: version 8, teams: ask}}",
    }
    assert hand_in(notes).status_code == 302
    now = stored(assessment)
    assert now["runtime"] == ("java", "version 8\n\ndba: until 2027")
    assert now["teams"] == "dba, net: ask"


def test_reading_the_same_files_again_adds_no_note_twice(hand_in, assessment):
    files = {"dba.yaml": "{profile: {teams: one_team}, notes: {teams: x}}", "net.yaml": "runtime: java"}
    hand_in(files)
    before = list(assessment.answers.values())
    assert hand_in(files).status_code == 302
    assert list(assessment.answers.values()) == before


def test_one_button_takes_the_answers_of_one_person(hand_in, assessment):
    response = hand_in({"dba.yaml": "{runtime: php, teams: one_team}", "net.yaml": "runtime: python"})
    shown = [difference.field for difference in response.context["differences"]]
    assert response.context["papers"] == [("paper-1", "dba"), ("paper-2", "net")]
    assert hand_in(text=response.context["text"], shown=shown, all="paper-2").status_code == 302
    assert stored(assessment)["runtime"][0] == "python"
    assert stored(assessment)["teams"][0] == "one_team"


def test_a_person_who_said_nothing_on_a_question_decides_nothing_there(hand_in, assessment):
    files = {"dba.yaml": "{runtime: php}", "net.yaml": "runtime: python", "web.yaml": "teams: one_team"}
    response = hand_in(files)
    shown = [difference.field for difference in response.context["differences"]]
    response = hand_in(text=response.context["text"], shown=shown, all="paper-3")
    assert response.status_code == 409
    assert stored(assessment)["runtime"][0] == "java"


@pytest.mark.parametrize("choice", ["file-3", "paper-1", "", "stored "])
def test_only_what_is_offered_can_be_chosen(hand_in, assessment, choice):
    response = hand_in({"dba.yaml": "runtime: php", "net.yaml": "runtime: python"})
    again = decide(hand_in, response, runtime=choice)
    expected = 302 if choice == "paper-1" else 409
    assert again.status_code == expected
    assert stored(assessment)["runtime"][0] == ("php" if choice == "paper-1" else "java")


def test_a_choice_counts_only_for_the_answer_that_was_shown(hand_in, assessment):
    response = hand_in({"dba.yaml": "runtime: php", "net.yaml": "runtime: python"})
    actions.save_answer(assessment, "runtime", "go", "version 8", None)
    assert decide(hand_in, response, runtime="file").status_code == 409
    assert stored(assessment)["runtime"][0] == "go"


def test_a_problem_names_its_file_and_nothing_is_saved(hand_in, assessment, rulebook):
    before = stored(assessment)
    broken = filling(("runtime", ANSWER, "cobol-2000"))
    response = hand_in({"good.yaml": "teams: one_team", "<b>.xlsx": broken, "c.yaml": "nothing: 1"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "&lt;b&gt;.xlsx: Questionnaire!E" in page
    assert "c.yaml: There is no question" in page
    assert stored(assessment) == before


def test_files_of_the_same_name_are_told_apart(hand_in):
    files = [SimpleUploadedFile("dba.yaml", f"runtime: {r}".encode()) for r in ("php", "python")]
    response = hand_in(file=files)
    assert [by for _key, _answer, by in asked(response)["runtime"][1:]] == ["dba", "dba (2)"]


def test_a_single_workbook_is_taken_like_any_file(hand_in, assessment, rulebook):
    data = as_workbook(Sheet(rulebook, "ko", "", {"teams": "one_team", "runtime": "php"}, {"teams": "x"}))
    response = hand_in({"filled.xlsx": data})
    assert asked(response) == {"runtime": [("stored", "Java", ""), ("file", "PHP", "")]}
    assert decide(hand_in, response, runtime="file").status_code == 302
    assert stored(assessment)["runtime"] == ("php", "version 8")
    assert stored(assessment)["teams"] == ("one_team", "x")


def test_names_and_notes_are_shown_as_text(hand_in, rulebook):
    hostile = "<script>alert(1)</script>"
    data = [
        filling((FILLED_IN_BY, ANSWER, hostile), ("runtime", ANSWER, r), ("runtime", NOTE, hostile))
        for r in ("PHP", "Python")
    ]
    page = hand_in({"a.xlsx": data[0], "b.xlsx": data[1]}).content.decode()
    assert hostile not in page
    assert "&lt;script&gt;" in page


def test_too_many_files_and_too_much_together_are_refused(hand_in):
    many = {f"{number}.yaml": "runtime: php" for number in range(MOST_FILES + 1)}
    assert "At most 20 files" in hand_in(many).content.decode()
    slugs = ("runtime", "teams", "architecture", "deadline", "protocols")
    note = "x" * TEXT_LENGTH
    large = json.dumps({"profile": {}, "notes": dict.fromkeys(slugs, note)})
    assert (
        "longer than 10,000 characters together"
        in hand_in({"a.json": large, "b.json": large}).content.decode()
    )
    padded = {f"{n}.json": "#" * (LARGEST_KIB * 1024 - 20) + "\nruntime: php" for n in range(4)}
    assert hand_in(padded).status_code == 200


@pytest.mark.parametrize("language", ["en", "ko"])
def test_anybody_can_take_the_empty_workbook(client, rulebook, language):
    response = client.get(reverse("assessments:questionnaire", args=["xlsx"]), {"language": language})
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert response.content == as_workbook(Sheet(rulebook, language))


def test_the_own_workbook_can_be_filled_in_and_handed_back(browser, assessment, hand_in, rulebook):
    response = browser.get(reverse("assessments:own_questionnaire", args=[assessment.code, "xlsx"]))
    before = list(assessment.answers.values())
    assert hand_in({"own.xlsx": response.content}).status_code == 302
    assert list(assessment.answers.values()) == before
