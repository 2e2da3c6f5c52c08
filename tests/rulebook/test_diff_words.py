from dataclasses import replace

import pytest
from django.utils.translation import override

from advisor.rulebook.diff import diff
from advisor.rulebook.diff_words import change_words
from advisor.rulebook.files import read_records
from advisor.rulebook.records import RecordSet
from advisor.rulebook.schema import KINDS
from tests import books

from .conftest import SMALL


@pytest.fixture(scope="module")
def records():
    return read_records(SMALL)


def with_fields(records, record_kind, /, *key, **fields):
    """The records with some fields of one of them changed."""
    old = records.find(record_kind, *key)
    new = replace(old, fields={**old.fields, **fields})
    return RecordSet([new if record is old else record for record in records])


def words(before, after, language="en"):
    (change,) = diff(before, after)
    return change_words(change, before, after, language)


def lines(records, record_kind, /, *key, **fields):
    return list(words(records, with_fields(records, record_kind, *key, **fields)).lines)


RULE = ("rule", "no-source-code")


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ({"rehost": 3, "refactor": "rules_out"}, ["Rehost: was +1, now +3"]),
        ({"rehost": -1, "refactor": "rules_out"}, ["Rehost: was +1, now −1"]),
        ({"rehost": 1}, ["Refactor: no longer ruled out"]),
        ({"refactor": "rules_out"}, ["Rehost: no longer +1"]),
        (
            {"rehost": "rules_out", "refactor": 2},
            ["Rehost: was +1, now ruled out", "Refactor: was ruled out, now +2"],
        ),
    ],
)
def test_says_what_has_become_of_points_and_vetoes(records, effects, expected):
    assert lines(records, *RULE, effects=effects) == expected


def test_says_which_option_is_new_to_a_rule(records):
    assert lines(
        records, "rule", "rehosted-vm", effects={"virtual_machines": 2, "functions": "rules_out"}
    ) == ["Functions: now ruled out"]


def test_names_the_rule_and_what_happened_to_it(records):
    after = with_fields(records, *RULE, effects={"rehost": 3})
    assert words(records, after).title == "Rule “no-source-code”: changed"
    less = RecordSet([r for r in records if r.slug != "no-source-code"])
    assert words(records, less).title == "Rule “no-source-code”: removed"
    assert words(less, records).title == "Rule “no-source-code”: added"


@pytest.mark.parametrize(
    ("kind", "key", "fields", "title"),
    [
        ("question", ("runtime",), {"whole": True}, "Question “Runtime” (runtime): changed"),
        ("choice", ("runtime", "java"), {"retired": True}, "Choice “Java” (runtime/java): changed"),
        ("source", ("guide",), {"publisher": "P"}, "Source “A guide” (guide): changed"),
        ("scenario", ("a-case",), {"weight": 2}, "Scenario “A case” (a-case): changed"),
        ("fact", ("functions-duration",), {"value": "5"}, "Fact “functions-duration”: changed"),
        ("table", ("sizes",), {"checked_on": None}, "Reference table “Sizes” (sizes): changed"),
    ],
)
def test_a_title_has_the_name_for_people_and_the_name_in_files(records, kind, key, fields, title):
    assert words(records, with_fields(records, kind, *key, **fields)).title == title


def test_conditions_are_put_as_sentences(records):
    assert lines(records, *RULE, when={"runtime": ["java"]}) == [
        "When: “Source code” is “Not available” → “Runtime” is “Java”"
    ]
    assert lines(records, "advice", "back-up", when={"size": {"min": 5}}) == [
        "When: always → “Database size” is 5 GiB or more"
    ]
    assert lines(records, "question", "runtime", asked_when={}) == [
        "Asked when: “Source code” is “Available” → always"
    ]


