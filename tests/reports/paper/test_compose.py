"""The paper says all that the report says, in the order of the outline, and nothing twice in other words."""

import dataclasses
import datetime
from functools import cache

import pytest
from django.utils.text import capfirst
from django.utils.translation import override

from advisor.engine import decide, parse_profile
from advisor.reports.build import build_report
from advisor.reports.evaluation import CoverDetails, Earlier, Override, evaluate
from advisor.reports.outline import PARTS
from advisor.reports.paper.blocks import Cite, Facts, Figure, Heading, Mark, Sources, Table
from advisor.reports.paper.compose import paper_of
from advisor.reports.report import (
    AdviceItem,
    AnswerRow,
    DrivenBy,
    EffortClass,
    EffortRow,
    Ending,
    Factor,
    Measure,
    OptionView,
    Reason,
    ScaleRule,
    ServiceLevel,
    SourceView,
    Statement,
    Step,
    UnknownRow,
    Worked,
)
from tests import books
from tests.reports.book import FULL, make_book, make_report, make_subject
from tests.reports.paper.reading import block_text, line_text, lines_of, part_texts, parts_of, summary_text

PORTAL = {
    "workload_type": "web_app",
    "work_trigger": ["requests"],
    "source_code": "available",
    "change_scope": "some_code",
    "runtime": "java",
    "architecture": "monolith",
    "databases": ["postgresql"],
    "availability": "sla_99_95",
    "regions": "multiple",
    "release_method": "blue_green",
    "instance_vcpus": 2,
    "instance_memory_gib": 4,
    "instances": 3,
    "twelve_factors": ["codebase", "config"],
    "lead_time": "under_1_week",
    "planned_life": "under_1_year",
    "skills": None,
}
#: What each of these says to a reader, apart from slugs and what is drawn.
SAID = {
    Reason: ("points", "text", "answers"),
    AdviceItem: ("title", "text", "answers"),
    Step: ("title", "text", "answers", "tool", "entry", "exit"),
    Statement: ("text",),
    Ending: ("label", "text"),
    OptionView: ("name", "balance"),
    Worked: ("label", "working", "result"),
    ScaleRule: ("trigger", "rule", "setting", "to_zero", "idle"),
    ServiceLevel: ("service", "figure", "condition"),
    Factor: ("name", "words"),
    Measure: ("name", "today", "level", "asks"),
    UnknownRow: ("text",),
    DrivenBy: ("question", "answer", "text"),
    EffortRow: ("points", "answer", "text"),
    EffortClass: ("name", "span", "meaning"),
    SourceView: ("title", "url", "detail"),
    AnswerRow: ("question", "answer", "note"),
}


@cache
def book():
    return books.compiled(books.REAL)


@cache
def portal(language="en"):
    """Return a large report on the repository's own rulebook."""
    profile, errors = parse_profile(book().rulebook, PORTAL)
    assert not errors
    notes = {"runtime": "Java 8, to be checked.\nSecond line.", "regions": "Asked in May."}
    return build_report(make_subject(language, notes=notes), evaluate(book(), profile))


def values_in(value):
    """Yield all dataclasses within a part of a report."""
    if dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from values_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from values_in(one)


def missing(part, text):
    """Return what a part of a report says and the text does not."""
    told = (
        (type(value).__name__, field, getattr(value, field))
        for value in values_in(part)
        for field in SAID.get(type(value), ())
    )
    return [row for row in told if row[2] not in text and capfirst(row[2]) not in text]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_parts_are_those_of_the_outline_in_order_under_their_findings(language):
    report = portal(language)
    paper = paper_of(report)
    heads = [block for block in paper.blocks if isinstance(block, Heading) and block.level == 1]
    with override(language):
        titles = [str(part.title) for part in PARTS]
    assert [head.anchor for head in heads] == [part.slug for part in PARTS]
    assert [head.number for head in heads] == [str(n) for n in range(1, 13)]
    assert [head.label for head in heads] == titles
    for head in heads[:-1]:
        assert head.text == getattr(report, head.anchor).headline


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("slug", [part.slug for part in PARTS])
def test_all_that_a_part_of_the_report_says_is_in_its_part_of_the_paper(slug, language):
    report = portal(language)
    text = part_texts(paper_of(report))[slug]
    assert missing(getattr(report, slug), text) == []


def test_questions_that_matter_say_how_far_and_where_to_find_the_answer_the_others_are_counted():
    report = portal()
    rows = (*report.unknown.open, *report.unknown.closed)
    blocks = parts_of(paper_of(report))["unknown"]
    tables = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    shown = [tuple(line_text(cell) for cell in row) for row in tables]
    assert shown == [(row.text, row.effect, row.where) for row in rows if row.matters]
    rest = [row for row in report.unknown.open if not row.matters]
    heads = [block.text for block in blocks if isinstance(block, Heading)]
    assert f"{len(rest)} that cannot change an outcome" in heads


