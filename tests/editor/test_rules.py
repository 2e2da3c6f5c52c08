"""The decision tables: who sees them, what they show, how they are narrowed and ordered."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from advisor.editor.grid.asked import read_asked
from advisor.editor.models import EditorJob
from advisor.rulebook.audit import COMMAND_LINE
from advisor.rulebook.draft import draft_mark
from advisor.rulebook.editing import remove_row, save_row
from advisor.rulebook.findings import Finding
from advisor.rulebook.models import Rule
from tests import books
from tests.editor.accounts import client_of
from tests.factories import make_assessment, make_owner

pytestmark = pytest.mark.django_db
STRATEGY = "/rulebook/rules/strategy/"


@pytest.fixture
def published(small):
    return books.publish(small)


@pytest.fixture
def reader(published):
    return client_of("reader")


def rows(response):
    """The names of the rows shown, in order."""
    return re.findall(r'<tr id="row-([\w-]+)"', response.text)


def row(response, slug):
    """One row as text, spaces joined."""
    found = re.search(rf'<tr id="row-{slug}".*?</tr>', response.text, re.DOTALL)
    return " ".join(strip_tags(found[0]).split())


def change(slug, **values):
    rule = Rule.objects.get(slug=slug)
    for name, value in values.items():
        setattr(rule, name, value)
    save_row(rule, None, COMMAND_LINE)


@pytest.mark.parametrize(
    ("role", "status"),
    [("nobody", 302), ("member", 403), ("reader", 200), ("editor", 200), ("publisher", 200)],
)
def test_the_table_is_for_those_who_may_look(published, role, status):
    response = client_of(role).get(STRATEGY)
    assert response.status_code == status
    assert (response.get("Location") or "").startswith("/account/login/") == (role == "nobody")


def test_only_editors_see_that_a_row_can_be_edited(reader, published):
    assert "/rulebook/rules/strategy/source-code/" not in reader.get(STRATEGY).text
    assert "/rulebook/rules/strategy/source-code/" in client_of("editor").get(STRATEGY).text


def test_a_rule_is_a_sentence_with_a_chip_for_each_option(reader):
    text = row(reader.get(STRATEGY), "no-source-code")
    assert "Without source code nothing can be changed." in text
    assert "Rehost +1 Refactor rules out" in text
    assert "checked 21 November 2026" in text
    assert re.search(r"<var>[^<]*</var> is <var>", reader.get(STRATEGY).text)


def test_every_table_has_its_tab_and_an_unknown_one_is_not_found(reader):
    for decision in ("strategy", "compute", "database", "supporting", "advice"):
        assert reader.get(f"/rulebook/rules/{decision}/").status_code == 200
    assert reader.get("/rulebook/rules/hosting/").status_code == 404


def test_advice_is_listed_with_its_kind(reader):
    page = reader.get("/rulebook/rules/advice/")
    assert rows(page) == ["back-up"]
    assert "1 of 1 pieces of advice" in page.text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["no-source-code", "source-code"]),
        ("q=nothing can", ["no-source-code"]),
        ("q=SOURCE-CODE the code", ["source-code"]),
        ("question=databases", ["source-code"]),
        ("question=runtime", []),
        ("option=rehost", ["no-source-code"]),
        ("option=refactor", ["no-source-code", "source-code"]),
        ("option=refactor&effect=out", ["no-source-code"]),
        ("option=refactor&effect=for", ["source-code"]),
        ("effect=for", ["no-source-code", "source-code"]),
        ("effect=against", []),
        ("source=story", ["no-source-code", "source-code"]),
        ("before=2026-11-21", []),
        ("before=2026-11-22", ["no-source-code", "source-code"]),
        ("order=-slug", ["source-code", "no-source-code"]),
        ("order=-conditions", ["source-code", "no-source-code"]),
        ("order=conditions", ["no-source-code", "source-code"]),
        ("order=option:refactor", ["source-code", "no-source-code"]),
        ("order=-option:refactor", ["no-source-code", "source-code"]),
        ("order=question:databases", ["source-code", "no-source-code"]),
        ("order=-question:source_code", ["no-source-code", "source-code"]),
        ("changed=1", []),
        ("flagged=1", []),
    ],
)
def test_narrows_and_orders_by_the_address(reader, query, found):
    page = reader.get(f"{STRATEGY}?{query}")
    assert rows(page) == found
    assert f"{len(found)} of 2 rules" in page.text


def test_what_an_address_asks_and_does_not_exist_is_named_and_left_out(reader):
    page = reader.get(f"{STRATEGY}?question=colour&before=soon&order=option:teleport&column=x")
    assert rows(page) == ["no-source-code", "source-code"]
    for value in ("colour", "soon", "option:teleport", "x"):
        assert f"“{value}” is no choice of" in page.text


def test_chosen_questions_are_columns_with_what_each_rule_demands(reader):
    page = reader.get(f"{STRATEGY}?column=source_code&column=databases")
    assert page.text.count('class="question"') == 2
    assert page.text.count('class="demand"') == 4
    assert "anything but MySQL" in row(page, "source-code") or "without" in row(page, "source-code")
    assert row(page, "no-source-code").count("says nothing") == 1


def test_at_most_four_questions_are_columns(published):
    from django.http import QueryDict

    from advisor.rulebook.draft import compiled_draft

    book = compiled_draft().rulebook
    given = QueryDict("&".join(f"column={slug}" for slug in book.questions))
    assert read_asked(book, "strategy", given).columns == tuple(book.questions)[:4]


def test_rows_that_hold_for_a_scenario_are_marked_and_the_others_say_why(reader):
    page = reader.get(f"{STRATEGY}?holds=scenario:no-code-rehosts&why=1")
    assert re.findall(r'<tr id="row-([\w-]+)" class="held', page.text) == ["no-source-code"]
    assert "1 holds for “Without source code it is rehosted”" in page.text
    assert "Did not hold" in row(page, "source-code")
    assert "Did not hold" not in row(reader.get(f"{STRATEGY}?holds=scenario:no-code-rehosts"), "source-code")
    assert rows(reader.get(f"{STRATEGY}?holds=scenario:no-code-rehosts&state=failed")) == ["source-code"]
    assert rows(reader.get(f"{STRATEGY}?holds=scenario:a-case&state=held")) == ["source-code"]


def test_an_assessment_marks_rows_for_its_owner_only(published):
    mine, other = client_of("reader", "mine"), client_of("reader", "other")
    owner = make_owner()
    owner.user_id = int(mine.session["_auth_user_id"])
    owner.save()
    code = make_assessment(owner, {"source_code": "unavailable"}, name="Shop floor").code
    address = f"{STRATEGY}?holds=assessment:{code}"
    assert "1 holds for “Shop floor”" in mine.get(address).text
    theirs = other.get(address).text
    assert "Shop floor" not in theirs
    assert "There is no such profile." in theirs
    assert "There is no such profile." in mine.get(f"{STRATEGY}?holds=assessment:nobody").text


def test_what_changed_since_the_version_in_use_is_tagged(reader):
    change("source-code", effects={"refactor": 5})
    page = reader.get(f"{STRATEGY}?changed=1")
    assert rows(page) == ["source-code"]
    assert "changed: Refactor was +3" in row(page, "source-code")
    change("source-code", effects={"refactor": 3}, because_en="It is there.")
    assert "changed: wording" in row(reader.get(STRATEGY), "source-code")
    remove_row(Rule.objects.get(slug="source-code"), COMMAND_LINE)
    assert "Removed since the version in use:" in reader.get(STRATEGY).text


def test_a_row_with_a_finding_is_flagged(reader):
    change("source-code", because_ko="")
    page = reader.get(f"{STRATEGY}?flagged=1")
    assert rows(page) == ["source-code"]
    assert "flagged" in page.text
    assert "Error the text is missing" in row(page, "source-code")


def test_what_the_exact_checks_found_in_this_very_draft_is_shown_with_its_example(reader):
    found = Finding(
        "warning", "never matters", record="rule source-code", witness={"source_code": "available"}
    )
    job = EditorJob.objects.create(
        kind="check", state="finished", mark=draft_mark(), result=[found.as_data()]
    )
    page = reader.get(f"{STRATEGY}?flagged=1")
    assert rows(page) == ["source-code"]
    assert "Warning never matters" in row(page, "source-code")
    assert 'href="/rulebook/simulator/?source_code=available"' in page.text
    EditorJob.objects.filter(pk=job.pk).update(mark="another")
    assert rows(reader.get(f"{STRATEGY}?flagged=1")) == []


def test_nothing_is_new_where_nothing_is_published(small):
    books.fill_draft(small)
    page = client_of("reader").get(STRATEGY)
    assert rows(page) == ["no-source-code", "source-code"]
    assert "new" not in row(page, "source-code").split()


def test_a_draft_that_cannot_be_decided_from_says_why(reader):
    change("source-code", when={"source_cod": ["available"]})
    page = reader.get(STRATEGY)
    assert page.status_code == 200
    assert "The draft cannot be decided from" in page.text
    assert "source_cod" in page.text
    change("source-code", effects="nonsense")
    page = reader.get(STRATEGY)
    assert page.status_code == 200
    assert "source-code" in page.text


def test_the_order_by_a_column_stays_when_the_rows_are_narrowed(reader):
    page = reader.get(f"{STRATEGY}?order=-option:refactor").text
    assert '<option value="-option:refactor" selected>by the column chosen</option>' in page
    assert re.search(r'aria-sort="descending"><a href="\?order=option%3Arefactor">', page)
    assert "by the column chosen" not in reader.get(STRATEGY).text


def test_htmx_gets_the_table_alone_and_a_clean_address(reader):
    response = reader.get(f"{STRATEGY}?q=&question=databases&option=", headers={"HX-Request": "true"})
    assert rows(response) == ["source-code"]
    assert "<html" not in response.text
    assert response["HX-Replace-Url"] == f"{STRATEGY}?question=databases"


def test_queries_do_not_grow_with_the_rows(reader, small, edit):
    reader.get(STRATEGY)
    with CaptureQueriesContext(connection) as few:
        reader.get(f"{STRATEGY}?question=databases")
    with CaptureQueriesContext(connection) as many:
        reader.get(STRATEGY)
    assert len(many) == len(few) <= 16