def test_a_condition_on_an_outcome_and_unknown_names_have_words_too(records):
    assert lines(
        records, "rule", "rehosted-vm", when={"strategy": {"none_of": ["refactor"]}, "colour": ["red"]}
    ) == [
        "When: the outcome of “Strategy” is “Rehost” → the outcome of “Strategy” is not “Refactor”,"
        " and “colour” is “red”"
    ]


@pytest.mark.parametrize(
    ("kind", "key", "fields", "expected"),
    [
        (
            *("rule", ("watch-it",)),
            {"because_ko": "봅니다."},
            "Reason (Korean): “모두 모니터링합니다.” → “봅니다.”",
        ),
        (
            *("rule", ("watch-it",)),
            {"because_en": ""},
            "Reason (English): no longer “Everything is watched.”",
        ),
        (
            *("rule", ("watch-it",)),
            {"checked_on": "2026-12-01"},
            "Checked on: 21 November 2026 → 1 December 2026",
        ),
        (*("rule", ("watch-it",)), {"checked_on": None}, "Checked on: no longer 21 November 2026"),
        (*("question", ("runtime",)), {"hint_en": "Look."}, "Hint (English): now “Look.”"),
        (*("question", ("runtime",)), {"section": ["data"], "order": 2}, "Section: “Code” → “Data”"),
        (*("question", ("runtime",)), {"kind": "many"}, "Kind: “one choice” → “several choices”"),
        (*("question", ("runtime",)), {"retired": True}, "Retired: no → yes"),
        (*("question", ("size",)), {"below": 500}, "Numbers stay below: 10,000 → 500"),
        (*("question", ("size",)), {"min": None}, "Least number allowed: no longer 0"),
        (*("option", ("compute", "functions")), {"service": None}, "Service: no longer “Azure Functions”"),
        (*("chapter", ("functions-triggers",)), {"table": None}, "Table below: no longer “Sizes”"),
        (*("scenario", ("a-case",)), {"hard": None}, "Decisions with this weight: “Database” → all of them"),
        (*("scenario", ("a-case",)), {"hard": []}, "Decisions with this weight: “Database” → none of them"),
        (*("scenario", ("a-case",)), {"url": "https://x.y/z"}, "Address: now “https://x.y/z”"),
        (*("source", ("story",)), {"published_on": "2025-07"}, "Published on: 2024 → July 2025"),
    ],
)
def test_each_type_of_field_has_its_words(records, kind, key, fields, expected):
    records = with_fields(records, "source", "story", published_on="2024")
    records = with_fields(records, "service", "functions", name_en="Azure Functions")
    records = with_fields(records, "question", "runtime", section=["code"])
    assert expected in lines(records, kind, *key, **fields)


def test_sources_are_named_by_their_titles(records):
    records = with_fields(
        with_fields(records, "source", "guide", title="The guide"), "source", "story", title="The story"
    )
    assert lines(records, *RULE, sources=[["guide"]]) == ["Sources: removed “The story”"]
    assert lines(with_fields(records, *RULE, sources=[]), *RULE, sources=[["guide"], ["story"]]) == [
        "Sources: added “The guide”, “The story”"
    ]
    assert lines(records, *RULE, sources=[["guide"], ["story"]]) == ["Sources: in another order"]


def test_answers_of_a_scenario_stand_one_a_line(records):
    profile = {"source_code": "unavailable", "databases": ["sql_server", "mysql"], "size": None, "servers": 3}
    assert lines(records, "scenario", "a-case", profile=profile) == [
        "Answers, “Source code”: “Available” → “Not available”",
        "Answers, “Databases”: “SQL Server” → “SQL Server”, “MySQL”",
        "Answers, “Database size”: 100 GiB → I don't know",
        "Answers, “Servers”: now 3 servers",
        "Answers, “Runtime”: no longer “Java”",
    ]


