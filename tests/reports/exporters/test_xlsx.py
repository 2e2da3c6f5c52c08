"""The workbook of reports: read back, every cell is what it says it is, and nothing in it does anything."""

import json
import zipfile
from datetime import datetime
from functools import cache
from io import BytesIO

import pytest
from lxml import etree
from openpyxl import load_workbook

from advisor.reports.embedding import LONGEST_CHUNK
from advisor.reports.evaluation import CoverDetails, Override
from advisor.reports.exporters.xlsx import write_xlsx
from advisor.reports.exporters.xlsx.texts import LONGEST_CELL, TALLEST, fitted, height
from advisor.reports.exporters.xlsx.writing import is_web_address
from advisor.reports.harmless import visible
from tests import books
from tests.reports.book import FULL, SOURCES, TODAY, make_book, make_report, rule, text

HOSTILE = [
    '=HYPERLINK("http://evil.example";"x")',
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "{=1}",
    "\t=1",
    "\r=1",
    "http://evil.example/",
    "mailto:a@evil.example",
    "internal:Sheet!A1",
    "<b>&amp;</b> ]]>",
    "_x0041_ _x000D_",
    "0123",
    "a\x00b\x0bc\ud800d\uffff",
    "\u202egnp.exe",
    "🚀 한국어",
]
OTHERWISE = Override("strategy", "rebuild", "The board wants it.", "The board", TODAY)


def read(data):
    return load_workbook(BytesIO(data))


