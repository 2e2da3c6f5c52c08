"""The questionnaire as a workbook: easy to fill in, and read back strictly and safely."""

import io
import time
import zipfile
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
import xlsxwriter
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from advisor.assessments.filled_in import LARGEST_WORKBOOK_KIB, Paper, read_workbook
from advisor.assessments.models import TEXT_LENGTH
from advisor.assessments.papers import Sheet, as_workbook
from advisor.assessments.papers.plan import ANSWER, FILLED_IN_BY, HELP, KEY, MARKER, NOTE, QUESTION
from advisor.engine import parse_profile
from tests import books
from tests.assessments.profiles import filled

PAGE = "Questionnaire"


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def bytes_of(workbook):
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def row_of(page, key):
    return next(row for row in page.iter_rows() if row[KEY].value == key)


@cache
def blank(language):
    """Return the workbook of the real rulebook that nobody has written into."""
    return as_workbook(Sheet(books.compiled(books.REAL).rulebook, language))


def filling(*cells, language="en", sheet=None):
    """Return the workbook after somebody wrote into it: (key, column, value) each."""
    workbook = opened(as_workbook(sheet) if sheet else blank(language))
    page = workbook.worksheets[1]
    for key, column, value in cells:
        row_of(page, key)[column].value = value
    return bytes_of(workbook)


@cache
def rows():
    """Return key → the number of its row in the blank workbook."""
    return {row[KEY].value: row[KEY].row for row in opened(blank("en"))[PAGE].iter_rows()}


def where(key, column="E"):
    return f"{PAGE}!{column}{rows()[key]}"


# ── what is written ──


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_question_has_a_row_in_its_language_with_help(real, language):
    page = opened(as_workbook(Sheet(real, language))).worksheets[1]
    for slug, question in real.questions.items():
        if question.retired:
            continue
        row = row_of(page, slug)
        assert row[QUESTION].value == question.text.in_language(language)
        if question.where.en:
            assert question.where.in_language(language) in row[HELP].value