def test_expectations_are_told_by_decision(records):
    found = lines(
        records,
        "scenario",
        "a-case",
        basis={"runtime": "Java 11", "size": "small"},
        expect={"strategy": ["rehost", "refactor"], "compute": ["functions"]},
        first_given={"strategy": []},
    )
    assert found == [
        "Words of the source, “Runtime”: “Java 8” → “Java 11”",
        "Words of the source, “Database size”: now “small”",
        "Expected, “Strategy”: “Refactor” → “Rehost”, “Refactor”",
        "Expected, “Compute”: now “Functions”",
        "Expected, “Database”: no longer “Sql database”",
        "What the rules gave first, “Strategy”: now nothing",
    ]


def rows(records):
    return [dict(row) for row in records.find("table", "sizes").fields["rows"]]


def test_says_which_rows_of_a_table(records):
    changed = rows(records)
    changed[1] = {**changed[1], "vcpus": 8, "name": {"en": "Big", "ko": "대형"}}
    assert lines(records, "table", "sizes", rows=changed) == [
        "Row 2, “Name” (English): “Large” → “Big”",
        "Row 2, “vCPUs”: 4.5 → 8",
    ]
    new = {"name": {"en": "Middle", "ko": "중형"}, "vcpus": None, "option": "functions"}
    assert lines(records, "table", "sizes", rows=[rows(records)[0], new, rows(records)[1]]) == [
        "Row 2: now “Middle” · “functions”"
    ]
    assert lines(records, "table", "sizes", rows=rows(records)[1:]) == [
        "Row 1: no longer “Small” · 2 · “virtual_machines”"
    ]
    emptied = [{**rows(records)[0], "vcpus": None}, rows(records)[1]]
    assert lines(records, "table", "sizes", rows=emptied) == ["Row 1, “vCPUs”: no longer 2"]


def test_says_which_columns_of_a_table(records):
    columns = [dict(column) for column in records.find("table", "sizes").fields["columns"]]
    renamed = [{**columns[0], "label_en": "Size", "kind": "slug"}, *columns[1:]]
    assert lines(records, "table", "sizes", columns=renamed) == [
        "Columns, “name” (English): “Name” → “Size”",
        "Columns, “name” (kind): “text” → “slug”",
    ]
    more = [*columns, {"slug": "disk", "label_en": "Disk", "label_ko": "디스크", "kind": "number"}]
    assert lines(records, "table", "sizes", columns=more) == ["Columns: now “Disk”"]
    assert lines(records, "table", "sizes", columns=columns[::-1]) == ["Columns: in another order"]


def test_says_which_points_of_a_chapter(records):
    chapter = ("chapter", "functions-triggers")
    timer, queue = records.find(*chapter).fields["points"]
    assert lines(records, *chapter, points=[{**timer, "ko": "시계."}, queue]) == [
        "Point 1 (Korean): “타이머.” → “시계.”"
    ]
    assert lines(records, *chapter, points=[queue]) == ["Point 1: no longer “A timer.”"]
    assert lines(records, *chapter, points=[timer, queue, {"en": "A call.", "ko": "호출."}]) == [
        "Point 3: now “A call.”"
    ]


def test_says_where_a_record_stands_now(records):
    assert lines(records, "choice", "databases", "none", order=9) == ["Place: was first, now after “MySQL”"]
    assert lines(records, "choice", "databases", "mysql", order=30) == ["Order: was 3, now 30"]
    halved = with_fields(records, "choice", "databases", "mysql", order=2.5)
    assert lines(halved, "choice", "databases", "mysql", order=3) == [
        "Place: moved, and still after “SQL Server”"
    ]


def test_the_digest_is_not_told(records):
    assert lines(records, *RULE, korean_of="00000000", because_en="Else.") == [
        "Reason (English): “Without source code nothing can be changed.” → “Else.”"
    ]


