"""The part on the target architecture: what stands where, and only what is recommended or answered."""

import re

import pytest
from django.template.loader import render_to_string

from advisor.engine.rulebook import NONE
from advisor.pictures.icons import ICONS
from advisor.reports.drawings.architecture_mermaid import architecture_mermaid, harmless
from advisor.reports.parts.architecture.standing import STANDINGS, standing_of
from tests.reports.architectures import JAVA, MADE, ROOT, real_book, real_report, reports
from tests.reports.book import RULES, make_book, make_report, rule, text

LANGUAGES = ("en", "ko")


def part_on(raw, language="en"):
    return make_report(raw, language, book=real_book(), changes=0, settled=False).architecture


def recommended(report):
    found = report.evaluation.recommendation
    picked = [found.compute.outcome, found.database.outcome, *found.supporting.outcome]
    return sorted(option for option in picked if option not in (None, NONE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_recommended_service_is_named_exactly_once_and_nothing_else(language):
    for name, report in reports(language):
        drawn = [option for node in report.architecture.target for option in node.options]
        assert sorted(drawn) == recommended(report), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_names_all_that_is_drawn(language):
    for name, report in reports(language):
        part = report.architecture
        for node in (*part.today, *part.services):
            assert node.name in part.description, (name, node.name)


def test_all_words_of_a_report_are_there():
    for name, report in reports("en"):
        part = report.architecture
        for sentence in (part.headline, part.caption, part.description, part.title):
            assert sentence, name
            assert "%(" not in sentence, name


def test_slugs_are_told_apart_so_that_links_lead_where_they_should():
    for name, report in reports("en"):
        part = report.architecture
        slugs = [node.slug for node in (*part.today, *part.target)]
        assert len(slugs) == len(set(slugs)), name
        assert {end for link in part.links for end in (link.source, link.target)} <= set(slugs), name


def test_every_service_of_the_catalogue_that_can_be_picked_has_a_place_and_an_icon():
    rulebook = real_book().rulebook
    options = [option for table in rulebook.decisions.values() for option in table.options]
    assert {option.service for option in options if option.service} == set(STANDINGS)
    assert {standing.icon for standing in STANDINGS.values()} <= set(ICONS)


def test_a_service_that_is_not_listed_stands_where_its_category_belongs():
    assert standing_of("new_one", "compute").tier == "compute"
    assert standing_of("new_one", "database").icon == "database"
    assert (standing_of("new_one", "supporting").tier, standing_of("new_one", "x").icon) == ("use", "service")


def test_a_service_of_a_rulebook_that_knows_others_is_drawn_with_its_own_name():
    part = make_report({"source_code": "available", "runtime": "java"}).architecture
    assert {node.name for node in part.services} >= {"Azure App Service", "Azure Monitor"}


def test_the_edge_stands_between_users_and_what_runs_the_work():
    part = part_on(JAVA)
    (way,) = part.ways_in
    assert (way.start.name, [node.name for node in way.through]) == ("Users", ["Azure Front Door"])
    links = [(link.source, link.target, link.standby) for link in part.links]
    assert links == [
        ("today-application", "today-postgresql", False),
        ("start-requests", "front_door", False),
        ("front_door", "app_service", False),
        ("app_service", "postgresql", False),
        ("front_door", "app_service", True),
        ("postgresql", "postgresql", True),
    ]


def test_messages_come_through_what_carries_them_side_by_side():
    part = real_report("events").architecture
    messages, schedule = part.ways_in
    assert [node.slug for node in messages.through] == ["service_bus", "event_grid"]
    assert messages.first == messages.last == messages.through
    assert schedule.through == ()
    assert ("start-schedule", "functions") in {(link.source, link.target) for link in part.links}


def test_messaging_that_no_messages_start_is_something_the_application_uses():
    part = part_on({**MADE["large"], "work_trigger": ["requests"]})
    assert "service_bus" in {node.slug for node in part.groups[0].nodes}
    assert {node.slug for way in part.ways_in for node in way.through} == {"application_gateway"}


def test_two_ways_into_the_web_follow_each_other():
    part = part_on({**MADE["large"], "network": "public"})
    assert [node.slug for node in part.ways_in[0].through] == ["front_door", "application_gateway"]
    assert ("front_door", "application_gateway") in {(link.source, link.target) for link in part.links}


def test_today_is_what_the_answers_say():
    application, database = part_on(JAVA).today
    assert application.name == "Web application"
    assert application.notes == ("Java, Monolith, Linux", "sessions in its memory")
    assert (database.name, database.notes) == ("PostgreSQL", ("240 GiB",))


@pytest.mark.parametrize("raw", [{}, dict.fromkeys(JAVA), {"databases": ["none"]}])
def test_what_is_not_known_of_today_is_not_invented(raw):
    part = part_on(raw)
    assert part.today == ()
    assert part.today_missing == "Not described by the answers so far"
    assert "not described" in part.description


def test_an_answer_to_a_question_that_is_not_asked_is_not_drawn():
    report = make_report({"runtime": "java", "size": 3, "databases": ["none"]})
    assert "3 GiB" not in report.architecture.description


def test_what_takes_over_from_today_is_told_from_what_is_added():
    roles = {node.slug: node.role for node in real_report("large").architecture.services}
    taken = {slug for slug, role in roles.items() if role == "takes_over"}
    assert taken == {"kubernetes_service", "sql_database", "managed_redis", "blob_storage", "azure_files"}
    assert roles["key_vault"] == "added"
    in_memory = {node.slug: node.role for node in part_on(JAVA).services}
    assert in_memory["managed_redis"] == "added"


def test_a_database_where_there_was_none_is_added():
    because = text("It needs one.")
    new = rule("new-data", "database", {"databases": {"any_of": ["none"]}}, {"sql_database": 9}, because)
    with_rule = make_book(rules=[*RULES, new])
    before = make_report({"databases": ["sql_server"], "size": 3}, book=with_rule).architecture
    without = make_report({"databases": ["none"]}, book=with_rule).architecture
    assert (before.database.role, without.database.role) == ("takes_over", "added")


def test_both_pipelines_share_one_box_as_alternatives():
    nodes = {node.slug: node for node in real_report("large").architecture.target}
    assert nodes["pipeline"].options == ("azure_devops", "github_actions")
    assert nodes["pipeline"].notes == ("Azure DevOps or GitHub Actions",)
    assert not {"azure_devops", "github_actions"} & set(nodes)


def test_one_pipeline_stands_for_itself():
    nodes = {node.slug: node for node in part_on(JAVA).target}
    assert nodes["github_actions"].name == "GitHub Actions"
    assert "pipeline" not in nodes


@pytest.mark.parametrize(
    ("answer", "regions"),
    [
        ("multiple", [("Region 1, active", False), ("Region 2, standby", True)]),
        ("single", [("One region", False)]),
        (None, []),
    ],
)
def test_regions_are_drawn_as_answered(answer, regions):
    part = part_on({**JAVA, "regions": answer})
    assert [(region.name, region.standby) for region in part.regions] == regions
    assert ("Dashed" in part.caption) == (answer == "multiple")


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("java", "The same application on two managed services, in two regions"),
        ("large", "A restructured application on two managed services, in two regions"),
        ("rehost", "The unchanged application on virtual machines, with its data"),
        ("events", "A new application on one managed service"),
        ("databases-only", "The answers so far do not tell what the target looks like"),
        ("nothing", "The answers so far do not tell what the target looks like"),
    ],
)
def test_the_headline_is_a_finding(name, headline):
    assert real_report(name).architecture.headline == headline


