"""CSV of reports: read back by a program it is what it was, opened in a spreadsheet it is harmless."""

import csv
import io
import json
import re

import pytest

from advisor.reports.exporters.csv import (
    ANSWER_COLUMNS,
    BYTE_ORDER_MARK,
    CONTRIBUTION_COLUMNS,
    answers_csv,
    contributions_csv,
)
from tests.reports.book import FULL, make_report

#: As the exporter's documentation has it.
ESCAPED = re.compile(r"^'+\s*[=+\-@＝＋－＠]")


def read(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""), strict=True))


def read_back(cell):
    return cell[1:] if ESCAPED.match(cell) else cell


def test_the_text_begins_with_the_mark_and_lines_end_as_the_standard_says():
    for text in (contributions_csv([make_report(FULL)]), answers_csv([make_report(FULL)])):
        assert text.encode().startswith(b"\xef\xbb\xbf")
        assert text.endswith("\r\n")
        assert not re.search(r"(?<!\r)\n", text)


def test_each_rule_is_a_row_with_slugs_words_and_numbers():
    rows = read(contributions_csv([make_report(FULL)]))
    assert tuple(rows[0]) == CONTRIBUTION_COLUMNS
    assert rows[0] == {
        "id": "shop",
        "workload": "Web shop",
        "decision": "strategy",
        "decision_title": "Migration strategy",
        "option": "rehost",
        "option_name": "Rehost",
        "rule": "code-there",
        "points": "1",
        "rules_out": "no",
        "because": "The code can be changed.",
        "answers": '{"source_code": "available"}',
        "answers_in_words": "Source code: Available",
        "sources": "caf",
    }
    assert next(row for row in rows if row["rule"] == "php-old")["points"] == "-2"
    assert all(isinstance(json.loads(row["answers"]), dict) for row in rows)


def test_a_rule_that_rules_out_has_no_points():
    rows = read(contributions_csv([make_report({"source_code": "unavailable"})]))
    assert {row["points"] for row in rows if row["rules_out"] == "yes"} == {"0"}
    assert {row["option"] for row in rows if row["rules_out"] == "yes"} == {"refactor", "rearchitect"}


def test_each_answer_is_a_row_with_its_state():
    raw = {"runtime": None, "databases": ["none"], "size": 3, "source_code": "available"}
    rows = {r["question"]: r for r in read(answers_csv([make_report(raw, notes={"lead_time": "Ask."})]))}
    assert tuple(rows["size"]) == ANSWER_COLUMNS
    assert {slug: (row["state"], row["value"], row["has_effect"]) for slug, row in rows.items()} == {
        "source_code": ("answered", "available", "yes"),
        "runtime": ("unknown", "", "yes"),
        "lead_time": ("open", "", "yes"),
        "databases": ("answered", "none", "yes"),
        "size": ("answered", "3", "no"),
    }
    assert (rows["size"]["unit"], rows["size"]["answer_in_words"]) == ("GiB", "3 GiB")
    assert rows["runtime"]["answer_in_words"] == "I don't know"
    assert (rows["lead_time"]["note"], rows["lead_time"]["answer_in_words"]) == ("Ask.", "")


def test_several_choices_stand_with_blanks_between_them():
    rows = read(answers_csv([make_report({"databases": ["mysql", "sql_server"]})]))
    assert rows[0]["value"] == "sql_server mysql"


def test_columns_stay_english_and_words_are_in_the_language_of_each_report():
    rows = read(contributions_csv([make_report(FULL, "ko"), make_report(FULL, "en", id="two")]))
    assert (rows[0]["because"], rows[-1]["id"]) == ("코드를 변경할 수 있습니다.", "two")
    assert rows[-1]["because"] == "It must be watched."


def test_no_report_gives_the_names_of_the_columns():
    assert contributions_csv([]) == BYTE_ORDER_MARK + ",".join(CONTRIBUTION_COLUMNS) + "\r\n"


@pytest.mark.parametrize(
    ("note", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-3", "'-3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "' =1"),
        ("\r=1", "'\n=1"),
        ("\x00=1", "'=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("a=1", "a=1"),
        ('say "so", twice\nand', 'say "so", twice\nand'),
        ("\u202e\u200b한국어🚀", "한국어🚀"),
    ],
)
def test_no_text_is_taken_for_a_formula_and_each_can_be_read_back(note, cell):
    report = make_report(FULL, name=note, notes={"runtime": note})
    rows = read(answers_csv([report]))
    assert {row["workload"] for row in rows} == {cell}
    written = next(row["note"] for row in rows if row["question"] == "runtime")
    assert written == cell
    plain = note.replace("\t", " ").replace("\r", "\n")
    assert read_back(written) == re.sub("[\x00\u202e\u200b]", "", plain)