def test_the_large_report_has_something_of_every_kind():
    kinds = {type(value) for part in PARTS for value in values_in(getattr(portal(), part.slug))}
    assert set(SAID) - kinds == set()


def test_every_source_that_a_sentence_cites_is_cited_beside_it_and_listed():
    report = portal()
    paper = paper_of(report)
    (sources,) = (block for block in paper.blocks if isinstance(block, Sources))
    listed = [item.number for item in sources.items]
    cited = {
        inline.number
        for block in (*paper.summary, *paper.blocks)
        for line in lines_of(block)
        for inline in line
        if isinstance(inline, Cite)
    }
    assert listed == [source.number for source in report.sources.sources]
    assert cited == set(listed)
    text = part_texts(paper)["strategies"]
    for reason in (r for o in report.strategies.options for r in o.speaks_for):
        assert reason.text + "".join(f" [{number}]" for number in reason.cites) in text


def test_a_note_stands_with_its_answer():
    text = part_texts(paper_of(portal()))["appendix"]
    assert "\nNote: Java 8, to be checked.\nSecond line." in text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_pictures_are_there_with_captions_and_words_for_those_who_do_not_see_them(language):
    paper = paper_of(portal(language))
    figures = {
        slug: [block for block in blocks if isinstance(block, Figure)]
        for slug, blocks in parts_of(paper).items()
    }
    drawn = {slug for slug, found in figures.items() if found}
    assert drawn == {"strategies", "architecture", "changes", "practices", "plan"}
    for figure in (figure for found in figures.values() for figure in found):
        assert figure.caption
        assert figure.drawing.description
    assert figures["architecture"][0].mermaid.startswith("flowchart")
    assert figures["architecture"][0].narrow.width < figures["architecture"][0].drawing.width


def test_every_table_is_whole():
    tables = [block for block in paper_of(portal()).blocks if isinstance(block, Table)]
    assert len(tables) > 20
    for table in tables:
        assert table.caption
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.columns)} == {len(table.widths)}
        assert all(width > 0 for width in table.widths)


def test_the_strategies_have_their_shapes_wherever_they_are_compared():
    blocks = parts_of(paper_of(portal()))["strategies"]
    (balances,) = (b for b in blocks if isinstance(b, Table) and len(b.columns) == 4)
    marks = [row[0][0] for row in balances.rows]
    assert {mark.strategy for mark in marks if isinstance(mark, Mark)} == {
        "rehost",
        "refactor",
        "rearchitect",
        "rebuild",
    }
    heads = [b.strategy for b in blocks if isinstance(b, Heading) and b.level == 2]
    assert heads == [option.slug for option in portal().strategies.options]


def test_the_summary_has_verdict_facts_and_services():
    report = portal()
    paper = paper_of(report)
    text = summary_text(paper)
    verdict = report.verdict
    for told in (verdict.lead, verdict.definition, verdict.other_names):
        assert told in text
    shown = [row for block in paper.summary if isinstance(block, Facts) for row in block.rows]
    known = [(f.label, f.value, f.note) for f in (*verdict.facts, *verdict.stack)]
    assert shown[: len(known)] == known
    first = "; ".join(item.title for item in report.risks.items[:3])
    ahead = {label: (value, note.removesuffix(" …")) for label, value, note in shown[len(known) :]}
    assert ahead["Risks"] == (report.risks.headline, first)
    assert ahead["Plan"][0] == report.plan.headline
    assert report.cost.effort is not None
    assert ahead["Effort"] in [(c.name, c.meaning) for c in report.cost.effort.classes if c.here]
    assert "overrides" not in [b.anchor for b in paper.summary if isinstance(b, Heading)]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_what_to_settle_before_a_move_is_on_the_first_screen_only(language):
    report = portal(language)
    assert report.signs.items
    paper = paper_of(report)
    text = summary_text(paper)
    assert report.signs.headline in text
    assert missing(report.signs, text) == []
    assert not any(report.signs.items[0].text in part for part in part_texts(paper).values())


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_report_on_nothing_known_is_a_paper_too(language):
    report = make_report({}, language, settled=False, changes=0)
    paper = paper_of(report)
    assert paper.cover.strategy == ""
    assert paper.cover.title == report.verdict.title
    assert report.verdict.status in summary_text(paper)
    assert list(parts_of(paper)) == [part.slug for part in PARTS]
    assert report.unknown.open[0].effect in part_texts(paper)["unknown"]
    for slug, text in part_texts(paper).items():
        assert missing(getattr(report, slug), text) == []


def test_without_a_clean_fit_the_vetoes_are_listed():
    report = make_report({"runtime": "other"})
    paper = paper_of(report)
    assert report.verdict.status.startswith("No clean fit")
    assert report.verdict.status in summary_text(paper)
    assert part_texts(paper)["strategies"].count("Nothing runs it.") >= 4
    assert "Ruled out" in part_texts(paper)["strategies"]