def test_nothing_to_recommend_is_drawn_as_such():
    part = real_report("nothing").architecture
    assert (part.compute.role, part.database.role) == ("open", "open")
    assert part.services == ()
    assert part.links == ()
    assert "nothing to recommend yet" in part.description
    assert real_report("regions-only").architecture.regions == ()


def test_no_database_needed_is_said():
    part = real_report("events").architecture
    assert (part.database.role, part.database.name) == ("open", "No database")
    assert "No database." in part.description


def test_long_names_lose_the_word_that_the_heading_says_but_never_their_meaning():
    labels = {n.slug: n.label for _, report in reports("en") for n in report.architecture.services}
    assert labels["app_service"] == "App Service"
    assert labels["azure_monitor"] == "Azure Monitor"
    assert labels["entra_id"] == "Microsoft Entra ID"


# ── Mermaid ──


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_flowchart_holds_all_services_and_links(language):
    for name, report in reports(language):
        chart = architecture_mermaid(report)
        part = report.architecture
        for node in part.services:
            words = node.notes[0] if len(node.options) > 1 else node.name
            assert harmless(words) in chart, (name, node.name)
        arrows = chart.count(" --> ") + chart.count(" -.-> ")
        inside = 1 if part.standby and part.keeps_data else 0
        assert arrows == len(part.links) + inside, name
        assert chart.count("subgraph ") == chart.count("\n  end\n") + chart.count("\n    end\n")


def test_labels_cannot_be_anything_but_labels():
    hostile = 'x"] --> <script>`1. a`\n%%{init} end; click\u202e\x00'
    assert harmless(hostile) == (
        "x#34;#93; #45;#45;#62; #60;script#62;#96;1#46; a#96; #37;#37;#123;init#125; end#59; click"
    )
    assert harmless("가상 머신, 2대") == "가상 머신, 2대"


# ── the page ──


def test_the_page_shows_both_layouts_with_names_of_their_own():
    report = real_report("java")
    page = render_to_string("reports/includes/architecture.html", {"report": report})
    assert '<section class="part" id="architecture">' in page
    assert report.architecture.headline in page
    assert report.architecture.caption in page
    assert [page.count(f'<div class="{layout}"><svg') for layout in ("broad", "tall")] == [1, 1]
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page)) <= set(ids)


def test_one_layout_at_a_time_is_shown_and_the_other_hidden_from_everybody():
    css = (ROOT / "advisor" / "static" / "advisor" / "pictures.css").read_text(encoding="utf-8")
    narrow, wide = css.split("@container (min-width: 50rem) {", 1)
    assert ".layouts > .broad { display: none; }" in narrow
    assert ".layouts > .tall { display: none; }" not in narrow
    assert wide.count(".layouts > .broad { display: block; }") == 2
    assert wide.count(".layouts > .tall { display: none; }") == 2
