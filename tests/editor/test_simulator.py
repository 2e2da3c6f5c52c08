"""A profile in the draft and in a version, side by side."""

import logging
import re

import pytest
from django.http import QueryDict
from django.utils.html import strip_tags

from advisor.editor.links import simulator_url
from advisor.editor.simulation.entry import merged, read_entered, stored_entered
from advisor.editor.simulation.sides import simulate
from advisor.editor.simulation.traces import traced
from advisor.engine import decide, parse_profile
from advisor.rulebook.audit import COMMAND_LINE
from advisor.rulebook.draft import compiled_draft, current_draft
from advisor.rulebook.editing import remove_row, save_row
from advisor.rulebook.models import Choice, Event, Question, Rule, Scenario, Version
from advisor.rulebook.published import compiled
from advisor.rulebook.publishing import publish_directory
from advisor.rulebook.scenarios import DECISIONS
from tests import books
from tests.editor.accounts import client_of
from tests.factories import make_assessment, make_owner

pytestmark = pytest.mark.django_db
SIMULATOR = "/rulebook/simulator/"
THERE = "source_code=available&runtime=java&databases=sql_server"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def published(small):
    return books.publish(small)


@pytest.fixture
def reader(published):
    return client_of("reader")


@pytest.fixture
def editor(published):
    return client_of("editor")


def text(response):
    return " ".join(strip_tags(response.text).split())


def change(slug, **values):
    rule = Rule.objects.get(slug=slug)
    for name, value in values.items():
        setattr(rule, name, value)
    save_row(rule, None, COMMAND_LINE)


def own(client, answers, **more):
    """An assessment that belongs to the account of a client."""
    owner = make_owner()
    owner.user_id = int(client.session["_auth_user_id"])
    owner.save()
    return make_assessment(owner, answers, **more)


@pytest.mark.parametrize(
    ("role", "status"),
    [("nobody", 302), ("member", 403), ("reader", 200), ("editor", 200), ("publisher", 200)],
)
def test_the_simulator_is_for_those_who_may_look(published, role, status):
    assert client_of(role).get(SIMULATOR).status_code == status


@pytest.mark.parametrize("role", ["member", "reader", "publisher"])
def test_only_editors_keep_scenarios(published, role):
    client = client_of(role)
    assert client.post(f"{SIMULATOR}keep/", {"source_code": "available"}).status_code == 403
    assert "Keep as a requirement" not in client.get(SIMULATOR).text
    assert Scenario.objects.count() == 2


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"source_code": "unavailable"},
        {"source_code": "available", "runtime": "java", "databases": ("sql_server",), "size": 100},
        {"source_code": None, "refused": ("functions",), "servers": 3},
    ],
)
def test_both_sides_agree_with_deciding(published, answers):
    change("no-source-code", effects={"rehost": 4})
    draft, version = compiled_draft(), compiled(published.hash)
    simulation = simulate(version, draft, answers)
    for side, book in ((simulation.version, version), (simulation.draft, draft)):
        recommendation = decide(book, parse_profile(book.rulebook, answers)[0])
        assert side.recommendation == recommendation
        held = {slug for slug, one in side.traces.items() if one.state == "held"}
        told = {
            because.rule
            for decision in DECISIONS
            for option in getattr(recommendation, decision).ranking
            for because in option.because
        }
        assert told - {"refused"} <= held | {q.slug for q in book.rulebook.questions.values()}
        assert held <= told


def test_a_profile_in_the_address_is_decided_on_both_sides(reader):
    change("source-code", effects={"rehost": 4})
    page = text(reader.get(f"{SIMULATOR}?{THERE}"))
    assert "Refactor →becomes Rehost" in page
    assert "3 points ahead" in page
    assert "4 points ahead" in page


def test_what_is_the_same_on_both_sides_is_not_said_to_differ(reader):
    page = reader.get(f"{SIMULATOR}?{THERE}")
    assert "becomes" not in page.text
    assert 'class="differs"' not in page.text


def test_links_of_findings_and_scenarios_fill_in_the_profile(reader):
    address = simulator_url(
        {"source_code": "unavailable", "databases": ["mysql", "sql_server"], "size": None}
    )
    assert address == f"{SIMULATOR}?source_code=unavailable&databases=mysql&databases=sql_server&size=%3F"
    page = reader.get(address).text
    assert '<option value="unavailable" selected>' in page
    assert page.count('name="databases" value="mysql" checked') == 1
    assert re.search(r'name="size" value="\?" checked', page)
    page = reader.get(f"{SIMULATOR}?scenario=no-code-rehosts").text
    assert "Without source code it is rehosted" in page
    assert '<option value="unavailable" selected>' in page


def test_an_unknown_scenario_or_question_is_said(reader):
    assert "There is no such profile." in reader.get(f"{SIMULATOR}?scenario=nothing").text
    assert "There is no question “colour”" in reader.get(f"{SIMULATOR}?colour=red").text


