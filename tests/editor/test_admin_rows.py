"""Every widget of the admin's forms without scripts: buttons change rows, save nothing, lose nothing."""

import pytest
from django.urls import reverse

from advisor.rulebook.draft import model_of
from advisor.rulebook.models import Event, Question, Rule
from tests import books
from tests.editor.forms import buttons, form_in, sent
from tests.rulebook.conftest import SMALL

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _draft(db):
    books.fill_draft(SMALL)


@pytest.fixture
def opened(admin_client):
    """Open the form of a record; returns its address and the page."""

    def open_form(kind, slug):
        row = model_of(kind).objects.get(slug=slug)
        url = reverse(f"admin:rulebook_{kind}_change", args=[row.pk])
        return url, admin_client.get(url)

    return open_form


@pytest.fixture
def press(admin_client, opened):
    """Press a button on a record's form, with something typed; returns the page that comes back."""

    def press_button(kind, slug, button, page=None, **typed):
        url, first = opened(kind, slug)
        answer = admin_client.post(url, sent(page or first, **typed) | {"_rows": button})
        assert answer.status_code == 200, answer
        assert answer.context["errors"] == []
        assert not Event.objects.exists()
        return answer

    return press_button


def test_a_condition_more_keeps_what_was_typed(press):
    typed = {"because_en": "Half a sentence", "when-0-values": ["available", "unavailable"]}
    page = press("rule", "no-source-code", "when:add", **typed)
    values = sent(page)
    assert values["because_en"] == ["Half a sentence"]
    assert values["when-0-values"] == ["available", "unavailable"]
    assert values["when-1-name"] == [""]
    assert form_in(page).xpath(".//select[@name='when-1-name']/optgroup/@label") == ["Code", "Data"]


def test_choosing_another_question_shows_its_answers(press):
    page = press("rule", "no-source-code", "when:update:0", **{"when-0-name": "runtime"})
    values = sent(page)
    assert values["when-0-of"] == ["runtime"]
    assert "when-0-values" not in values
    assert form_in(page).xpath(".//input[@name='when-0-values']/@value") == ["java", "other"]


def test_a_condition_less(press):
    page = press("rule", "no-source-code", "when:remove:0")
    assert not [name for name in sent(page) if name.startswith("when-")]


def test_a_rule_is_offered_only_the_outcomes_before_its_decision(opened):
    def outcomes(slug):
        _, page = opened("rule", slug)
        return form_in(page).xpath("(.//select[@name='when-0-name'])[1]/optgroup[1]/option/@value")

    by_decision = {
        rule.decision.slug: outcomes(rule.slug) for rule in Rule.objects.select_related("decision")
    }
    assert "strategy" not in by_decision["strategy"]
    assert by_decision["compute"] == ["strategy"]
    assert by_decision["database"] == ["strategy", "compute"]


def test_another_decision_offers_its_own_options(press, opened):
    _, page = opened("rule", "no-source-code")
    compute = form_in(page).xpath(".//select[@name='decision']/option[contains(text(), 'compute')]/@value")
    answer = press("rule", "no-source-code", "decision:update", decision=compute)
    names = [name for name in sent(answer) if name.startswith("effects-")]
    assert names == ["effects-virtual_machines", "effects-functions"]


def test_sources_are_ordered_added_and_removed(press):
    page = press("rule", "no-source-code", "sources:remove:1")
    assert sent(page)["sources"] == ["story"]
    page = press("rule", "no-source-code", "sources:add", page=page, **{"sources:new": "guide"})
    assert sent(page)["sources"] == ["story", "guide"]
    page = press("rule", "no-source-code", "sources:up:1", page=page)
    assert sent(page)["sources"] == ["guide", "story"]
    page = press("rule", "no-source-code", "sources:remove:1", page=page)
    assert sent(page)["sources"] == ["guide"]
    assert "story" in form_in(page).xpath(".//select[@name='sources:new']//option/@value")


def test_a_source_that_was_chosen_is_saved_without_pressing_add(opened, admin_client):
    url, page = opened("rule", "no-source-code")
    assert admin_client.post(url, sent(page, sources="guide", **{"sources:new": "story"})).status_code == 302
    assert Rule.objects.get(slug="no-source-code").sources == [["guide"], ["story"]]


