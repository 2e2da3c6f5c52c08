"""The page that loads a report back: all that a file holds or nothing, and what is not taken over is said."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisor.assessments.access import COOKIE
from advisor.assessments.models import Assessment
from advisor.engine import compile_rulebook, decide, read_document, recommendation_hash
from advisor.reports.places import of_assessment
from advisor.rulebook import published
from advisor.rulebook.document import canonical_json, document_of, hash_of
from advisor.rulebook.files import read_records
from tests.reports.carriers import CARRIERS, make_data
from tests.reports.conftest import JAVA, SMALL, begin

pytestmark = pytest.mark.django_db

ADDRESS = "/import/"
NOTE = "Java 8, says =SUM(A1)\n--> </script> 확인 필요"


def load(client, content, name="report.pdf", **more):
    content = content if isinstance(content, bytes) else content.encode()
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)} if content else {}, **more)


def page(response):
    return response.content.decode()


def another_version(change):
    """Return the small rulebook as a version that is not published here."""
    document = document_of(read_records(SMALL))
    change(document)
    text = canonical_json(document)
    return compile_rulebook(read_document(json.loads(text), hash_of(text)))


def find(rows, slug):
    return next(row for row in rows if row["slug"] == slug)


@pytest.fixture
def data(small):
    """What a report on a Java shop carries."""
    return make_data(published.compiled(small), JAVA, name="Web shop · Import", notes={"runtime": NOTE})


# ── one recommendation ──


@pytest.mark.parametrize("kind", CARRIERS)
def test_a_report_becomes_an_assessment_with_the_same_recommendation(client, owner, small, data, kind):
    response = load(client, CARRIERS[kind](data))
    assert response.status_code == 200
    assert "Same recommendation" in page(response)
    (assessment,) = owner.assessments.all()
    loaded = of_assessment(assessment)
    (said,) = json.loads(data)
    assert recommendation_hash(decide(loaded.compiled, loaded.profile)) == said["recommendation"]
    assert loaded.notes == {"runtime": NOTE}
    assert (assessment.title, assessment.rulebook) == ("Web shop · Import", small)
    assert reverse("reports:report", args=[assessment.code]) in page(response)


def test_a_note_on_an_open_question_is_kept_and_the_question_stays_open(client, owner, small):
    data = make_data(published.compiled(small), {"runtime": "java"} | JAVA, notes={"refused": "Ask."})
    load(client, data)
    (answer,) = owner.assessments.get().answers.filter(question="refused")
    assert (answer.given, answer.note) == (False, "Ask.")


def test_what_is_not_known_comes_back_as_not_known(client, owner, small):
    load(client, make_data(published.compiled(small), {**JAVA, "size": None}))
    (answer,) = owner.assessments.get().answers.filter(question="size")
    assert (answer.given, answer.value) == (True, None)


def test_it_shares_nothing_with_what_it_was_exported_from(client, owner, small):
    shop = begin(owner, small, JAVA)
    exported = client.get(reverse("reports:json", args=[shop.code])).content
    load(client, exported)
    first, second = Assessment.objects.order_by("pk")
    assert (first.workload, first.variant_of, first.code) != (second.workload, second.variant_of, second.code)
    assert first.workload != second.workload
    assert first.variant_of != second.variant_of


def test_somebody_new_becomes_the_owner_and_is_shown_the_way_back(client, small, data):
    response = load(client, data)
    assessment = Assessment.objects.get()
    assert COOKIE in response.cookies
    assert reverse("assessments:begun", args=[assessment.code]) in page(response)
    assert client.get(reverse("reports:report", args=[assessment.code])).status_code == 200


def test_a_name_that_is_too_long_is_whole_in_the_description(client, owner, small):
    load(client, make_data(published.compiled(small), JAVA, name="x" * 606))
    assessment = owner.assessments.get()
    assert len(assessment.name) == 200
    assert assessment.description == "x" * 606


def test_names_and_notes_are_shown_as_text(client, owner, small):
    hostile = "<script>alert(1)</script>"
    response = load(client, make_data(published.compiled(small), JAVA, name=hostile, notes={"none": hostile}))
    assert hostile not in page(response)
    assert "&lt;script&gt;alert(1)" in page(response)


# ── other versions ──


def test_a_version_that_is_not_here_is_replaced_and_said(client, owner, small):
    other = another_version(lambda document: find(document["sections"], "code")["title"].update(en="Program"))
    response = load(client, make_data(other, JAVA))
    assert owner.assessments.get().rulebook == small
    assert other.rulebook.hash in page(response)
    assert "Same outcomes" in page(response)
    assert "not published here" in page(response)


def test_other_outcomes_are_told_decision_by_decision(client, owner, small):
    def change(document):
        for rule in document["rules"]:
            if rule["decision"] == "strategy":
                rule["effects"] = {"rehost": 5}

    other = another_version(change)
    response = load(client, make_data(other, JAVA))
    text = page(response)
    assert "The recommendation differs" in text
    assert "because another version of the rules decided" in text
    (row, *_rest) = response.context["rows"][0][1].moved
    assert (row.in_file, row.here) == ("Rehost", "Refactor")
    assert ">Rehost<" in text


def test_answers_that_the_version_here_cannot_read_are_listed_with_their_notes(client, owner, small):
    def change(document):
        find(document["questions"], "runtime")["choices"].append(
            {**find(document["questions"], "runtime")["choices"][0], "slug": "cobol"}
        )
        document["questions"].append({**find(document["questions"], "source_code"), "slug": "mainframe"})

    other = another_version(change)
    raw = {**JAVA, "runtime": "cobol", "mainframe": "available"}
    notes = {"runtime": "Kept.", "mainframe": "In the cellar.", "": ""}
    response = load(client, make_data(other, raw, notes={k: v for k, v in notes.items() if k}))
    text = page(response)
    assert "Not taken over" in text
    assert [unread.question for unread in response.context["rows"][0][1].unread] == ["Runtime", "mainframe"]
    assert "cobol" in text
    assert "In the cellar." in text
    answers = {answer.question: answer for answer in owner.assessments.get().answers.all()}
    assert (answers["runtime"].given, answers["runtime"].note) == (False, "Kept.")
    assert "mainframe" not in answers
    assert answers["source_code"].value == "available"


def test_a_note_on_a_question_that_is_unknown_here_is_listed(client, owner, small):
    response = load(client, make_data(published.compiled(small), JAVA, notes={"unheard_of": "A word."}))
    assert "A word." in page(response)
    assert "unheard_of" in page(response)


def test_a_file_that_was_altered_is_loaded_and_said_to_be(client, owner, data):
    altered = data.replace('"runtime": "java"', '"runtime": "other"', 1)
    response = load(client, altered)
    assert "the file was altered" in page(response)
    assert owner.assessments.get().answers.get(question="runtime").value == "other"


@pytest.mark.parametrize(
    "members", [{"decisions": {}}, {"advice": [{"slug": "buy-more"}]}, {"ignored": ["size"]}]
)
def test_a_file_that_keeps_its_hash_but_says_something_else_was_altered_too(client, owner, data, members):
    (entry,) = json.loads(data)
    assert "the file was altered" in page(load(client, json.dumps([entry | members])))


def test_a_profile_with_errors_brings_its_good_answers(client, owner, small, data):
    (entry,) = json.loads(data)
    failed = {key: entry[key] for key in ("format", "id", "name", "language", "rulebook", "notes")}
    failed |= {"recommendation": None, "profile": {**JAVA, "size": [1]}, "errors": [{"question": "size"}]}
    response = load(client, json.dumps([failed]))
    assert "The file recommends nothing" in page(response)
    assert "Not taken over" in page(response)
    assert set(owner.assessments.get().answers.values_list("question", flat=True)) == set(JAVA) - {"size"}


# ── several ──


def test_several_recommendations_become_as_many_assessments_that_share_nothing(client, owner, data):
    (entry,) = json.loads(data)
    response = load(client, json.dumps([entry | {"name": f"Workload {number}"} for number in range(3)]))
    assert "3 assessments are there again" in page(response)
    found = list(owner.assessments.all())
    assert sorted(one.name for one in found) == ["Workload 0", "Workload 1", "Workload 2"]
    assert len({one.workload for one in found}) == len({one.variant_of for one in found}) == 3


def test_one_bad_entry_among_several_stores_nothing(client, owner, data):
    (entry,) = json.loads(data)
    response = load(client, json.dumps([entry, entry | {"language": "de"}]))
    assert response.status_code == 422
    assert not Assessment.objects.exists()


def test_the_queries_do_not_grow_with_the_number_of_recommendations(client, owner, data):
    from django.db import connection

    (entry,) = json.loads(data)
    counts = []
    for number in (1, 20):
        with CaptureQueriesContext(connection) as queries:
            load(client, json.dumps([entry] * number))
        counts.append(len(queries))
    # One entry of the access log for each; nothing else grows.
    assert counts[1] <= counts[0] + 19


# ── the form ──


def test_the_form_says_what_is_read_and_what_is_not(client, small):
    text = page(client.get(ADDRESS))
    assert "What is read" in text
    assert "What is not read" in text
    assert 'enctype="multipart/form-data"' in text
    assert f'href="{ADDRESS}"' in page(client.get("/"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Choose a file."),
        (b"# Notes", "left out"),
        (b"%PDF-1.7 broken", "damaged"),
        (b"\x89PNG\0", "no report of Fourways"),
        (b" " * (20 * 2**20 + 1), "20 MiB"),
    ],
    ids=["none", "no data", "damaged", "unknown", "large"],
)
def test_a_file_that_cannot_be_read_is_said_above_the_form(client, small, content, words):
    response = load(client, content, "board.pdf")
    assert response.status_code == 422
    assert words in page(response)
    assert 'role="alert"' in page(response)
    assert 'aria-invalid="true"' in page(response)
    assert not Assessment.objects.exists()


def test_it_is_not_kept_by_anybody_between(client, small, data):
    assert "no-store" in load(client, data)["Cache-Control"]