def rows_of(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def columns_of(sheet):
    """Return a table's rows below the heading, each by its column's name."""
    head, *rows = rows_of(sheet)
    return [dict(zip(head, row, strict=True)) for row in rows]


def everything(workbook):
    return [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None]


def on(day):
    return datetime(2026, 11, day)  # noqa: DTZ001 (a workbook knows no time zone)


@cache
def real():
    return books.compiled(books.REAL)


SHEETS = [
    "Summary", "Decisions", "Options", "Contributions", "Changes", "Answers", "Unknown", "Advice", "Plan",
]  # fmt: skip


def test_one_report_has_its_verdict_first_and_its_tables_behind_it():
    workbook = read(write_xlsx([make_report(FULL, client="Proseware")], None))
    assert workbook.sheetnames == [*SHEETS, "Names elsewhere", "Sources"]
    page = rows_of(workbook["Summary"])
    assert page[0][0] == "Web shop"
    assert page[1][0] == "21 November 2026 · Proseware · Fourways"
    assert page[3][0] == "■ Rehost"
    assert ["Compute service", "Azure Virtual Machines"] in [row[:2] for row in page]
    assert workbook["Summary"]["A4"].font.color.rgb == "FF26488F"


def test_decisions_say_outcome_margin_and_how_sure_it_is():
    strategy, compute, _database, supporting = columns_of(
        read(write_xlsx([make_report(FULL, changes=2)], None))["Decisions"]
    )
    assert strategy == {
        "Decision": "Migration strategy",
        "Outcome": "■ Rehost",
        "Status": "tie",
        "Margin": 0,
        "Runner-up": "Refactor",
        "Settled": "yes",
        "Robust": "no",
        "Single answers that change it": 2,
    }
    assert (compute["Margin"], compute["Settled"]) == (5, "yes")
    assert supporting["Outcome"] == "Azure Monitor"


def test_what_was_not_asked_for_is_not_claimed():
    strategy = columns_of(read(write_xlsx([make_report(FULL, changes=0, settled=False)], None))["Decisions"])[
        0
    ]
    assert (strategy["Settled"], strategy["Robust"]) == ("not asked for", "not asked for")
    assert strategy["Single answers that change it"] is None


def test_every_contribution_has_points_rule_sentence_answers_and_sources():
    report = make_report({"source_code": "unavailable", "runtime": "php"})
    rows = columns_of(read(write_xlsx([report], None))["Contributions"])
    found = report.evaluation.recommendation
    rankings = [*(d.ranking for d in report.evaluation.ranked()), found.supporting.ranking]
    assert len(rows) == sum(len(option.because) for ranking in rankings for option in ranking)
    assert rows[0] == {
        "Decision": "Migration strategy",
        "Option": "■ Rehost",
        "Points": 2,
        "Rules out": "no",
        "Because": "Nothing can be changed.",
        "Answers behind it": "Source code: Unavailable",
        "Sources": "[1] Select a strategy; [2] The <guide>",
        "Rule": "no-code",
    }
    veto = next(row for row in rows if row["Rules out"] == "yes")
    assert veto["Points"] is None
    assert next(row for row in rows if row["Rule"] == "php-old")["Points"] == -2


def test_numbers_of_sources_are_those_of_the_report():
    report = make_report(FULL)
    rows = columns_of(read(write_xlsx([report], None))["Sources"])
    assert [(row["Number"], row["Title"]) for row in rows[: len(report.sources.sources)]] == [
        (view.number, view.title) for view in report.sources.sources
    ]


def test_points_and_numbers_are_numbers_and_days_are_days():
    report = make_report(FULL, overrides=(OTHERWISE,))
    workbook = read(write_xlsx([report], None))
    points = workbook["Contributions"]["C2"]
    assert (points.data_type, points.number_format) == ("n", '+#,##0;"−"#,##0;0')
    size = next(row for row in workbook["Answers"].iter_rows(min_row=2) if row[1].value == "Database size?")
    assert (size[2].value, size[2].number_format) == (3, '#,##0" GiB"')
    checked = workbook["Sources"]["E2"]
    assert (checked.value, checked.number_format) == (on(20), "yyyy-mm-dd")
    assert workbook["Sources"]["D2"].value == "2025-07"
    decided = columns_of(workbook["Decided otherwise"])[0]
    assert decided == {
        "Decision": "Migration strategy",
        "Recommended": "■ Rehost",
        "Decided instead": "◆ Rebuild",
        "Reason": "The board wants it.",
        "Decided by": "The board",
        "Date": on(21),
    }


def test_every_table_has_a_frozen_heading_filters_and_repeats_on_paper():
    workbook = read(write_xlsx([make_report({**FULL, "lead_time": None})], None))
    for sheet in workbook.worksheets[1:]:
        assert sheet.freeze_panes == "A2", sheet.title
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref == sheet.dimensions
    for sheet in workbook:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert "&P" in sheet.oddFooter.right.text


def test_a_table_without_rows_keeps_its_heading_and_has_no_filters():
    sheet = read(write_xlsx([make_report({})], None))["Contributions"]
    assert sheet.max_row == 1
    assert sheet.auto_filter.ref is None


def test_only_web_addresses_are_links():
    hostile = [
        {**SOURCES[0], "url": url, "slug": slug}
        for slug, url in [("caf", "https://example.org/caf?a=1&b=2"), ("guide", "javascript:alert(1)")]
    ]
    sheet = read(write_xlsx([make_report(FULL, book=make_book(sources=hostile))], None))["Sources"]
    links = {row[5].value: row[5].hyperlink for row in sheet.iter_rows(min_row=2)}
    assert links["https://example.org/caf?a=1&b=2"].target == "https://example.org/caf?a=1&b=2"
    assert links["javascript:alert(1)"] is None


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://learn.microsoft.com/a_(b)#c", True),
        ("http://x", True),
        ("https://" + "a" * 3000, False),
        ("https:///x", False),
        ("HTTP://x.example", True),
        ("ftp://x.example", False),
        ("file:///etc/passwd", False),
        ("internal:Summary!A1", False),
        ("https://a b", False),
        ("https://a\nb", False),
        ("https://[x", False),
        ("", False),
    ],
)
def test_an_address_is_a_link_only_where_it_leads_to_the_web(address, link):
    assert is_web_address(address) == link


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_wrote_is_text_whatever_it_begins_with(hostile):
    cover = CoverDetails(prepared_by=hostile, version=hostile, confidentiality=hostile)
    report = make_report(
        FULL,
        name=hostile,
        client=hostile,
        contact=hostile,
        description=hostile,
        notes={"runtime": hostile},
        cover=cover,
        overrides=(Override("compute", "app_service", hostile, hostile, TODAY),),
    )
    for reports in ([report], [report, report]):
        data = write_xlsx(reports, None)
        workbook = read(data)
        assert {cell.data_type for cell in everything(workbook)} <= {"s", "n", "d"}
        linked = [cell for cell in everything(workbook) if cell.hyperlink]
        assert {cell.hyperlink.target for cell in linked} <= {"https://example.org/caf"}
        with zipfile.ZipFile(BytesIO(data)) as parts:
            for name in parts.namelist():
                tree = etree.fromstring(parts.read(name))
                assert not tree.findall(".//{*}f"), name
                assert "externalLink" not in name


def test_a_note_is_read_back_as_it_was_written():
    note = "First line\nsecond <b>line</b> & _x0041_ = 3"
    rows = columns_of(read(write_xlsx([make_report(FULL, notes={"runtime": note})], None))["Answers"])
    kept = next(row["Note"] for row in rows if row["Question"] == "Runtime?")
    assert kept.replace("_x005F_x0041_", "_x0041_") == note


def test_a_cell_holds_what_it_can_and_says_that_there_was_more():
    assert fitted("x" * LONGEST_CELL).text == "x" * LONGEST_CELL
    for long in ("x" * (LONGEST_CELL + 1), "🚀" * LONGEST_CELL):
        cut = fitted(long).text
        assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_CELL
        assert cut.endswith("… (cut here: a cell holds no more)")
        cut.encode()


@pytest.mark.parametrize(
    "text", ["“plain” – 한국어", "e\u0301", "a\u200bb", "a\u202eb", "\ufdd0", "a\nb", "\ud800", "\U000e0001"]
)
def test_a_text_is_the_visible_one_whichever_way_it_takes(text):
    assert fitted(text).text == visible(text, keep_lines=True)


