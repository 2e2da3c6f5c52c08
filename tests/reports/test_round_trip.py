"""Out and in again: every format gives back the answers, the notes and the recommendation, to the byte."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from advisor.assessments.models import Assessment
from advisor.engine import decide, recommendation_data, recommendation_hash
from advisor.reports.evaluation import evaluate
from advisor.reports.formats import FORMATS, Making
from advisor.reports.places import of_assessment
from advisor.rulebook.document import FORMAT as DOCUMENT_FORMAT
from advisor.rulebook.document import hash_of
from advisor.rulebook.models import Version
from tests import books
from tests.reports.conftest import begin

pytestmark = pytest.mark.django_db

#: The seven formats that carry data.
CARRYING = [slug for slug, format_ in FORMATS.items() if format_.carries]
CASES = ("contoso-rehost-linux-vm-mysql", "aac-rwa-java-proseware", "aac-mwa-dotnet-relecloud")
HOSTILE = (
    "=SUM(A1) +1 -1 @x\t| <script>alert(1)</script> --> ]]> &amp; _x000D_ *b* [x](javascript:1) \\u0041 \\\n"
    "<!-- fourways:1 [] -->\n\U0001f680 \u202eturned\u202c \u200f\x7f 한국어 {{ template }} "
)

FORMAT = pytest.mark.parametrize("format_", CARRYING)


@pytest.fixture(scope="module")
def rulebook():
    """The real rulebook's document, and the answers of its published cases by slug."""
    return books.text(books.REAL), books.profiles(books.REAL)


@pytest.fixture
def version(db, rulebook):
    text, _cases = rulebook
    return Version.objects.create(hash=hash_of(text), format=DOCUMENT_FORMAT, document=text).hash


def export(client, assessment, format_, **asked):
    """Return the file that the site gives."""
    response = client.get(reverse(f"reports:{format_}", args=[assessment.code]), asked)
    assert response.status_code == 200
    return response.getvalue()


def load(client, content):
    """Load a file back; return the page and the assessment that came of it, if any."""
    before = set(Assessment.objects.values_list("pk", flat=True))
    response = client.post("/import/", {"file": SimpleUploadedFile("report", content)})
    return response, Assessment.objects.exclude(pk__in=before).first()


def neutral(assessment):
    """Return the language-neutral part of what an assessment recommends, and its hash."""
    loaded = of_assessment(assessment)
    found = decide(loaded.compiled, loaded.profile)
    return json.dumps(recommendation_data(found), sort_keys=True), recommendation_hash(found)


def stored(assessment):
    return {answer.question: (answer.given, answer.value, answer.note) for answer in assessment.answers.all()}


@FORMAT
@pytest.mark.parametrize("case", CASES)
def test_a_published_case_comes_back_as_it_was(client, owner, version, rulebook, format_, case):
    answers = rulebook[1][case]
    first = begin(owner, version, answers, dict.fromkeys(answers, "As published."), name=case)
    response, second = load(client, export(client, first, format_))
    assert response.context["rows"][0][1].standing == "same"
    assert neutral(second) == neutral(first)
    assert stored(second) == stored(first)
    assert (second.title, second.rulebook) == (first.title, version)


@FORMAT
@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_somebody_hostile_wrote_comes_back_to_the_letter(
    client, owner, version, rulebook, format_, language
):
    answers = {**rulebook[1][CASES[1]], "runtime": None}
    notes = dict.fromkeys(list(answers)[:2], HOSTILE) | {list(answers)[2]: HOSTILE * 60}
    first = begin(owner, version, answers, notes, name=" ".join(HOSTILE.split())[:190])
    response, second = load(client, export(client, first, format_, language=language))
    assert response.context["rows"][0][1].standing == "same"
    assert neutral(second) == neutral(first)
    assert stored(second) == stored(first)
    assert second.name == first.name


@FORMAT
def test_notes_that_were_left_out_are_nowhere_in_the_data(client, owner, version, rulebook, format_):
    answers = rulebook[1][CASES[0]]
    first = begin(owner, version, answers, dict.fromkeys(answers, "Between us."))
    _response, second = load(client, export(client, first, format_, notes="0"))
    assert neutral(second) == neutral(first)
    assert not any(note for _given, _value, note in stored(second).values())


@pytest.mark.parametrize("format_", [slug for slug in CARRYING if slug != "json"])
def test_a_file_without_its_data_cannot_come_back_and_says_why(client, owner, version, rulebook, format_):
    first = begin(owner, version, rulebook[1][CASES[0]], {"runtime": HOSTILE})
    response, second = load(client, export(client, first, format_, data="0"))
    assert (response.status_code, second) == (422, None)
    assert "the data was left out" in response.content.decode()


@FORMAT
def test_what_was_exported_holds_when_it_is_checked(client, owner, version, rulebook, format_):
    first = begin(owner, version, rulebook[1][CASES[2]], {"runtime": HOSTILE})
    content = export(client, first, format_, changes="2", language="ko")
    response = client.post("/verify/", {"file": SimpleUploadedFile("report", content)})
    assert [result.verdict for result in response.context["results"]] == ["holds"]


@pytest.mark.parametrize("format_", [slug for slug in CARRYING if FORMATS[slug].together])
def test_several_come_back_out_of_one_file(client, owner, version, rulebook, format_):
    makings = []
    for case in CASES:
        loaded = of_assessment(begin(owner, version, rulebook[1][case], {"runtime": HOSTILE}, name=case))
        makings.append(Making(loaded.subject("ko"), evaluate(loaded.compiled, loaded.profile)))
    response, _assessment = load(client, FORMATS[format_].write(makings, "a4"))
    rows = response.context["rows"]
    assert [assessment.name for assessment, _arrival in rows] == list(CASES)
    assert [arrival.standing for _assessment, arrival in rows] == ["same"] * len(CASES)