def test_only_cells_to_fill_in_can_be_written_to(real):
    page = opened(as_workbook(Sheet(real, "en")))[PAGE]
    assert page.protection.sheet
    assert page.column_dimensions["A"].hidden
    free = {cell.column for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert free == {ANSWER + 1, NOTE + 1}
    assert not row_of(page, FILLED_IN_BY)[ANSWER].protection.locked
    assert page.freeze_panes == "A5"
    assert page.print_title_rows == "$4:$4"


def test_every_answer_has_a_list_or_a_range(real):
    workbook = opened(as_workbook(Sheet(real, "en")))
    page, lists = workbook[PAGE], workbook["_lists"]
    assert lists.sheet_state == "veryHidden"
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    for slug, question in real.questions.items():
        rule = rules[row_of(page, slug)[ANSWER].coordinate]
        if question.kind == "number":
            assert rule.type == "custom"
            assert f">={question.minimum:g}" in rule.formula1
            assert rule.prompt.startswith("A number: ")
            continue
        area = rule.formula1.lstrip("=").split("!")[1]
        offered = [cell.value for (cell,) in lists[area]] if ":" in area else [lists[area].value]
        labels = [c.label.en for c in question.choices if not c.retired] if question.kind == "one" else []
        assert offered == [*labels, "I don't know"]


def test_what_was_answered_stands_in_the_cells_as_text_or_number(real):
    answers = {"runtime": "java", "deadline": None, "protocols": ("http", "tcp"), "database_size_gib": 1200}
    sheet = Sheet(real, "en", "Shop", answers, {"runtime": "=1+1"})
    page = opened(as_workbook(sheet))[PAGE]
    shown = {key: row_of(page, key)[ANSWER] for key in [*answers, "protocols=http", "protocols=tcp"]}
    assert {key: cell.value for key, cell in shown.items()} == {
        "runtime": "Java",
        "deadline": "I don't know",
        "protocols": None,
        "database_size_gib": 1200,
        "protocols=http": "yes",
        "protocols=tcp": "yes",
    }
    assert shown["database_size_gib"].number_format == '#,##0.######" GiB"'
    assert row_of(page, "runtime")[NOTE].data_type == "s"


def test_nothing_written_is_a_formula_and_bytes_stay_the_same(real):
    hostile = '=HYPERLINK("http://evil.example")'
    sheet = Sheet(real, "en", hostile, {}, dict.fromkeys(real.questions, hostile))
    assert as_workbook(sheet) == as_workbook(sheet)
    for page in opened(as_workbook(sheet)):
        assert {c.data_type for row in page.iter_rows() for c in row if c.value is not None} <= {"s", "n"}
        assert not [cell for row in page.iter_rows() for cell in row if cell.hyperlink]


def test_a_retired_choice_is_offered_only_where_it_was_chosen(real):
    question = real.questions["runtime"]
    choices = tuple(replace(c, retired=c.slug == "java") for c in question.choices)
    rulebook = replace(real, questions={**real.questions, "runtime": replace(question, choices=choices)})
    assert "• Java:" not in row_of(opened(as_workbook(Sheet(rulebook, "en")))[PAGE], "runtime")[HELP].value
    data = as_workbook(Sheet(rulebook, "en", "", {"runtime": "java"}))
    assert read_workbook(rulebook, data).answers == {"runtime": "java"}


# ── what is read back ──


def rounded(answer):
    """Return a number as a workbook keeps it, with sixteen digits."""
    return f"{answer:.15g}" if isinstance(answer, float) else answer


@settings(max_examples=25, phases=[Phase.generate])
@given(data=st.data(), language=st.sampled_from(["en", "ko"]), title=st.text(max_size=30))
def test_what_is_written_is_read_back_the_same(real, data, language, title):
    profile, notes = data.draw(filled(real))
    expected, errors = parse_profile(real, profile)
    assert not errors
    paper = read_workbook(real, as_workbook(Sheet(real, language, title, expected, notes)))
    if not (expected or notes):
        assert paper.problems == ("The workbook has no answers.",)
        return
    assert paper.problems == ()
    assert dict(paper.notes) == notes
    assert {slug: rounded(answer) for slug, answer in paper.answers.items()} == {
        slug: rounded(answer) for slug, answer in expected.items()
    }


@pytest.mark.parametrize(
    ("key", "value", "answer"),
    [
        ("runtime", "Java", "java"),
        ("runtime", "  jAvA\n", "java"),
        ("runtime", "java", "java"),
        ("deadline", "3개월 미만", None),
        ("runtime", "I don’t know", None),
        ("runtime", "모름", None),
        ("runtime", "?", None),
        ("database_size_gib", 1200, 1200),
        ("database_size_gib", 0.5, 0.5),
        ("database_size_gib", "1,200 GiB", 1200),
        ("database_size_gib", "I don't know", None),
        ("protocols=http", "yes", ("http",)),
        ("protocols=http", "예", ("http",)),
        ("protocols=http", True, ("http",)),
        ("protocols=http", "X", ("http",)),
        ("protocols", "i don't know", None),
    ],
)
def test_answers_are_understood_in_either_language_and_by_slug(real, key, value, answer):
    if key == "deadline":
        value = real.questions[key].choices[0].label.ko
        answer = real.questions[key].choices[0].slug
    for language in ("en", "ko"):
        paper = read_workbook(real, filling((key, ANSWER, value), language=language))
        assert paper == Paper({key.split("=")[0]: answer}, {})


def test_a_choice_marked_no_beside_one_marked_yes_is_left_out(real):
    cells = [("protocols=http", ANSWER, "yes"), ("protocols=tcp", ANSWER, "no")]
    assert read_workbook(real, filling(*cells)).answers == {"protocols": ("http",)}


def test_who_filled_it_in_is_read(real):
    cells = [(FILLED_IN_BY, ANSWER, "  Dba\nNet "), ("runtime", ANSWER, "Java")]
    assert read_workbook(real, filling(*cells)).by == "Dba Net"


@pytest.mark.parametrize(
    ("key", "column", "value", "words"),
    [
        ("runtime", ANSWER, "cobol-2000", ["“cobol-2000” is none of:", "“Java”"]),
        ("runtime", ANSWER, "=1+1", ["formula"]),
        ("runtime", ANSWER, 5, ["“5” is none of"]),
        ("runtime", ANSWER, "#N/A", ["“#N/A” is an error of Excel's."]),
        ("runtime", NOTE, '=WEBSERVICE("http://evil.example")', ["formula"]),
        ("runtime", NOTE, "x" * (TEXT_LENGTH + 1), ["10,000"]),
        ("database_size_gib", ANSWER, -1, ["-1 is out of range", "GiB"]),
        ("database_size_gib", ANSWER, "a lot", ["“a lot” is not a number of GiB"]),
        ("database_size_gib", ANSWER, "2 TB", ["“2 TB” is not a number of GiB", "1,863"]),
        ("database_size_gib", ANSWER, True, ["“True” is not a number"]),
        ("protocols", ANSWER, "yes", ["beside the choices below"]),
        ("protocols=http", ANSWER, "maybe", ["“maybe” is neither yes nor no"]),
        ("protocols=http", ANSWER, "=TRUE()", ["formula"]),
        ("protocols=http", ANSWER, "no", ["nothing applies here"]),
    ],
)
def test_a_problem_names_the_cell_what_stands_there_and_what_may(real, key, column, value, words):
    paper = read_workbook(real, filling((key, column, value)))
    assert (dict(paper.answers), dict(paper.notes)) == ({}, {})
    assert len(paper.problems) == 1
    assert paper.problems[0].startswith(f"{where(key, 'EF'[column == NOTE])}: ")
    for word in words:
        assert word in paper.problems[0]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([("protocols=none", ANSWER, "yes"), ("protocols=http", ANSWER, "yes")], "cannot be chosen together"),
        ([("protocols", ANSWER, "I don't know"), ("protocols=http", ANSWER, "yes")], "together"),
    ],
)
def test_answers_that_exclude_each_other_are_a_problem(real, cells, words):
    problems = read_workbook(real, filling(*cells)).problems
    assert len(problems) == 1
    assert words in problems[0]


