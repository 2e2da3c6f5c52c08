"""The table of the twelve factors: what holds, what a gap breaks there, and how to mend it."""

import itertools

import pytest

from advisor.engine import conditions_hold
from tests import books
from tests.reports.book import ADVICE, FULL, advice, make_book, make_report, markdown_of, text

ON_APP_SERVICE = {"compute": {"any_of": ["app_service"]}, "twelve_factors": {"none_of": ["config"]}}
ON_MACHINES = {"compute": {"any_of": ["virtual_machines"]}, "twelve_factors": {"none_of": ["config"]}}


def about_config(slug, kind, when, en):
    return {**advice(slug, kind, "twelve_factors", when, text(f"{slug} title"), text(en)), "about": "config"}


CONFIG = [
    about_config("breaks-app", "risk", ON_APP_SERVICE, "Each environment needs a build."),
    about_config("mends-app", "practice", ON_APP_SERVICE, "Use app settings."),
    about_config("breaks-vm", "risk", ON_MACHINES, "Passwords lie on the disk."),
    about_config("mends-vm", "practice", ON_MACHINES, "Use Key Vault."),
]
APP = {"source_code": "available", "runtime": "java", "databases": ["none"]}
MACHINE = {"source_code": "unavailable", "runtime": "java", "databases": ["none"]}


def part(raw, **more):
    return make_report(raw, book=make_book(advice=[*ADVICE, *CONFIG]), **more)


@pytest.mark.parametrize(
    ("raw", "breaks", "mends", "service"),
    [
        (APP, "Each environment needs a build.", "Use app settings.", "Azure App Service"),
        (MACHINE, "Passwords lie on the disk.", "Use Key Vault.", "Azure Virtual Machines"),
    ],
)
def test_a_gap_says_what_breaks_on_the_service_recommended(raw, breaks, mends, service):
    practices = part({**raw, "twelve_factors": ["codebase"]}).practices
    codebase, config = practices.factors
    assert (codebase.holds, codebase.breaks, codebase.mends) == (True, (), ())
    assert (config.holds, config.words) == (False, "does not hold")
    assert [said.text for said in config.breaks] == [breaks]
    assert [said.text for said in config.mends] == [mends]
    assert config.breaks[0].cites
    assert service in practices.factors_note


def test_what_the_table_says_is_not_repeated():
    report = part({**APP, "twelve_factors": ["codebase"]})
    listed = [item.slug for item in report.risks.items]
    listed += [item.slug for topic in report.practices.topics for item in topic.items]
    assert "breaks-app" not in listed
    assert "mends-app" not in listed


def test_a_factor_that_holds_needs_nothing():
    practices = part({**APP, "twelve_factors": ["codebase", "config"]}).practices
    assert practices.factors_headline == "All 2 factors hold"
    assert not any(factor.breaks or factor.mends for factor in practices.factors)


@pytest.mark.parametrize(
    ("raw", "words"),
    [({}, "With an answer"), ({"twelve_factors": None}, "“I don’t know”")],
)
def test_without_an_answer_it_says_so(raw, words):
    practices = part({**APP, **raw}).practices
    assert practices.factors == ()
    assert practices.factors_headline == "The twelve factors were not answered"
    assert words in practices.factors_note
    assert "The twelve factors were not answered" in markdown_of(part({**APP, **raw}))


def test_without_a_service_it_says_that_harm_is_not_known():
    practices = part({"twelve_factors": ["codebase"]}).practices
    assert [factor.holds for factor in practices.factors] == [True, False]
    assert "not known yet" in practices.factors_note


def test_the_table_is_in_the_markdown():
    line = next(row for row in markdown_of(part(FULL | APP)).splitlines() if row.startswith("| Config"))
    assert "Each environment needs a build. \\[" in line
    assert "Use app settings. \\[" in line


def test_the_rulebook_says_once_what_each_gap_breaks_and_how_to_mend_it():
    book = books.compiled(books.REAL).rulebook
    factors = [c for c in book.questions["twelve_factors"].choice_slugs if c != "none"]
    services = [option.slug for option in book.decisions["compute"].options]
    for service, factor in itertools.product(services, factors):
        facts = {"compute": service, "twelve_factors": tuple(f for f in factors if f != factor)}
        for kind in ("risk", "practice"):
            said = [
                entry.slug
                for entry in book.advice.values()
                if (entry.kind, entry.topic, entry.about) == (kind, "twelve_factors", factor)
                and conditions_hold(entry.when, facts)
            ]
            assert len(said) == 1, (service, factor, kind, said)