def test_rows_are_as_tall_as_their_texts():
    assert fitted("x" * 100).lines(20) == 5
    assert fitted("가" * 100).lines(20) > fitted("x" * 100).lines(20)
    assert (fitted("a\nb\n\nc").lines(20), fitted("").lines(20)) == (4, 1)
    assert (height(1), height(2), height(1000)) == (None, 30, TALLEST)
    note = "\n".join("abcdef")
    sheet = read(write_xlsx([make_report(FULL, notes={"runtime": note})], None))["Answers"]
    line = next(row[0].row for row in sheet.iter_rows() if row[3].value == note)
    assert sheet.row_dimensions[line].height == pytest.approx(height(6), abs=0.5)


@pytest.mark.parametrize("data", ["[]\n", json.dumps([{"name": "x" * 70_000 + "한국어🚀_x0041_=\ud800"}])])
def test_the_data_lies_in_a_very_hidden_sheet(data):
    sheet = read(write_xlsx([make_report(FULL)], data))["_fourways"]
    assert sheet.sheet_state == "veryHidden"
    pieces = [row[0] for row in rows_of(sheet)]
    assert max(map(len, pieces)) <= LONGEST_CHUNK
    assert json.loads("".join(pieces)) == json.loads(data)


def test_without_data_there_is_no_hidden_sheet():
    assert {sheet.sheet_state for sheet in read(write_xlsx([make_report(FULL)], None))} == {"visible"}


def test_several_reports_share_sheets_that_begin_with_the_workload():
    reports = [make_report(FULL, name="Shop"), make_report({"source_code": "unavailable"}, name="=Other")]
    workbook = read(write_xlsx([*reports, make_report({}, name="Empty")], "[]"))
    summary = columns_of(workbook["Summary"])
    assert [(row["Workload"], row["Strategy"]) for row in summary] == [
        ("Shop", "■ Rehost"),
        ("=Other", "■ Rehost"),
        ("Empty", None),
    ]
    assert summary[0]["Date"] == on(21)
    assert summary[0]["In one sentence"] == reports[0].verdict.lead
    assert {row["Workload"] for row in columns_of(workbook["Contributions"])} == {"Shop", "=Other"}
    for name in SHEETS:
        assert workbook[name]["A1"].value == "Workload", name
    assert workbook["Sources"]["A1"].value == "Number"


def test_several_reports_number_their_sources_together():
    rules = [
        rule("a", "strategy", {"runtime": {"any_of": ["java"]}}, {"rehost": 1}, text("A."), ["guide"]),
        rule("b", "strategy", {"runtime": {"any_of": ["php"]}}, {"rehost": 1}, text("B."), ["caf", "guide"]),
    ]
    book = make_book(rules=rules, advice=[], tables=[], facts=[])
    workbook = read(write_xlsx([make_report({"runtime": r}, book=book) for r in ("java", "php")], None))
    titles = {f"[{row['Number']}] {row['Title']}" for row in columns_of(workbook["Sources"])}
    cells = [row["Sources"] for row in columns_of(workbook["Contributions"])]
    assert cells == ["[1] The <guide>", "[1] The <guide>; [2] Select a strategy"]
    assert {piece for cell in cells for piece in cell.split("; ")} <= titles


def test_no_report_is_an_error():
    with pytest.raises(ValueError, match="at least one report"):
        write_xlsx([], None)


def test_the_same_report_gives_the_same_bytes_dated_by_the_report():
    first, second = (write_xlsx([make_report(FULL)], "[]") for _ in range(2))
    assert first == second
    properties = read(first).properties
    assert properties.created == properties.modified == on(21)
    assert (properties.creator, properties.title) == ("Fourways", "Web shop")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_real_report_has_all_advice_and_every_step(language):
    questions = [q for q in real().rulebook.questions.values() if q.choice_slugs and not q.rules_out_named]
    raw = {q.slug: [q.choice_slugs[1]] if q.kind == "many" else q.choice_slugs[1] for q in questions}
    report = make_report(raw, language, book=real())
    workbook = read(write_xlsx([report], None))
    advice, plan = workbook.worksheets[7], workbook.worksheets[8]
    told = {cell.value for row in advice.iter_rows(min_row=2) for cell in row}
    items = [*report.risks.items, *report.signs.items, *report.practices.adopt, *report.cost.savings]
    assert items
    assert {item.title for item in items} <= told
    assert {item.title for topic in report.practices.topics for item in topic.items} <= told
    assert [row[0].value for row in plan.iter_rows(min_row=2)] == [step.number for step in report.plan.items]


def test_words_are_in_the_language_of_the_report():
    workbook = read(write_xlsx([make_report(FULL, "ko")], None))
    rows = rows_of(workbook.worksheets[3])
    assert "PHP가 오래되었습니다." in [cell for row in rows for cell in row]
    assert workbook.worksheets[0]["A2"].value.startswith("2026년 11월 21일")
    assert workbook.worksheets[3]["A1"].font.name == "Malgun Gothic"
