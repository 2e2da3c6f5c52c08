"""Several components as one report: outcomes side by side, one plan, shared risks, one list of sources."""

from dataclasses import replace
from functools import cache

import pytest
from django.utils.translation import override

from advisor.engine import parse_profile
from advisor.reports.build import build_report
from advisor.reports.combined import combine, distinct
from advisor.reports.evaluation import CoverDetails, Override, evaluate
from advisor.reports.exporters.docx import write_docx
from advisor.reports.exporters.html import write_html
from advisor.reports.exporters.markdown import write_markdown
from advisor.reports.exporters.pdf import write_pdf
from advisor.reports.paper.blocks import Cite, Figure, Heading, Mark, Run, Sources, Table
from advisor.reports.paper.compose.combined import paper_of_combined
from advisor.rulebook.schema import PHASES
from tests.reports.book import FULL, RULES, SOURCES, TODAY, make_book, make_subject, text
from tests.reports.combining import SETS, component_reports, workload
from tests.reports.paper.reading import block_text, line_text, lines_of, part_texts, parts_of, summary_text

LANGUAGES = ("en", "ko")


@cache
def paper(count, language="en"):
    return paper_of_combined(workload(count, language))


# ── combining ──


def test_each_component_has_its_own_outcomes_and_effort():
    combined = workload(4)
    assert [c.name for c in combined.components] == ["Web shop", "Order events", "Billing", "Old portal"]
    assert [c.strategy for c in combined.components] == ["rearchitect", "rebuild", "rehost", "refactor"]
    assert combined.components[1].outcomes == ("Rebuild", "Azure Functions", "No database")
    assert len({c.effort for c in combined.components}) > 1


def test_the_headline_says_whether_they_go_one_way():
    assert workload(4).headline == "4 components go different ways: Rearchitect, Rebuild, Rehost, Refactor"
    same = combine(make_subject(), component_reports(("java", "java")), ("A", "B"))
    assert same.headline == "2 components, for all of which Refactor is recommended"
    nothing = combine(make_subject(), component_reports(("nothing", "nothing")), ("A", "B"))
    assert nothing.headline == "For none of the 2 components can a strategy be recommended yet"
    some = combine(make_subject(), component_reports(("java", "nothing")), ("A", "B"))
    assert some.headline == "2 components go different ways: Refactor, nothing yet"


def test_no_components_are_no_workload():
    with pytest.raises(ValueError, match="at least one"):
        combine(make_subject(), [], [])


@pytest.mark.parametrize("count", SETS)
def test_the_plan_has_every_step_of_every_component_once_in_the_order_of_the_phases(count):
    combined = workload(count)
    steps = [step.slug for step in combined.plan.items]
    assert len(steps) == len(set(steps))
    assert set(steps) == {s.slug for c in combined.components for s in c.report.plan.items}
    assert [step.number for step in combined.plan.items] == list(range(1, len(steps) + 1))
    phases = [phase.slug for phase in combined.plan.phases]
    assert phases == sorted(phases, key=PHASES.index)


def test_each_step_says_who_needs_it():
    combined = workload(4)
    for step in combined.plan.items:
        needing = [c.name for c in combined.components if step.slug in {s.slug for s in c.report.plan.items}]
        told = "for all components" if len(needing) == 4 else f"for: {', '.join(needing)}"
        assert step.answers == told, step.slug
    assert len({step.answers for step in combined.plan.items}) > 2


def test_each_risk_stands_once_with_those_it_threatens_the_most_shared_first():
    combined = workload(4)
    risks = {risk.item.slug: risk.threatened for risk in combined.risks}
    assert len(risks) == len(combined.risks)
    for slug, threatened in risks.items():
        names = [c.name for c in combined.components if slug in {r.slug for r in c.report.risks.items}]
        assert threatened == ("all components" if len(names) == 4 else ", ".join(names)), slug
    counts = [r.threatened.count(",") + 1 if r.threatened != "all components" else 4 for r in combined.risks]
    assert counts == sorted(counts, reverse=True)


def test_supporting_services_say_who_uses_them():
    combined = workload(4)
    for service in combined.services:
        outcomes = [c.report.evaluation.recommendation.supporting.outcome for c in combined.components]
        assert service.used == tuple(service.slug in outcome for outcome in outcomes)
        assert any(service.used)
    shared = sum(sum(service.used) > 1 for service in combined.services)
    assert (
        combined.services_headline == f"{len(combined.services)} supporting services, {shared} of them shared"
    )
    alone = combine(make_subject(), component_reports(("java", "nothing")), ("A", "B"))
    assert alone.services_headline == f"{len(alone.services)} supporting services, none of them shared"


