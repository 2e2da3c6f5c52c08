from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command

from advisor.rulebook.checks.dates import check_dates, due
from advisor.rulebook.files import read_records
from advisor.rulebook.lifecycle import has_ended, last_day

ON = date(2028, 9, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2028-09-30", date(2028, 9, 30)),
        ("2028-09", date(2028, 9, 30)),
        ("2028-02", date(2028, 2, 29)),
        ("2027-12", date(2027, 12, 31)),
    ],
)
def test_a_month_ends_on_its_last_day(text, day):
    assert last_day(text) == day


@pytest.mark.parametrize("text", ["", "2028", "soon", "2028-13", "2028-02-30"])
def test_what_names_no_day_and_no_month_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        last_day(text)


@pytest.mark.parametrize(
    ("lifecycle", "on", "today", "ended"),
    [
        ("current", ON, ON, False),
        ("preview", ON, ON, False),
        ("retiring", None, ON, False),
        ("retiring", ON, ON - timedelta(days=1), False),
        ("retiring", ON, ON, True),
        ("retired", None, ON, True),
        ("retired", ON, ON - timedelta(days=1), True),
    ],
)
def test_a_service_has_ended_from_its_day_on(lifecycle, on, today, ended):
    assert has_ended(lifecycle, on, today) is ended


@pytest.fixture
def ending(edit, small):
    edit(
        "30",
        "lifecycle: current\n    lifecycle_on: null",
        "lifecycle: retiring\n    lifecycle_on: 2028-09-30",
    )
    return small


@pytest.mark.parametrize(("today", "wrong"), [(ON - timedelta(days=1), 0), (ON, 1), (date(2040, 1, 1), 1)])
def test_an_option_whose_service_has_retired_is_an_error_from_that_day_on(ending, today, wrong):
    found = list(check_dates(read_records(ending), today))
    assert [item.level for item in found] == ["error"] * wrong
    assert all("functions retired on 2028-09-30 and can still be recommended" in str(item) for item in found)


def test_a_retired_option_is_not_complained_about(ending, edit):
    edit("41", "service: [functions]\n    retired: false", "service: [functions]\n    retired: true")
    assert list(check_dates(read_records(ending), ON)) == []


@pytest.mark.parametrize(
    ("value", "today", "complaint"),
    [
        ("2028-09-30", "2028-09-30", None),
        ("2028-09-30", "2028-10-01", "2028-09-30 has passed since this was written"),
        ("2028-09", "2028-10-01", "2028-09-30 has passed since this was written"),
        ("2020-01-01", "2028-10-01", None),  # it was past when it was written
        ("soon", "2026-11-21", "a retirement's value is its day or month"),
    ],
)
def test_a_fact_that_announces_a_day_is_due_after_it(small, edit, value, today, complaint):
    edit("31", "kind: limit", "kind: retirement")
    text = (small / "31_facts.yaml").read_text()
    old = next(line for line in text.splitlines() if line.strip().startswith("value:"))
    edit("31", old, f"    value: '{value}'")
    found = [str(item) for item in check_dates(read_records(small), date.fromisoformat(today))]
    assert len(found) == (complaint is not None)
    assert complaint is None or complaint in found[0]


def test_lists_what_was_checked_too_long_ago_oldest_first(small, edit):
    edit("30", "checked_on: 2026-11-21", "checked_on: 2026-01-01")
    records = read_records(small)
    assert due(records, date(2026, 11, 21), timedelta(days=400)) == []
    (service,) = due(records, date(2026, 11, 21), timedelta(days=180))
    assert "service functions: checked_on: is due: last checked on 2026-01-01" in str(service)
    everything = due(records, date(2030, 1, 1), timedelta(days=180))
    assert everything[0] == service
    assert len(everything) == sum(bool(record.fields.get("checked_on")) for record in records)


def test_the_age_counts_in_whole_days(small):
    records = read_records(small)
    last = max(r.fields["checked_on"] for r in records if r.fields.get("checked_on"))
    day = date.fromisoformat(last)
    assert not [f for f in due(records, day + timedelta(days=180), timedelta(days=180)) if last in str(f)]
    assert [f for f in due(records, day + timedelta(days=181), timedelta(days=180)) if last in str(f)]


def test_the_command_fails_once_the_day_has_passed(ending, capsys):
    call_command("check_rulebook", ending, "--on", "2028-09-29")
    with pytest.raises(CommandError, match="1 errors"):
        call_command("check_rulebook", ending, "--on", "2028-09-30")
    assert "can still be recommended" in capsys.readouterr().out


def test_the_command_lists_what_is_due(small, capsys):
    call_command("check_rulebook", small, "--older-than", "180d", "--on", "2026-11-22")
    assert "is due" not in capsys.readouterr().out
    call_command("check_rulebook", small, "--older-than", "180d", "--on", "2027-11-22")
    assert "is due: last checked on" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [["--older-than", "180"], ["--older-than", "x"], ["--on", "tomorrow"]])
def test_the_command_says_what_an_age_and_a_day_look_like(small, wrong):
    with pytest.raises(CommandError, match=r"like 180d|like 2026-11-21"):
        call_command("check_rulebook", str(small), *wrong)