def decided(option="refactor", reason="The team knows it.\n=1+1"):
    return Override("strategy", option, reason, "The board", datetime.date(2026, 11, 20))


def test_an_override_stands_beside_the_recommendation_and_on_the_cover():
    plain = paper_of(make_report(FULL))
    paper = paper_of(make_report(FULL, overrides=(decided(),)))
    assert (plain.cover.title, paper.cover.title) == ("Rehost", "Rehost")
    assert dict(paper.cover.rows)["Migration strategy"] == (
        "Recommended: Rehost. Decided by The board on 20 November 2026: Refactor. "
        "Reason: The team knows it.\n=1+1"
    )
    table = next(block for block in paper.summary if isinstance(block, Table))
    cells = [line_text(cell) for cell in table.rows[0]]
    assert cells == ["Migration strategy", "Rehost", "Refactor (The board, 20 November 2026)"]
    assert "The team knows it.\n=1+1" in summary_text(paper)
    assert paper.blocks == plain.blocks
    before = [block for block in paper.summary if block in plain.summary]
    assert before == list(plain.summary)


def test_a_long_reason_is_whole_in_the_summary_and_begun_on_the_cover():
    reason = "Because of this. " * 100
    paper = paper_of(make_report(FULL, overrides=(decided(reason=reason),)))
    row = dict(paper.cover.rows)["Migration strategy"]
    assert "Reason: Because of this." in row
    assert row.endswith("…")
    assert len(row) < 400
    assert reason in summary_text(paper)


def test_the_cover_has_what_the_owner_wants_on_it_and_no_empty_row():
    details = CoverDetails(prepared_by="Contoso", version="1.2", confidentiality="Internal")
    told = {"client": "Proseware", "contact": "Training", "cover": details}
    paper = paper_of(make_report(FULL, **told))
    assert paper.cover.rows == (
        ("Written for", "Proseware"),
        ("Owner of the workload", "Training"),
        ("Prepared by", "Contoso"),
        ("Date", "21 November 2026"),
        ("Version", "1.2"),
        ("Rulebook", "sha256:book"),
    )
    assert (paper.cover.eyebrow, paper.cover.confidentiality) == ("Web shop", "Internal")
    assert (paper.author, paper.written_on) == ("Contoso", datetime.date(2026, 11, 21))
    assert [label for label, _ in paper_of(make_report(FULL)).cover.rows] == ["Date", "Rulebook"]


def test_the_end_says_what_it_was_made_from_and_how_to_check_it():
    report = make_report(FULL)
    paper = paper_of(report)
    text = part_texts(paper)["appendix"]
    assert report.appendix.rulebook in text
    assert report.appendix.recommendation in text
    assert "verify_report" in text
    assert report.appendix.recommendation[:19] in paper.made_from
    assert len(paper.made_from) < 100


def test_the_names_elsewhere_are_mapped():
    report = make_report(FULL)
    (table,) = (
        b
        for b in parts_of(paper_of(report))["appendix"]
        if isinstance(b, Table) and b.columns == ("Here", "CAF", "AWS")
    )
    assert [line_text(row[0]) for row in table.rows] == ["Rehost", "Refactor", "none of the four"]
    assert [line_text(row[1]) for row in table.rows] == ["Rehost", "Replatform", "Retire"]


def test_a_description_keeps_its_paragraphs():
    paper = paper_of(make_report(FULL, description="First.\r\n\r\n  Second. "))
    texts = [block_text(block) for block in parts_of(paper)["appendix"]]
    at = texts.index("First.")
    assert texts[at + 1] == "Second."


def test_what_changed_since_a_milestone_is_in_the_summary():
    compiled = make_book()
    profile, _ = parse_profile(compiled.rulebook, {**FULL, "runtime": "java"})
    then = Earlier("First draft", datetime.date(2026, 10, 1), compiled.rulebook, decide(compiled, profile))
    report = make_report(FULL, earlier=then)
    paper = paper_of(report)
    text = summary_text(paper)
    assert report.since.headline in text
    assert report.since.rulebook in text
    tables = [block for block in paper.summary if isinstance(block, Table)]
    rows = [[line_text(cell) for cell in row] for table in tables for row in table.rows]
    assert ["Runtime", "Java", "Php"] in rows
    assert ["Migration strategy", "Refactor", "Refactor", "Rehost"] in rows


def test_outcomes_that_stayed_are_not_listed_again():
    compiled = make_book()
    profile, _ = parse_profile(compiled.rulebook, FULL)
    then = Earlier("First draft", datetime.date(2026, 10, 1), compiled.rulebook, decide(compiled, profile))
    report = make_report(FULL, earlier=then)
    assert report.since.headline in summary_text(paper_of(report))
    assert not any(isinstance(block, Table) for block in paper_of(report).summary)