def test_names_are_told_apart():
    assert distinct(["Shop", "Shop", "Import", "Shop"]) == ("Shop", "Shop (2)", "Import", "Shop (3)")
    assert distinct(["Shop", "Shop (2)", "Shop"]) == ("Shop", "Shop (2)", "Shop (3)")


def test_sources_are_numbered_once_for_all():
    combined = workload(4)
    assert [s.number for s in combined.sources.sources] == list(range(1, len(combined.sources.sources) + 1))
    assert len({s.source.slug for s in combined.sources.sources}) == len(combined.sources.sources)
    assert combined.sources.headline == f"{len(combined.sources.sources)} sources"


# ── several versions of the rulebook ──


def two_versions():
    """Return reports of two versions: what the newer one cites is unknown to the older one, and back."""
    sources = [{**source, "slug": f"new-{source['slug']}"} for source in SOURCES]
    rules = [
        {**rule, "sources": [f"new-{s}" for s in rule["sources"]], "because": text("By the new rules.")}
        for rule in RULES
    ]
    older, newer = make_book(), make_book(sources=[*SOURCES, *sources], rules=rules)
    newer_rulebook = replace(newer.rulebook, hash="sha256:newer")
    newer = replace(newer, rulebook=newer_rulebook)
    numbers = {}
    return [
        build_report(
            make_subject(),
            evaluate(book, parse_profile(book.rulebook, FULL)[0]),
            numbers=numbers,
        )
        for book in (newer, older, newer)
    ]


def test_components_of_several_versions_stand_in_one_report_that_says_so():
    combined = combine(make_subject(), two_versions(), ("A", "B", "C"))
    assert "2 versions of the rulebook" in combined.rulebooks
    assert workload(4).rulebooks == ""
    slugs = [source.source.slug for source in combined.sources.sources]
    assert any(slug.startswith("new-") for slug in slugs)
    assert len(slugs) == len(set(slugs))
    made = paper_of_combined(combined)
    assert combined.rulebooks in summary_text(made)
    assert "sha256:newer" in made.made_from
    assert_all_cited_sources_are_listed(made)


# ── the paper ──


def assert_all_cited_sources_are_listed(made):
    inside = [
        inline for block in (*made.summary, *made.blocks) for line in lines_of(block) for inline in line
    ]
    cited = {inline.number for inline in inside if isinstance(inline, Cite)}
    listed = [s.number for block in made.blocks if isinstance(block, Sources) for s in block.items]
    assert cited
    assert cited <= set(listed)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", SETS)
def test_every_citation_has_its_source(count, language):
    assert_all_cited_sources_are_listed(paper(count, language))


def test_the_parts_are_numbered_and_every_component_has_a_chapter():
    made = paper(4)
    parts = list(parts_of(made))
    chapters = [f"component-{n}" for n in range(1, 5)]
    assert parts == ["components", "architecture", "plan", "risks", *chapters, "sources", "appendix"]
    heads = [block for block in made.blocks if isinstance(block, Heading) and block.level == 1]
    assert [head.number for head in heads] == [str(n) for n in range(1, 11)]
    assert all(head.label for head in heads)


@pytest.mark.parametrize("count", SETS)
def test_anchors_are_unique_and_links_lead_to_them(count):
    made = paper(count)
    heads = [b for b in (*made.summary, *made.blocks) if isinstance(b, Heading) and b.anchor]
    anchors = [head.anchor for head in heads]
    assert len(anchors) == len(set(anchors))
    blocks = (*made.summary, *made.blocks)
    runs = [i for block in blocks for line in lines_of(block) for i in line if isinstance(i, Run)]
    inner = {run.link[1:] for run in runs if run.link.startswith("#")}
    assert {f"component-{n}" for n in range(1, count + 1)} <= inner <= set(anchors)


def test_no_level_of_heading_is_left_out():
    level = 1
    for block in paper(4).blocks:
        if isinstance(block, Heading):
            assert block.level <= level + 1, block.text
            level = block.level


def test_the_summary_is_a_table_of_all_components():
    (table,) = [block for block in paper(4).summary if isinstance(block, Table)]
    combined = workload(4)
    assert table.columns == ("Component", *combined.decisions, "Effort")
    for row, component in zip(table.rows, combined.components, strict=True):
        told = [line_text(cell) for cell in row]
        assert told == [f"{component.number} {component.name}", *component.outcomes, component.effort]
        assert row[1][0] == Mark(component.strategy)