def test_points_of_a_chapter_are_added_moved_and_removed(press):
    kind, slug = "chapter", model_of("chapter").objects.exclude(points=[]).first().slug
    before = sent(press(kind, slug, "points:up:0"))
    count = len([name for name in before if name.startswith("points-") and name.endswith("-en")])
    page = press(kind, slug, "points:add")
    added = {f"points-{count}-en": "A new point", f"points-{count}-ko": "새 항목"}
    page = press(kind, slug, f"points:up:{count}", page=page, **added)
    assert sent(page)[f"points-{count - 1}-en"] == ["A new point"]
    page = press(kind, slug, f"points:remove:{count - 1}", page=page)
    assert sent(page)[f"points-{count - 1}-en"] == before[f"points-{count - 1}-en"]


def column(page, slug):
    cells = {name: values for name, values in sent(page).items() if name.startswith("rows-")}
    return [values for name, values in cells.items() if name.endswith(f"-{slug}")]


def test_a_column_that_is_renamed_takes_its_cells_along(press, opened, admin_client):
    url, page = opened("table", "sizes")
    names = form_in(page).xpath(".//input[contains(@name, '-slug')]/@value")
    first = names[0]
    cells = column(page, first)
    assert cells
    page = press("table", "sizes", "columns:update:0", page=page, **{"columns-0-slug": "renamed"})
    assert column(page, "renamed") == cells
    assert admin_client.post(url, sent(page)).status_code == 302
    assert set(model_of("table").objects.get(slug="sizes").rows[0]) == {"renamed", *names[1:]}


def test_rows_of_a_table_are_added_and_moved(press):
    page = press("table", "sizes", "rows:add")
    count = len({name.split("-")[1] for name in sent(page) if name.startswith("rows-")})
    moved = press("table", "sizes", f"rows:up:{count - 1}", page=page)
    blank = [v for name, v in sent(moved).items() if name.startswith(f"rows-{count - 2}-")]
    assert {text for values in blank for text in values} == {""}


def test_answers_of_a_scenario_bring_a_place_for_the_words_of_the_source(press):
    slug = model_of("scenario").objects.first().slug
    page = press("scenario", slug, "profile:add")
    place = max(int(name.split("-")[1]) for name in sent(page) if name.startswith("profile-"))
    answered = {f"profile-{place}-name": "runtime"}
    page = press("scenario", slug, f"profile:update:{place}", page=page, **answered)
    assert f"profile-{place}-values" in sent(page)
    assert "basis-runtime" in sent(page)


def test_a_choice_more_stands_behind_the_others(press):
    page = press("question", "runtime", "choices:add")
    values = sent(page)
    assert values["choices-TOTAL_FORMS"] == ["3"]
    assert values["choices-2-slug"] == [""]
    last = max(int(values[f"choices-{n}-order"][0]) for n in (0, 1))
    assert values["choices-2-order"] == [str(last + 1)]


def new_choice(slug):
    texts = {"label_en": "Go", "label_ko": "Go", "help_en": "Compiled.", "help_ko": "컴파일됩니다."}
    return {f"choices-2-{name}": text for name, text in {"slug": slug, **texts}.items()}


def test_a_choice_that_was_added_is_saved_with_its_question(press, opened, admin_client):
    url, _ = opened("question", "runtime")
    page = press("question", "runtime", "choices:add")
    answer = admin_client.post(url, sent(page, **new_choice("go")))
    assert answer.status_code == 302
    assert [choice.slug for choice in Question.objects.get(slug="runtime").choices.all()] == [
        "java",
        "other",
        "go",
    ]
    assert Event.objects.get().key == "runtime/go"


def test_two_choices_with_one_name_are_refused_in_words(press, opened, admin_client):
    url, _ = opened("question", "runtime")
    page = press("question", "runtime", "choices:add")
    answer = admin_client.post(url, sent(page, **new_choice("java")))
    assert answer.status_code == 200
    assert sent(answer)["choices-2-label_en"] == ["Go"]
    assert answer.context["errors"]