def test_what_is_new_says_what_it_is(records):
    rule = records.find(*RULE)
    new = replace(rule, fields={**rule.fields, "slug": "new"})
    assert list(words(records, RecordSet([*records, new])).lines) == [
        "Decision: “Strategy”",
        "When: “Source code” is “Not available”",
        "Rehost: +1",
        "Refactor: ruled out",
        "Reason (English): “Without source code nothing can be changed.”",
        "Reason (Korean): “소스 코드가 없으면 변경할 수 없습니다.”",
        "Sources: “A story: how it went”, “A guide”",
        "Checked on: 21 November 2026",
    ]


def test_what_is_gone_says_what_it_was_with_the_names_of_then(records):
    after = RecordSet(
        [r for r in records if r.slug != "java-functions" and r.key != ("compute", "functions")]
    )
    changes = {c.kind: change_words(c, records, after, "en") for c in diff(records, after)}
    assert "Functions: +2" in changes["rule"].lines
    assert changes["option"].title == "Option “Functions” (compute/functions): removed"


def test_the_usual_is_not_told_of_what_is_new(records):
    question = records.find("question", "servers")
    new = replace(question, fields={**question.fields, "slug": "new"})
    told = words(records, RecordSet([*records, new])).lines
    assert not [line for line in told if line.startswith(("Retired", "Asked", "Hint", "Slug", "Order"))]
    assert "Whole numbers only: yes" in told


def test_a_choice_is_called_as_its_own_side_calls_it(records):
    after = with_fields(records, "choice", "runtime", "java", label_en="Java 21")
    after = with_fields(after, "rule", "java-functions", when={"runtime": {"none_of": ["java"]}})
    (_, change) = diff(records, after)
    assert change_words(change, records, after, "en").lines == (
        "When: the outcome of “Strategy” is “Refactor”, and “Runtime” is “Java” → “Runtime” is not “Java 21”",
    )


def test_speaks_the_language_named_by_the_caller(records):
    after = with_fields(records, *RULE, when={"runtime": ["other"]}, effects={"refactor": "rules_out"})
    with override("en"):
        korean = words(records, after, "ko")
    assert "“소스 코드”" in korean.lines[0]
    assert "“기타”" in korean.lines[0]
    with override("ko"):
        assert words(records, after).title == "Rule “no-source-code”: changed"


def test_a_draft_that_cannot_be_decided_from_can_be_compared(records):
    broken = RecordSet([r for r in records if r.kind not in ("decision", "choice")])
    told = [change_words(c, records, broken, "en") for c in diff(records, broken)]
    assert "Choice “Java” (runtime/java): removed" in [one.title for one in told]
    back = [change_words(c, broken, records, "en") for c in diff(broken, records)]
    assert len(back) == len(told)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_record_of_the_rulebook_in_use_has_words(language):
    real = books.records(books.REAL)
    nothing = RecordSet([])
    seen = set()
    for change in diff(nothing, real)[::7]:
        seen.add(change.kind)
        told = change_words(change, nothing, real, language)
        assert told.title
        assert told.lines
        assert not [line for line in told.lines if "%(name" in line or line.endswith((": ", "None"))]
    assert seen == set(KINDS)


def test_what_went_from_a_rule_has_its_name_even_where_it_is_gone(records):
    after = with_fields(records, "rule", "java-functions", effects={"virtual_machines": 2})
    after = RecordSet([r for r in after if (r.kind, r.key) != ("option", ("compute", "functions"))])
    change = next(c for c in diff(records, after) if c.kind == "rule")
    assert change_words(change, records, after, "en").lines == (
        "Virtual machines: now +2",
        "Functions: no longer +2",
    )


def test_a_row_that_is_gone_has_the_number_that_it_had(records):
    new = {"name": {"en": "Tiny", "ko": "초소형"}, "vcpus": 1, "option": None}
    assert lines(records, "table", "sizes", rows=[new, rows(records)[0]]) == [
        "Row 1: now “Tiny” · 1",
        "Row 2: no longer “Large” · 4.5 · “virtual_machines”",
    ]
