"""Names, Korean and rights in the admin: what may change, and what follows."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from advisor.rulebook.draft import model_of
from advisor.rulebook.models import Choice, Event, Question, Rule, Scenario
from advisor.rulebook.published_names import published_names
from advisor.rulebook.publishing import publish_directory
from tests import books
from tests.editor.forms import form_in, sent
from tests.rulebook.conftest import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(db):
    books.fill_draft(SMALL)


@pytest.fixture
def published(small):
    return books.publish(small)


def row_of(kind, slug):
    return model_of(kind).objects.get(slug=slug)


def address(row, what="change"):
    return reverse(f"admin:rulebook_{row.KIND}_{what}", args=[row.pk])


def test_a_draft_name_is_changed_wherever_it_is_named(draft, admin_client):
    url = address(row_of("question", "source_code"))
    answer = admin_client.post(url, sent(admin_client.get(url), slug="code_at_hand", label_en="Code at hand"))
    assert answer.status_code == 302
    assert Question.objects.get(slug="code_at_hand").label_en == "Code at hand"
    assert Rule.objects.get(slug="no-source-code").when == {"code_at_hand": ["unavailable"]}
    assert not any("source_code" in scenario.profile for scenario in Scenario.objects.all())
    renamed = Event.objects.filter(action="renamed")
    assert {("question", "code_at_hand"), ("rule", "no-source-code")} <= {(e.kind, e.key) for e in renamed}
    assert list(Event.objects.filter(action="changed").values_list("key", flat=True)) == ["code_at_hand"]


def test_a_choice_is_renamed_on_the_page_of_its_question(draft, admin_client):
    url = address(row_of("question", "source_code"))
    page = admin_client.get(url)
    place = next(n for n in (0, 1, 2) if sent(page)[f"choices-{n}-slug"] == ["unavailable"])
    assert admin_client.post(url, sent(page, **{f"choices-{place}-slug": "lost"})).status_code == 302
    assert Rule.objects.get(slug="no-source-code").when == {"source_code": ["lost"]}


def test_several_names_are_changed_on_one_page(draft, admin_client):
    Rule.objects.filter(slug="no-source-code").update(when={"source_code": ["available", "unavailable"]})
    url = address(row_of("question", "source_code"))
    page = admin_client.get(url)
    new = {"available": "kept", "unavailable": "lost"}
    names = {f"choices-{n}-slug": new[sent(page)[f"choices-{n}-slug"][0]] for n in (0, 1)}
    assert admin_client.post(url, sent(page, slug="code_at_hand", **names)).status_code == 302
    assert Rule.objects.get(slug="no-source-code").when == {"code_at_hand": ["kept", "lost"]}


@pytest.mark.parametrize("name", ["runtime", "strategy", "No Name", ""])
def test_a_name_that_cannot_be_had_is_refused_at_its_field(draft, admin_client, name):
    url = address(row_of("question", "source_code"))
    answer = admin_client.post(url, sent(admin_client.get(url), slug=name))
    assert answer.context["adminform"].form.errors["slug"]
    assert sent(answer)["slug"] == [name]
    assert Question.objects.filter(slug="source_code").exists()


def test_a_published_name_never_changes(published, admin_client):
    for kind, slug in (("question", "runtime"), ("rule", "no-source-code"), ("service", "functions")):
        row = row_of(kind, slug)
        page = admin_client.get(address(row))
        assert "slug" not in sent(page)
        admin_client.post(address(row), sent(page, slug="renamed"))
        assert model_of(kind).objects.filter(slug=slug).exists()


def test_names_of_every_version_are_known(published, edit, small):
    edit("53_rules", "slug: ", "slug: other-")
    publish_directory(small)
    rules = published_names()["rule"]
    new = {key for key in rules if key[0].startswith("other-")}
    assert new
    assert {(key[0].removeprefix("other-"),) for key in new} <= rules
    assert ("runtime", "java") in published_names()["choice"]


def test_nothing_is_published_before_the_first_version(draft):
    assert published_names() == {}


@pytest.mark.parametrize(
    ("kind", "slug"), [("question", "runtime"), ("choice", "java"), ("option", "rehost")]
)
def test_what_was_published_is_retired_and_not_removed(published, admin_client, kind, slug):
    url = address(row_of(kind, slug), "delete")
    page = admin_client.get(url)
    assert "Published names stay for ever" in page.text
    assert "Retire it instead" in page.text
    assert admin_client.post(url, {"post": "yes"}).status_code == 409
    assert model_of(kind).objects.filter(slug=slug).exists()


def test_what_others_need_is_not_removed_and_they_are_named(draft, admin_client):
    row = row_of("choice", "unavailable")
    page = admin_client.get(address(row, "delete"))
    rule = Rule.objects.get(slug="no-source-code")
    assert f'href="{address(rule)}"' in page.text
    assert admin_client.post(address(row, "delete"), {"post": "yes"}).status_code == 409
    assert Choice.objects.filter(pk=row.pk).exists()


def test_what_nobody_needs_is_removed_with_its_parts_and_logged(draft, admin_client):
    section = row_of("section", "code")
    question = Question.objects.create(slug="new", section=section, kind="one", label_en="New", label_ko="새")
    Choice.objects.create(question=question, slug="a", label_en="A", label_ko="가")
    answer = admin_client.post(address(question, "delete"), {"post": "yes"})
    assert answer.status_code == 302
    assert not Question.objects.filter(slug="new").exists()
    removed = Event.objects.filter(action="removed").values_list("kind", "key")
    assert set(removed) == {("question", "new"), ("choice", "new/a")}


def test_a_choice_in_use_cannot_be_ticked_away_on_the_page_of_its_question(draft, admin_client):
    url = address(row_of("question", "source_code"))
    page = admin_client.get(url)
    place = next(n for n in (0, 1, 2) if sent(page)[f"choices-{n}-slug"] == ["unavailable"])
    ticked = {f"choices-{place}-DELETE": "on", f"choices-{place}-retired": "on"}
    assert admin_client.post(url, sent(page, **ticked)).status_code == 302
    assert Choice.objects.get(slug="unavailable").retired is False
    assert not Event.objects.exists()


# ── Korean ──


def korean_of(slug="no-source-code"):
    return Rule.objects.get(slug=slug).korean_of


def saved(client, **typed):
    url = address(row_of("rule", "no-source-code"))
    before = korean_of()
    assert client.post(url, sent(client.get(url), **typed)).status_code == 302
    return korean_of() != before, "written for other English" in client.get(url).text


@pytest.mark.parametrize(
    ("typed", "stamped", "stale"),
    [
        ({"because_en": "Other English."}, False, True),
        ({"because_en": "Other English.", "korean_fits": "on"}, True, False),
        ({"because_en": "Other English.", "because_ko": "다른 한국어."}, True, False),
        ({"because_ko": "다른 한국어."}, False, False),
        ({"effects-rehost": "4"}, False, False),
    ],
)
def test_korean_is_stale_unless_it_was_written_anew_or_confirmed(draft, admin_client, typed, stamped, stale):
    assert saved(admin_client, **typed) == (stamped, stale)


def test_stale_korean_is_mended_by_writing_it_or_by_confirming_it(draft, admin_client):
    saved(admin_client, because_en="Other English.")
    assert saved(admin_client, korean_fits="on") == (True, False)
    saved(admin_client, because_en="Still other English.")
    assert saved(admin_client, because_ko="다른 한국어.") == (True, False)


# ── rights ──


def test_readers_see_words_and_no_controls(draft, client, django_user_model):
    user = django_user_model.objects.create_user("reader", is_staff=True)
    user.groups.set(Group.objects.filter(name="Rulebook readers"))
    client.force_login(user)
    for kind in ("rule", "question", "table", "chapter", "scenario", "service", "advice", "fact", "source"):
        page = client.get(address(model_of(kind).objects.first()))
        assert page.status_code == 200
        form = form_in(page)
        assert not form.xpath(".//textarea|.//select|.//button|.//input[@type!='hidden']"), kind
        text = form.text_content()
        assert "{&" not in text
        assert '{"' not in text
        assert "[[" not in text
    page = client.get(address(row_of("rule", "no-source-code")))
    assert "“Source code” is “Not available”" in page.text
    assert "Refactor: ruled out" in page.text
    assert client.post(address(row_of("rule", "no-source-code")), {}).status_code == 403