def test_all_problems_are_told_at_once(real):
    cells = [("runtime", ANSWER, "x"), ("deadline", ANSWER, "y"), ("teams", NOTE, "=1")]
    assert len(read_workbook(real, filling(*cells)).problems) == 3


def test_a_row_of_no_question_and_a_row_that_stands_twice_are_problems(real):
    workbook = opened(filling(("runtime", ANSWER, "Java")))
    page = workbook[PAGE]
    row = row_of(page, "deadline")
    row[KEY].value, row[ANSWER].value = "runtime", "PHP"
    assert "the row of “runtime” stands twice" in read_workbook(real, bytes_of(workbook)).problems[0]
    row[KEY].value = "nothing"
    assert read_workbook(real, bytes_of(workbook)).problems == (
        f"{PAGE}!A{row[KEY].row}: there is no question “nothing”.",
    )


def test_another_version_is_read_as_far_as_its_slugs_are_known(real):
    older = replace(real, hash="sha256:older")
    data = filling(("runtime", ANSWER, "Java"), sheet=Sheet(older, "en"))
    assert read_workbook(real, data).answers == {"runtime": "java"}
    fewer = replace(real, questions={s: q for s, q in real.questions.items() if s != "runtime"})
    problems = read_workbook(fewer, data).problems
    assert "another version" in problems[0]
    assert "runtime" in problems[1]


def test_a_sheet_may_be_renamed_and_its_rows_sorted(real):
    workbook = opened(filling(("runtime", ANSWER, "Java")))
    page = workbook[PAGE]
    page.title = "Ours"
    for row in (40, 41, 42):
        page.insert_rows(row)
    workbook.move_sheet(page, -1)
    assert read_workbook(real, bytes_of(workbook)).answers == {"runtime": "java"}


# ── what is refused ──


def packed(parts, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def other_workbook():
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file)
    workbook.add_worksheet().write_string(0, 0, "=1")
    workbook.close()
    return file.getvalue()


def test_a_workbook_of_something_else_is_refused(real):
    assert "No sheet of this workbook is a questionnaire" in read_workbook(real, other_workbook()).problems[0]


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        b"PK\x03\x04" + b"\x00" * 100,
        packed({}),
        packed({"[Content_Types].xml": "<x/>"}),
        packed({"xl/workbook.xml": "<workbook", "[Content_Types].xml": "<Types/>"}),
        packed({f"part{number}.bin": "" for number in range(200)}),
        packed({"xl/worksheets/sheet1.xml": b" " * (17 * 1024 * 1024)}),
        b"PK" + b"\x00" * (LARGEST_WORKBOOK_KIB * 1024),
    ],
    ids=["nothing", "broken", "no parts", "no book", "no xml", "many parts", "bomb", "large"],
)
def test_what_is_no_workbook_or_too_much_of_one_is_refused_at_once(real, data):
    start = time.monotonic()
    assert len(read_workbook(real, data).problems) == 1
    assert time.monotonic() - start < 1


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/strings.bin", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_definitions_of_entities_are_refused_unread(real, part, encoding):
    parts = parts_of(filling(("runtime", ANSWER, "Java")))
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]><sst>&a9;</sst>'
    parts[part] = head.encode(encoding)
    assert "definitions" in read_workbook(real, packed(parts)).problems[0]


def test_rows_and_columns_far_out_cost_nothing(real):
    workbook = opened(filling(("runtime", ANSWER, "Java")))
    workbook[PAGE]["XFD1048576"].value = "far"
    start = time.monotonic()
    assert read_workbook(real, bytes_of(workbook)).answers == {"runtime": "java"}
    assert time.monotonic() - start < 2


def test_a_marker_that_is_hostile_is_only_text(real):
    workbook = opened(filling(("runtime", ANSWER, "Java")))
    workbook[PAGE]["A1"].value = f"{MARKER} <b>" + "x" * 1000
    assert read_workbook(real, bytes_of(workbook)).answers == {"runtime": "java"}
