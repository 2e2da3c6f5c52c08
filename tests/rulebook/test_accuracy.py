import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command

from advisor.engine import compile_rulebook
from advisor.rulebook.accuracy import YARDSTICK_KNOWN, YARDSTICK_NEW, measured
from advisor.rulebook.agreement_table import agreement_markdown
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.models import Source
from advisor.rulebook.publishing import publish_directory

from .conftest import SMALL

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def loaded():
    rulebook, scenarios = load_rulebook_from_files(SMALL)
    return compile_rulebook(rulebook), scenarios


@pytest.fixture(scope="module")
def case(loaded):
    return next(s for s in loaded[1] if s.kind == "published_case")


def test_requirements_are_not_measured(loaded):
    assert measured(*loaded).cases == 1


def test_cases_met_later_are_told_apart_with_their_first_run(loaded, case):
    met = replace(case, slug="met", first_given={"strategy": ("rehost",), "database": ("sql_database",)})
    found = measured(loaded[0], [case, met])
    assert (found.known.cases, found.new.cases) == (1, 1)
    assert found.known.then == {}
    assert found.new.then["strategy"].share == 0
    assert found.new.then["database"].share == 1
    assert found.new.today["strategy"].share == 1


def test_a_decision_for_which_nothing_came_out_at_first_counts_as_wrong(loaded, case):
    met = replace(case, first_given={"strategy": (), "database": ()})
    assert {share.share for share in measured(loaded[0], [met]).new.then.values()} == {0}


@pytest.mark.parametrize(
    ("known", "new", "expected"),
    [
        (1, 0, YARDSTICK_KNOWN["strategy"]),
        (0, 1, YARDSTICK_NEW["strategy"]),
        (1, 1, round((YARDSTICK_KNOWN["strategy"] + YARDSTICK_NEW["strategy"]) / 2)),
    ],
)
def test_the_yardstick_over_all_is_weighted_as_the_cases_are(loaded, case, known, new, expected):
    cases = [replace(case, slug=f"k{n}") for n in range(known)]
    cases += [replace(case, slug=f"n{n}", first_given={"strategy": ("rehost",)}) for n in range(new)]
    strategy = next(d for d in measured(loaded[0], cases).decisions if d.decision == "strategy")
    assert strategy.yardstick == expected


def test_groups_are_by_kind_and_source_the_largest_first(loaded, case):
    cases = [
        replace(case, slug="a", family="aws", case_kind="company"),
        replace(case, slug="b", family="partner", case_kind="company"),
        replace(case, slug="c", family="partner", case_kind="tree"),
        replace(case, slug="d", family="", case_kind="tree"),
    ]
    found = measured(loaded[0], cases)
    assert [(group.slug, group.cases) for group in found.families] == [("partner", 2), ("aws", 1)]
    assert [(group.slug, group.cases) for group in found.kinds] == [("company", 2), ("tree", 2)]


def test_the_table_names_case_decision_published_given_and_why(loaded, case):
    wrong = replace(
        case, slug="wrong", title="A | B", expect={"strategy": ("rehost",)}, url="https://example.org/x"
    )
    text = agreement_markdown(measured(loaded[0], [case, wrong]), loaded[0].rulebook, everything=True)
    assert "| [A \\| B](https://example.org/x) | strategy | Rehost | Refactor |" in text
    assert "| A case (A story) | database (counts half) |" in text
    explained = replace(wrong, explanation=wrong.explanation._replace(en="Published criteria say so."))
    assert "Published criteria say so." in agreement_markdown(
        measured(loaded[0], [explained]), loaded[0].rulebook
    )


def test_the_readme_shows_the_agreement_of_today(capsys):
    call_command("check_scenarios", "--fixtures", str(ROOT / "fixtures"), "--markdown")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- agreement -->\n\n(.*?)\n<!-- /agreement -->", readme, re.DOTALL)
    assert shown, "the README has lost its table"
    assert shown[1] == capsys.readouterr().out, (
        "python manage.py check_scenarios --fixtures fixtures --markdown"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["published_case", "requirement"])
def test_the_page_opens_where_no_case_speaks_of_a_decision(client, small, edit, kind):
    cache.clear()
    edit("90", "kind: published_case", f"kind: {kind}")
    publish_directory(small)
    response = client.get("/accuracy/")
    assert response.status_code == 200
    assert "–" in response.content.decode()
    assert client.get("/accuracy/agreeing/").status_code == 200
    cache.clear()


@pytest.mark.django_db
def test_a_row_of_the_draft_that_cannot_be_read_takes_no_page_away(client, small):
    """Visitors are shown the version in use, whatever somebody is doing to the draft."""
    publish_directory(small)
    Source.objects.update(url="javascript:alert(1)")
    for address in ("/", "/accuracy/", "/accuracy/agreeing/"):
        assert client.get(address).status_code == 200
