"""Moving an assessment to another version: shown first, done by its owner, and back again."""

import re

import pytest
from django.core.signing import get_cookie_signer
from django.urls import reverse

from advisor.assessments.access import COOKIE, COOKIE_SALT, hash_of_token
from advisor.assessments.models import Owner
from advisor.reports.moving import moving
from advisor.rulebook.models import Version
from tests.engine.books import book, number, question, rule
from tests.reports.conftest import JAVA, SMALL, begin, publish


@pytest.fixture
def newer(tmp_path, small, edited):
    """A second version, now in use: without source code it is refactored."""
    return publish(edited("50_rules_strategy.yaml", "{rehost: 1, refactor: rules_out}", "{refactor: 2}"))


@pytest.fixture
def edited(tmp_path):
    def change(name, old, new):
        for path in SMALL.iterdir():
            (tmp_path / path.name).write_text(path.read_text())
        path = tmp_path / name
        assert old in path.read_text()
        path.write_text(path.read_text().replace(old, new))
        return tmp_path

    return change


@pytest.fixture
def lost(owner, small):
    return begin(owner, small, {"source_code": "unavailable"}, {"source_code": "Lost in a fire."})


def page_of(client, assessment, query=""):
    return client.get(reverse("reports:move", args=[assessment.code]) + query)


def fields(response):
    """Return what the form sends."""
    form = re.search(r'action="[^"]*/version/".*?</form>', response.text, re.S)[0]
    return dict(re.findall(r'name="(seen|to|back)" value="([^"]*)"', form))


def test_an_older_version_is_said_on_report_and_questions(client, lost, newer):
    address = reverse("reports:move", args=[lost.code])
    for name in ("reports:report", "assessments:check", "assessments:details"):
        assert address in client.get(reverse(name, args=[lost.code])).text, name
    Version.objects.make_current(Version.objects.get(hash=lost.rulebook))
    for name in ("reports:report", "assessments:check"):
        assert address not in client.get(reverse(name, args=[lost.code])).text, name


def test_it_is_shown_what_would_change_and_because_of_what(client, lost, newer):
    page = page_of(client, lost).text
    assert "The version in use would change the recommendation" in page
    assert 'data-strategy="rehost"' in page
    assert 'data-strategy="refactor"' in page
    assert "Without source code nothing can be changed." in page
    lost.refresh_from_db()
    assert lost.rulebook != newer


def test_it_moves_and_goes_back_with_all_answers(client, lost, newer):
    before, sent = lost.rulebook, fields(page_of(client, lost))
    response = client.post(reverse("reports:move", args=[lost.code]), sent)
    lost.refresh_from_db()
    assert lost.rulebook == newer
    back = client.get(response["Location"])
    assert "Moving back would change the recommendation" in back.text
    client.post(reverse("reports:move", args=[lost.code]), fields(back))
    lost.refresh_from_db()
    assert lost.rulebook == before
    assert [(a.value, a.note) for a in lost.answers.all()] == [("unavailable", "Lost in a fire.")]


def test_on_the_version_in_use_there_is_nothing_to_move(client, lost):
    assert "There is nothing to move." in page_of(client, lost).text
    assert "There is nothing to move." in page_of(client, lost, "?from=0123456789ab").text


def test_what_was_moved_elsewhere_or_is_no_longer_in_use_is_not_moved(client, lost, newer, edited):
    sent = fields(page_of(client, lost))
    address = reverse("reports:move", args=[lost.code])
    assert "elsewhere" in client.post(address, {**sent, "seen": "sha256:x"}, follow=True).text
    publish(edited("50_rules_strategy.yaml", "{refactor: 3}", "{refactor: 4}"))
    assert "Another version" in client.post(address, sent, follow=True).text
    for wrong in ("", "sha256:", "sha256:nothing-like-it"):
        assert "Another version" in client.post(address, {**sent, "to": wrong}, follow=True).text
    lost.refresh_from_db()
    assert lost.rulebook == sent["seen"]


def test_only_its_owner_may_see_or_move_it(client, lost, newer):
    sent = fields(page_of(client, lost))
    Owner.objects.create(token_hash=hash_of_token("another"))
    client.cookies[COOKIE] = get_cookie_signer(salt=COOKIE + COOKIE_SALT).sign("another")
    assert page_of(client, lost).status_code == 404
    assert client.post(reverse("reports:move", args=[lost.code]), sent).status_code == 404
    client.cookies.clear()
    assert page_of(client, lost).status_code == 404


def test_shared_reports_say_nothing_of_it(client, lost, newer):
    from advisor.assessments import actions

    link = actions.share(lost)
    client.cookies.clear()
    page = client.get(reverse("reports:shared_report", args=[link.token]))
    assert page.status_code == 200
    assert "/version/" not in page.text


def test_a_missing_version_is_said(client, owner, small):
    gone = begin(owner, small, JAVA)
    type(gone).objects.filter(pk=gone.pk).update(rulebook="sha256:gone")
    assert page_of(client, gone).status_code == 503


# ── what becomes of answers ──

ONE = question("one", "a", "b")


def told(before, after, given):
    return moving(before, after, given, "en")


def rows(found):
    return {row.question: row.what for row in found.answers}


def test_answers_that_mean_the_same_are_not_named():
    assert told(book([ONE], []), book([ONE], []), {"one": "a"}).answers == ()


@pytest.mark.parametrize(
    ("before", "after", "given", "words"),
    [
        ([ONE], [number("size", min=0, below=9)], {"one": "a"}, "no such question"),
        ([ONE], [question("one", "b", "c")], {"one": "a"}, "no such choice"),
        (
            [question("one", "a", "b", kind="many")],
            [question("one", "a", kind="many")],
            {"one": ["a", "b"]},
            "no such choice",
        ),
        (
            [ONE, question("two", "x")],
            [ONE, question("two", "x", asked_when={"one": ["b"]})],
            {"one": "a", "two": "x"},
            "no longer asked",
        ),
        (
            [ONE, question("two", "x", asked_when={"one": ["b"]})],
            [ONE, question("two", "x")],
            {"one": "a", "two": "x"},
            "asked again",
        ),
        ([question("one", "b", "c")], [ONE], {"one": "a"}, "can be read now"),
    ],
)
def test_what_becomes_of_an_answer_is_said(before, after, given, words):
    found = rows(told(book(before, []), book(after, []), given))
    assert len(found) == 1
    assert words in next(iter(found.values()))


def test_new_questions_are_named_and_rules_that_differ():
    before = book([ONE], [rule("r", {"one": ["a"]}, {"rehost": 1}), rule("s", {"one": ["a"]}, {"rehost": 1})])
    more = [ONE, question("two", "x", label={"en": "Second", "ko": ""})]
    after = book(more, [rule("r", {"one": ["a"]}, {"rehost": 2}), rule("t", {"one": ["a"]}, {"rehost": 1})])
    found = told(before, after, {"one": "a"})
    assert found.new_questions == ("Second",)
    assert {(row.text, row.what) for row in found.rules} == {
        ("Because of r.", "changed"),
        ("Because of s.", "gone"),
        ("Because of t.", "new"),
    }
    assert not found.moves
