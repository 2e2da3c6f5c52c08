"""The pages of the catalogue."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import escape

from advisor.engine.rulebook import RANKED_DECISIONS

LANGUAGES = ["en", "ko"]


class Headings(HTMLParser):
    """Collects (level, text) of each heading, and the ids and local links of a page."""

    def __init__(self):
        super().__init__()
        self.found, self.ids, self.links, self._open = [], set(), set(), None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if attrs.get("id"):
            self.ids.add(attrs["id"])
        if tag == "a" and (attrs.get("href") or "").startswith("#"):
            self.links.add(attrs["href"][1:])
        if re.fullmatch("h[1-6]|caption|dt|th", tag):
            self._open = tag
            self.found.append([tag, ""])

    def handle_endtag(self, tag):
        if tag == self._open:
            self._open = None

    def handle_data(self, data):
        if self._open:
            self.found[-1][1] += data.strip()


def read(response):
    page = Headings()
    page.feed(response.content.decode())
    return page


def get(client, address, language="en", **headers):
    return client.get(address, headers={"Accept-Language": language, **headers})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_service_has_a_page_without_empty_headings_or_dead_links(client, real, language):
    for slug in real.services:
        response = get(client, reverse("catalogue:service", args=[slug]), language)
        assert response.status_code == 200, slug
        page = read(response)
        assert [tag for tag, words in page.found if not words] == [], slug
        assert page.links <= page.ids | {"main"}, slug
        levels = [int(tag[1]) for tag, _ in page.found if tag[0] == "h"]
        assert all(after - before <= 1 for before, after in pairwise(levels)), slug


def test_every_option_with_a_service_shows_the_rules_about_it(client, real):
    for decision in real.decisions.values():
        for option in decision.options:
            if option.service is None:
                continue
            page = get(client, reverse("catalogue:service", args=[option.service])).content.decode()
            named = [r for r in real.rules.values() if option.slug in {*r.points, *r.rules_out}]
            assert page.count("<small>When ") >= len([r for r in named if r.decision == decision.slug])


def test_an_unknown_service_is_not_found(client, real):
    assert get(client, "/catalogue/toys/").status_code == 404


def test_retired_or_retiring_is_judged_today(client, real):
    service = next(s for s in real.services.values() if s.lifecycle == "retiring" and s.lifecycle_on)
    address = reverse("catalogue:service", args=[service.slug])
    with time_machine.travel(service.lifecycle_on.replace(year=service.lifecycle_on.year - 1)):
        assert "Retires on" in get(client, address).content.decode()
    with time_machine.travel(service.lifecycle_on):
        page = get(client, address).content.decode()
        assert "Retired since" in page
        assert "Retires on" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_shows_every_service(client, real, language):
    page = get(client, "/catalogue/", language).content.decode()
    for slug in real.services:
        assert f'href="/catalogue/{slug}/"' in page
    assert real.hash in page


def test_the_list_says_how_many_fit_and_when_none_does(client, real):
    page = get(client, "/catalogue/?q=kubernetes&category=compute").content.decode()
    assert re.search(rf"\d+ of {len(real.services)} services", page)
    assert "No service fits all of this." in get(client, "/catalogue/?q=zzzz").content.decode()


def test_an_unknown_choice_in_the_address_is_said_and_left_out(client, real):
    response = get(client, "/catalogue/?category=%3Cb%3E")
    assert response.status_code == 400
    page = response.content.decode()
    assert "“&lt;b&gt;” is no choice of “category”" in page
    assert 'href="/catalogue/functions/"' in page


def test_htmx_gets_the_list_alone_and_the_way_back_the_whole_page(client, real):
    part = get(client, "/catalogue/?q=batch", **{"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert 'hx-swap-oob="innerHTML:#count"' in part.content.decode()
    assert "HX-Request" in part["Vary"]
    back = get(client, "/catalogue/", **{"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("service=functions&service=logic_apps", 200),
        ("service=functions&service=logic_apps&service=batch&service=key_vault", 200),
        ("", 400),
        ("service=functions", 400),
        ("service=functions&service=functions", 400),
        ("service=functions&service=toys", 400),
        ("service=functions&service=logic_apps&service=batch&service=key_vault&service=mysql", 400),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_compares_two_to_four_services(client, real, query, status, language):
    response = get(client, f"/catalogue/compare/?{query}", language)
    assert response.status_code == status
    page = response.content.decode()
    assert ('role="alert"' in page) == (status == 400)
    assert '<form class="choose" action="/catalogue/compare/">' in page
    assert not [tag for tag, words in read(response).found if not words]


def test_the_form_of_a_comparison_keeps_what_was_ticked(client, real):
    page = get(client, "/catalogue/compare/?service=functions&service=toys").content.decode()
    assert re.search(r'value="functions" checked', page)


def test_a_comparison_from_the_list_gets_a_clean_address(client, real):
    response = get(client, "/catalogue/compare/?q=&category=&service=functions&service=batch")
    assert response.status_code == 302
    assert response["Location"] == "/catalogue/compare/?service=functions&service=batch"


def test_the_list_leads_to_a_comparison(client, real):
    page = get(client, "/catalogue/?service=functions&category=database").content.decode()
    assert 'formaction="/catalogue/compare/"' in page
    assert re.search(r'id="tick-functions"[^>]* checked', page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_functions_or_logic_apps_is_linked_from_both_and_from_their_comparison(client, real, language):
    address = reverse("catalogue:functions_or_logic_apps")
    page = get(client, address, language)
    assert page.status_code == 200
    for row in real.tables["functions-or-logic-apps"].rows:
        assert row["aspect"].in_language(language) in page.content.decode()
    pair = "/catalogue/compare/?service=logic_apps&service=functions"
    for other in ("/catalogue/functions/", "/catalogue/logic_apps/", pair):
        assert f'href="{address}"' in get(client, other, language).content.decode(), other
    assert f'href="{address}"' not in get(client, "/catalogue/batch/").content.decode()


def test_without_its_table_the_page_is_not_found_and_not_linked(client, without_comparison):
    address = reverse("catalogue:functions_or_logic_apps")
    assert get(client, address).status_code == 404
    assert f'href="{address}"' not in get(client, "/catalogue/functions/").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_has_every_word_in_both_languages(client, real, language):
    response = get(client, "/glossary/", language)
    page = response.content.decode()
    for term in real.glossary.values():
        assert escape(term.term.en) in page, term.slug
        assert escape(term.term.ko) in page, term.slug
        assert escape(term.definition.in_language(language)) in page, term.slug
    found = read(response)
    assert found.links <= found.ids | {"main"}


def test_every_page_leads_to_the_catalogue_the_glossary_and_the_accuracy(client, real):
    page = get(client, "/glossary/").content.decode()
    for address in ("/catalogue/", "/glossary/", "/accuracy/"):
        assert f'href="{address}"' in page


def test_pages_take_few_queries(client, real, django_assert_max_num_queries):
    for address in (
        "/catalogue/",
        "/catalogue/functions/",
        "/catalogue/compare/?service=functions&service=batch",
        "/glossary/",
    ):
        with django_assert_max_num_queries(4):
            get(client, address)


def test_a_decision_on_the_outcome_is_among_the_conditions_in_words(client, real):
    page = get(client, "/catalogue/functions/").content.decode()
    title = real.decisions[RANKED_DECISIONS[0]].title.en
    assert f"the outcome of “{title}” is" in page