INCOMPLETE = [
    ({"when-0-values": None}, "“Source code”: choose at least one answer."),
    ({"when-1-name": "source_code", "when-1-op": "any_of", "when-1-values": "available"}, "asked twice"),
    ({"when-0-name": "nowhere", "when-0-of": "nowhere", "when-0-values": "x"}, "unknown question nowhere"),
    ({"when-0-values": "gone"}, "unknown choice gone"),
    ({"effects-refactor": "99"}, "points go from −10 to 10 and are not 0; “99” was given"),
    ({"effects-refactor": "", "effects-rearchitect": "", "effects-rehost": ""}, "names no option"),
    ({"sources": "nowhere"}, "unknown source nowhere"),
    ({"sources": None, "sources:new": None}, "source"),
]


@pytest.mark.parametrize(("typed", "words"), INCOMPLETE)
def test_what_is_incomplete_or_unknown_is_said_in_words_and_kept(opened, admin_client, typed, words):
    url, page = opened("rule", "no-source-code")
    answer = admin_client.post(url, sent(page, **typed))
    assert answer.status_code == 200
    assert words in " ".join(str(error) for errors in answer.context["errors"] for error in errors)
    kept = sent(answer)
    for name, value in typed.items():
        if value:
            assert value in kept[name]
    assert not Event.objects.exists()


def test_hostile_rows_neither_break_the_page_nor_reach_the_draft(opened, admin_client):
    url, page = opened("rule", "no-source-code")
    strange = {f"when-{n}-name": "source_code" for n in ("9999", "77")}
    strange |= {
        "when-x-name": "y",
        "when-1-min": "1e999",
        "effects-": "3",
        "_rows": "when:up:999999999999999999",
    }
    assert admin_client.post(url, sent(page, **strange)).status_code == 200
    for button in ("", ":", "nowhere:add", "when:fly", "when:remove:-1", "sources:up:²", "slug:take"):
        assert admin_client.post(url, sent(page) | {"_rows": button}).status_code in (200, 302)
    assert Rule.objects.get(slug="no-source-code").when == {"source_code": ["unavailable"]}


def test_no_form_shows_raw_data(opened):
    for kind in ("rule", "question", "table", "chapter", "scenario", "service", "advice", "fact"):
        row = model_of(kind).objects.first()
        _, page = opened(kind, row.slug)
        typed = [text for values in sent(page).values() for text in values]
        assert not [text for text in typed if text.startswith(("{", "["))]


def test_the_sentence_follows_what_is_typed(press, admin_client, opened):
    url, page = opened("rule", "no-source-code")
    assert "When “Source code” is “Not available”," in page.text
    typed = {"effects-rehost": "5", "when-0-values": ["available"]}
    answer = admin_client.post(url, sent(page, **typed) | {"_preview": "1"}, headers={"HX-Request": "true"})
    assert "When “Source code” is “Available”," in answer.text
    assert "Rehost gets +5" in answer.text
    assert "<form" not in answer.text
    assert "Rehost gets +5" in press("rule", "no-source-code", "when:add", **typed).text


def test_with_scripts_a_button_brings_only_what_it_changes(admin_client, opened):
    url, page = opened("rule", "no-source-code")
    answer = admin_client.post(url, sent(page) | {"_rows": "when:add"}, headers={"HX-Request": "true"})
    assert 'name="when-1-name"' in answer.text
    assert 'id="sentence"' in answer.text
    assert "because_en" not in answer.text
    assert "<html" not in answer.text


def test_every_button_of_every_form_works(opened, admin_client):
    for kind in ("rule", "question", "table", "chapter", "scenario", "service", "decision"):
        row = model_of(kind).objects.first()
        url, page = opened(kind, row.slug)
        for button in buttons(page):
            answer = admin_client.post(url, sent(page) | {"_rows": button})
            assert answer.status_code == 200, button
            assert answer.context["errors"] == [], button
    assert not Event.objects.exists()


def test_a_long_table_is_neither_refused_nor_cut(opened, admin_client):
    table = model_of("table").objects.get(slug="sizes")
    table.rows = table.rows[:1] * 600
    table.save()
    url, page = opened("table", "sizes")
    assert len(sent(page)) > 1000
    assert admin_client.post(url, sent(page, order="77")).status_code == 302
    table.refresh_from_db()
    assert (table.order, len(table.rows)) == (77, 600)