def test_every_rule_is_traced_with_what_became_of_it(reader):
    page = text(reader.get(f"{SIMULATOR}?source_code=unavailable&show.rules=all"))
    assert f"of {len(compiled_draft().rulebook.rules)} rules" in page
    assert "Did not hold: " in page
    assert "Silent: " in page
    assert "Rehost +1" in page
    only = text(reader.get(f"{SIMULATOR}?source_code=unavailable&show.rules=all&show.decision=compute"))
    assert "java-functions" in only
    assert "no-source-code" not in only


def test_rules_that_differ_can_be_shown_alone(published):
    change("no-source-code", effects={"rehost": 4})
    change("rehosted-vm", when={"strategy": ["refactor"]})
    remove_row(Rule.objects.get(slug="java-functions"), COMMAND_LINE)
    simulation = simulate(compiled(published.hash), compiled_draft(), {"source_code": "unavailable"})
    found = traced(simulation, "differs", "", "en")
    lines = {line.rule: line for _, _, table in found.tables for line in table}
    assert (
        {"no-source-code", "rehosted-vm", "java-functions"}
        <= set(lines)
        < set(compiled_draft().rulebook.rules) | {"java-functions"}
    )
    assert lines["java-functions"].draft.words == "not in this version"
    assert (lines["rehosted-vm"].version.state, lines["rehosted-vm"].draft.state) == ("held", "failed")
    assert [e[2] for e in lines["no-source-code"].draft.effects] == ["+4"]


def test_a_question_or_choice_that_one_side_lacks_is_said(reader):
    source = Question.objects.get(slug="source_code")
    fresh = Question.objects.get(slug="runtime")
    fresh.pk, fresh.slug, fresh.order, fresh.label_en = None, "colour", 99, "Colour"
    fresh._state.adding = True
    save_row(fresh, None, COMMAND_LINE)
    for number, slug in enumerate(("red", "blue")):
        save_row(
            Choice(question=fresh, slug=slug, order=number, label_en=slug, label_ko=slug), None, COMMAND_LINE
        )
    save_row(
        Choice(question=source, slug="partly", order=9, label_en="partly", label_ko="partly"),
        None,
        COMMAND_LINE,
    )
    page = text(reader.get(f"{SIMULATOR}?colour=red&source_code=partly"))
    assert "The version does not know the question “Colour”." in page
    assert "The version does not take this answer" in page
    assert "only in the draft" in page


def test_a_choice_that_the_draft_lost_can_still_be_tried_on_the_version(reader):
    remove_row(Choice.objects.get(question__slug="runtime", slug="other"), COMMAND_LINE)
    page = reader.get(f"{SIMULATOR}?source_code=available&runtime=other")
    assert "The draft does not take this answer" in text(page)
    assert '<option value="other" selected>' in page.text
    assert "Not every answer can be taken" not in page.text


def test_an_answer_without_effect_is_said(reader):
    page = text(reader.get(f"{SIMULATOR}?databases=none&size=5"))
    asked = compiled_draft().rulebook.questions["size"].asked_when
    assert ("the answer has no effect" in page) == bool(asked)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("size=big", "is not a number"),
        ("source_code=lost", "is not one of the answers"),
        ("databases=none&databases=mysql", "cannot be chosen together"),
        ("databases=mysql&databases=?", "cannot be chosen together"),
    ],
)
def test_an_answer_that_cannot_be_taken_is_said_at_its_question_and_stays(reader, query, said):
    name = query.split("=")[0]
    page = reader.get(f"{SIMULATOR}?{query}").text
    assert said in re.search(rf'id="problem-{name}"[^>]*>([^<]*)', page)[1]
    assert "What follows leaves these questions open:" in page
    if name == "size":
        assert 'value="big"' in page
    swapped = reader.get(f"{SIMULATOR}?{query}", headers=HTMX).text
    assert said in re.search(rf'id="problem-{name}"[^>]*hx-swap-oob="true">([^<]*)', swapped)[1]


def test_an_address_with_open_questions_is_made_clean(reader):
    answer = reader.get(f"{SIMULATOR}?source_code=available&runtime=&size=&show.rules=all")
    assert (answer.status_code, answer.url) == (302, f"{SIMULATOR}?source_code=available&show.rules=all")
    swapped = reader.get(f"{SIMULATOR}?source_code=available&runtime=", headers=HTMX)
    assert swapped["HX-Replace-Url"] == f"{SIMULATOR}?source_code=available"
    assert "<html" not in swapped.text


def test_starting_from_a_list_leads_to_the_profile(reader):
    assert reader.get(f"{SIMULATOR}?start=scenario:a-case").url == f"{SIMULATOR}?scenario=a-case"
    assert reader.get(f"{SIMULATOR}?start=").url == SIMULATOR
    assert reader.get(f"{SIMULATOR}?start=https://example.org").url == SIMULATOR