def test_a_chapter_says_what_the_component_s_own_report_says():
    combined, texts = workload(4), part_texts(paper(4))
    for component in combined.components:
        report, told = component.report, texts[f"component-{component.number}"]
        assert report.verdict.lead in told
        for option in report.strategies.options:
            for reason in (*option.speaks_for, *option.speaks_against, *option.vetoes):
                assert reason.text in told
        for service in report.services.services:
            assert all(reason.text in told for reason in service.why)
            if service.why_not:
                assert service.why_not.sentence in told
        for table in report.changes.tables:
            assert table.sentence in told
        assert report.unknown.headline in told
        answers = texts["appendix"]
        assert report.appendix.recommendation in answers
        for group in report.appendix.groups:
            assert all(row.answer in answers for row in group.rows)


def test_plan_and_risks_say_for_whom():
    combined, texts = workload(4), part_texts(paper(4))
    for step in combined.plan.items:
        assert f"({step.answers})" in texts["plan"]
    for risk in combined.risks:
        assert risk.threatened in texts["risks"]


@pytest.mark.parametrize("count", SETS)
def test_the_picture_and_the_matrix_show_the_whole_workload(count):
    blocks = parts_of(paper(count))["architecture"]
    (figure,) = [block for block in blocks if isinstance(block, Figure)]
    (matrix,) = [block for block in blocks if isinstance(block, Table)]
    assert figure.narrow.width < figure.drawing.width
    combined = workload(count)
    assert matrix.columns[1:] == tuple(str(c.number) for c in combined.components)
    for row, service in zip(matrix.rows, combined.services, strict=True):
        told = [line_text(cell) for cell in row]
        assert told == [service.name, *("yes" if used else "–" for used in service.used)]


def test_services_of_very_many_components_name_their_users():
    reports = component_reports(("java", "events") * 7)
    made = paper_of_combined(combine(make_subject(), reports, [f"Part {n}" for n in range(1, 15)]))
    (matrix,) = [block for block in parts_of(made)["architecture"] if isinstance(block, Table)]
    rows = {line_text(name): line_text(users) for name, users in matrix.rows}
    assert rows["Azure Front Door"] == ", ".join(f"Part {n}" for n in range(1, 15, 2))


def test_what_was_decided_otherwise_stands_in_summary_cover_and_chapter():
    made = Override("strategy", "rehost", "The lease ends in May.", "Board", TODAY)
    reports = [
        *component_reports(("java",), overrides=(made,)),
        *component_reports(("events",)),
    ]
    told = paper_of_combined(combine(make_subject(), reports, ("Shop", "Events")))
    assert "decided otherwise: Rehost" in summary_text(told)
    rows = dict(told.cover.rows)
    assert "The lease ends in May." in next(v for label, v in rows.items() if label.startswith("Shop:"))
    assert "The lease ends in May." in part_texts(told)["component-1"]
    assert "The lease ends in May." not in part_texts(told)["component-2"]


def test_the_cover_names_workload_client_and_all_strategies():
    details = CoverDetails("Contoso", "2.0", "Confidential")
    subject = make_subject(name="Proseware", client="Fabrikam", contact="Sales", cover=details)
    made = paper_of_combined(replace(workload(4), subject=subject))
    assert made.cover.eyebrow == "Proseware"
    assert made.cover.title == "Rearchitect, Rebuild, Rehost, Refactor"
    assert made.cover.strategy == ""
    assert made.cover.confidentiality == "Confidential"
    assert {"Fabrikam", "Sales", "Contoso", "2.0"} <= {value for _, value in made.cover.rows}
    same = combine(make_subject(), component_reports(("java", "java")), ("A", "B"))
    assert paper_of_combined(same).cover.strategy == "refactor"


def test_the_cover_names_no_strategy_for_components_that_have_none():
    some = paper_of_combined(combine(make_subject(), component_reports(("java", "nothing")), ("A", "B")))
    assert (some.cover.title, some.cover.strategy) == ("Refactor", "")
    none = paper_of_combined(combine(make_subject(), component_reports(("nothing", "nothing")), ("A", "B")))
    assert (none.cover.title, none.cover.strategy) == ("Nothing to recommend yet", "")


def test_a_paper_is_in_its_own_language_whatever_the_page_s_is():
    with override("ko"):
        in_english = paper_of_combined(workload(2))
    assert in_english == paper(2)
    assert "\uac00" <= max(block_text(paper(2, "ko").blocks[0])) <= "\ud7a3"


def test_every_writer_takes_the_paper():
    made = paper(2)
    assert write_pdf(made, None).startswith(b"%PDF")
    assert write_docx(made, None).startswith(b"PK")
    html = write_html(made, None)
    assert html.count('id="component-2"') == 1
    assert "Order events" in write_markdown(made, None)
