"""One service's page, from the rulebook to finished sentences."""

from dataclasses import replace
from datetime import date

import pytest

from advisor.catalogue import aspects, speaking
from advisor.catalogue.entry import entry_of
from advisor.catalogue.names import category_name, lifecycle_words, stage_of
from advisor.catalogue.writer import Writer
from advisor.engine.rulebook import Column, ReferenceTable, Text

from .conftest import FUNCTIONS, MACHINES, TODAY, text


def texts(aspect):
    return [statement.text for statement in aspect.statements]


def by_slug(found):
    return {aspect.slug: aspect for aspect in found}


def test_tells_what_a_service_is_and_when_to_choose_it(writer):
    entry = entry_of(writer, "functions")
    assert (entry.name, entry.category, entry.summary) == (
        "Azure Functions",
        "Compute",
        "Runs code on events.",
    )
    assert entry.described.text == "Description checked on 22 November 2026"
    assert [(a.label, texts(a)) for a in entry.fit] == [
        ("Choose it when", ["Choose it for events."]),
        ("Do not choose it when", ["Avoid it for long work."]),
    ]


def test_lists_limits_with_their_kind_and_for_which_answers_they_matter(writer):
    found = aspects.limits(writer, FUNCTIONS)
    assert [(limit.text, limit.note) for limit in found] == [
        ("always is so.", "Figure"),
        ("only-java is so.", "Limit · Matters when “Runtime” is “Java”."),
    ]
    assert all(limit.cites == (1,) for limit in found)


def test_says_what_it_means_to_run_it(writer):
    found = by_slug(aspects.running(writer, FUNCTIONS))
    assert texts(found["operations"]) == ["Low", "Watch failed messages."]
    assert texts(found["level"]) == ["99.95%: On a plan", "99.995%", "promise is so."]
    assert texts(found["lifecycle"]) == ["Current", "end is so."]
    assert {"scaling", "billing", "migration"} <= set(found)


def test_says_where_no_service_level_is_sourced(writer, book):
    found = by_slug(aspects.running(writer, book.services["sets"]))
    assert texts(found["level"]) == ["Not sourced: this version has no published figure."]
    assert "billing" not in found


@pytest.mark.parametrize(
    ("lifecycle", "on", "stage", "words"),
    [
        ("current", None, "current", "Current"),
        ("preview", None, "preview", "In preview"),
        ("retiring", None, "retiring", "Being retired"),
        ("retiring", date(2026, 11, 23), "retiring", "Retires on 23 November 2026"),
        ("retiring", TODAY, "retired", "Retired since 22 November 2026"),
        ("retired", date(2025, 3, 31), "retired", "Retired since 31 March 2025"),
        ("retired", None, "retired", "Retired"),
    ],
)
def test_judges_the_lifecycle_on_the_day(lifecycle, on, stage, words):
    service = replace(MACHINES, lifecycle=lifecycle, lifecycle_on=on)
    assert stage_of(service, TODAY) == stage
    assert lifecycle_words(service, TODAY, "en") == words


def test_lists_rules_the_strongest_first(writer):
    (decision,) = speaking.decisions(writer, "functions")
    assert decision.title == "Compute"
    assert [(rule.slug, rule.points) for rule in decision.speaks_for] == [
        ("a-lot", "+5"),
        ("always", "+2"),
        ("a-little", "+1"),
    ]
    assert [rule.slug for rule in decision.against] == ["veto", "more-against", "against"]
    assert decision.speaks_for[0].when == "When the outcome of “Strategy” is “Refactor”:"
    assert decision.speaks_for[1].when == "Always:"


def test_counts_the_rules(writer):
    assert (
        entry_of(writer, "functions").rules_headline == "3 rules speak for it, 2 against it, 1 rules it out"
    )
    assert entry_of(writer, "sets").rules_headline == "No rule chooses it: it is named in advice only"


def test_brings_the_advice_that_names_it_as_an_outcome(writer):
    groups = speaking.advice(writer, "functions")
    assert [(group.title, [item.title for item in group.items]) for group in groups] == [
        ("Risks", ["cold"]),
        ("Practices", ["warm"]),
        ("Steps of the plan", ["first"]),
    ]
    assert [item.only for group in groups for item in group.items] == [
        "",
        "Applies when “Runtime” is “Java”.",
        "",
    ]


def test_contents_name_the_parts_that_are_there(writer):
    full = [part.slug for part in entry_of(writer, "functions").parts]
    chapter = "chapter-functions-triggers"
    assert full == ["fit", "limits", "running", chapter, "rules", "advice", "related", "sources"]
    assert [part.slug for part in entry_of(writer, "sets").parts] == ["running", "rules", "sources"]


def test_a_chapter_has_its_points_and_its_table(writer):
    (chapter,) = entry_of(writer, "functions").chapters
    assert chapter.points == ("A timer.", "A message in a queue.")
    assert not chapter.numbered
    row = [cell for _, cell in chapter.table.rows[1]]
    assert [cell.text for cell in row] == ["Large", "4.5", "Azure Virtual Machines"]
    assert [cell.is_number for cell in row] == [False, True, False]
    assert row[2].service == "virtual_machines"


def test_links_only_to_related_services_that_are_there(writer):
    assert [link.slug for link in entry_of(writer, "functions").related] == ["virtual_machines"]


def test_numbers_sources_in_reading_order(writer):
    entry = entry_of(writer, "functions")
    assert [source.number for source in entry.sources] == list(range(1, len(entry.sources) + 1))
    assert entry.described.cites == (1,)
    assert "checked on" in entry.sources[0].detail


def test_speaks_korean(book):
    entry = entry_of(Writer(book, "ko", TODAY), "functions")
    assert entry.summary == "Runs code on events.(한)"
    assert entry.chapters[0].title == "무엇이 시작하는가"


@pytest.mark.parametrize(("slug", "name"), [("compute", "Compute"), ("edge_and-more", "Edge and more")])
def test_a_category_that_is_not_known_keeps_its_words(slug, name):
    assert category_name(slug) == name


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (("runtime:slug", "name:text"), ["name"]),
        (("name:slug", "note:text"), ["name", "note"]),
        (("aspect:text", "name:text"), ["aspect", "name"]),
        (("runtime:slug", "note:text"), ["runtime", "note"]),
    ],
)
def test_slugs_give_way_to_the_names_beside_them(writer, columns, shown):
    pairs = [column.split(":") for column in columns]
    table = ReferenceTable("t", text("T"), tuple(Column(s, Text(s, s), kind) for s, kind in pairs), ({},))
    view = writer.table(table)
    assert [label for label, _ in view.columns] == shown
    assert [cell.text for _, cell in view.rows[0]] == ["–"] * len(shown)


def test_a_slug_in_a_table_becomes_the_words_of_its_choice(writer):
    columns = (Column("what", text("W"), "slug"), Column("runtime", text("R"), "slug"))
    table = ReferenceTable("t", text("T"), columns, ({"what": "all_at_once", "runtime": "java"},))
    assert [cell.text for _, cell in writer.table(table).rows[0]] == ["all at once", "Java"]


def test_a_column_of_slugs_that_name_nothing_is_left_out(writer):
    columns = (Column("name", text("N"), "text"), Column("kind", text("K"), "slug"))
    table = ReferenceTable("t", text("T"), columns, ({"name": text("D4"), "kind": "general_purpose"},))
    assert [label for label, _ in writer.table(table).columns] == ["N"]