def test_answers_of_an_assessment_are_posted_and_in_no_address_nor_log(reader, caplog):
    caplog.set_level(logging.DEBUG)
    code = own(reader, {"source_code": "unavailable"}, name="Shop floor").code
    page = reader.get(f"{SIMULATOR}?assessment={code}")
    assert "Shop floor" in page.text
    assert '<option value="unavailable" selected>' in page.text
    form = re.search(r'<form class="answers".*?</form>', page.text, re.DOTALL)[0]
    assert 'method="post"' in form
    assert "hx-post" in form
    assert "hx-get" not in form
    tried = reader.post(SIMULATOR, {"assessment": code, "source_code": "available"}, headers=HTMX)
    assert "Refactor" in tried.text
    assert not tried.has_header("HX-Replace-Url")
    whole = reader.post(f"{SIMULATOR}?assessment={code}", {"assessment": code, "source_code": "available"})
    assert "source_code=" not in whole.text
    assert "unavailable" not in caplog.text
    assert 'method="post"' in re.search(r'<form class="answers"[^>]*>', whole.text)[0]
    # The assessment itself is as it was.
    assert '<option value="unavailable" selected>' in reader.get(f"{SIMULATOR}?assessment={code}").text


def test_nobody_sees_the_assessment_of_somebody_else(published):
    code = own(client_of("reader", "mine"), {"source_code": "unavailable"}, name="Shop floor").code
    page = client_of("reader", "other").get(f"{SIMULATOR}?assessment={code}").text
    assert "There is no such profile." in page
    assert "Shop floor" not in page
    assert '<option value="unavailable" selected>' not in page


def test_any_version_can_be_chosen(reader, small, edit, published):
    edit("50", "{refactor: 3}", "{refactor: 7}")
    newer = publish_directory(small).version
    assert "7 points ahead" in text(reader.get(f"{SIMULATOR}?{THERE}"))
    page = text(reader.get(f"{SIMULATOR}?{THERE}&show.version={published.short_hash}"))
    assert "3 points ahead" in page
    assert Version.objects.current() == newer


def test_a_draft_that_cannot_be_decided_from_leaves_the_version(reader):
    change("source-code", when={"source_cod": ["available"]})
    page = text(reader.get(f"{SIMULATOR}?{THERE}"))
    assert "The draft cannot be decided from" in page
    assert "3 points ahead" in page


def test_without_draft_and_version_it_says_what_to_do(db):
    page = client_of("reader").get(SIMULATOR)
    assert page.status_code == 200
    assert "There is nothing to simulate with." in page.text


def keeping(**more):
    return {
        "source_code": "unavailable",
        "size": "?",
        "keep.title": "No code, no change",
        "keep.slug": "no-code",
        "keep.expect": ["strategy"],
        **more,
    }


def test_a_profile_is_kept_as_a_requirement_with_what_the_draft_gives(editor):
    answer = editor.post(f"{SIMULATOR}keep/", keeping())
    assert (answer.status_code, answer.url) == (302, f"{SIMULATOR}?scenario=no-code")
    record = current_draft().records.find("scenario", "no-code")
    assert record.fields["kind"] == "requirement"
    assert record.fields["profile"] == {"source_code": "unavailable", "size": None}
    assert record.fields["expect"] == {"strategy": ["rehost"]}
    assert record.fields["notes"] == record.fields["source"] == ""
    event = Event.objects.filter(kind="scenario").get()
    assert (event.by, event.action, event.key) == ("editor", "added", "no-code")
    assert "Kept as the requirement “No code, no change”." in editor.get(answer.url).text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"keep.slug": "a-case"}, "There is a scenario “a-case” already."),
        ({"keep.slug": "No Code"}, "small letters, digits and hyphens"),
        ({"keep.slug": ""}, "small letters, digits and hyphens"),
        ({"keep.title": " "}, "Say in a few words what the case is."),
        ({"keep.expect": []}, "Choose at least one outcome that must stay."),
        ({"source_code": "", "size": ""}, "Answer at least one question first."),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(editor, changed, said):
    answer = editor.post(f"{SIMULATOR}keep/", keeping(**changed))
    assert answer.status_code == 422
    assert said in answer.text
    assert Scenario.objects.count() == 2
    for name in ("keep.slug", "keep.title"):
        value = keeping(**changed)[name].strip()
        assert re.search(rf'name="{name}"[^>]* value="{re.escape(value)}"', answer.text)


def test_nothing_is_kept_while_an_answer_cannot_be_taken(editor):
    answer = editor.post(f"{SIMULATOR}keep/", keeping(size="big"))
    assert answer.status_code == 422
    assert "is not a number" in answer.text
    assert 'value="big"' in answer.text
    assert Scenario.objects.count() == 2


def test_reading_takes_what_either_side_takes(published):
    book = compiled_draft().rulebook
    entered = read_entered(merged(book, book), QueryDict("size=5&databases=mysql&servers=&keep.slug=x"))
    assert entered.answers == {"size": 5, "databases": ("mysql",)}
    assert entered.strange == ()
    stored = stored_entered(book, {"size": "many", "colour": "red", "runtime": "java"})
    assert stored.answers == {"runtime": "java"}
    assert set(stored.problems) == {"size"}
    assert stored.strange == ("colour",)
