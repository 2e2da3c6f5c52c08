"""Who does too much is asked to wait, and loses nothing of what was typed."""

import pytest
from django.test import Client
from django.urls import get_resolver

from advisor.assessments.models import Assessment
from advisor.limits import Rate
from advisor.operations.limiting import OPENED, SENT
from tests.factories import browser_of, make_assessment, make_owner
from tests.hostile.crawl import routes_of

pytestmark = pytest.mark.django_db

ONCE = {"create": Rate(1, 3600), "export": Rate(1, 3600), "import": Rate(1, 3600)}


@pytest.fixture(autouse=True)
def _once(settings, version):
    settings.RATE_LIMITS = ONCE


def start(client, name="Shop", **options):
    return client.post("/start/", {"name": name, "description": "Two\nlines <b>"}, **options)


def test_too_much_is_told_with_when_and_what_was_typed_stays(time_machine):
    time_machine.move_to("2026-11-22 12:15:00+00:00", tick=False)
    make_owner("me")
    client = browser_of("me")
    assert start(client).status_code == 302
    refused = start(client, "Second")
    assert refused.status_code == 429
    assert refused["Retry-After"] == str(45 * 60)
    page = refused.content.decode()
    assert "Try again in 45 minutes." in page
    assert '<textarea name="name" hidden>\nSecond</textarea>' in page
    assert "Two\nlines &lt;b&gt;</textarea>" in page
    assert 'action="/start/"' in page
    assert Assessment.objects.count() == 1
    time_machine.move_to("2026-11-22 13:00:01+00:00", tick=False)
    assert start(client, "Second").status_code == 302


def test_one_browser_does_not_use_up_what_another_one_has():
    for name in ("me", "you"):
        make_owner(name)
        assert start(browser_of(name)).status_code == 302


def test_who_throws_the_cookie_away_is_known_by_the_network_address(settings):
    assert [start(Client()).status_code for _ in range(11)] == [302] * 10 + [429]
    assert start(Client(REMOTE_ADDR="192.0.2.7")).status_code == 302
    settings.RATE_LIMITS = {}
    assert start(Client()).status_code == 302


def test_a_network_of_ipv6_counts_as_one_address():
    places = [f"2001:db8:0:1::{number:x}" for number in range(11)]
    assert [start(Client(REMOTE_ADDR=place)).status_code for place in places] == [302] * 10 + [429]
    assert start(Client(REMOTE_ADDR="2001:db8:0:2::1")).status_code == 302


@pytest.mark.parametrize(("proxies", "last"), [(0, 429), (1, 302), (2, 429)])
def test_what_a_visitor_says_of_the_address_counts_only_behind_proxies(settings, proxies, last):
    """Of several the one that the outermost proxy of ours saw: what stands before it anybody can write."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    told = [f"203.0.113.{number}, 192.0.2.1, 198.51.100.{number}" for number in range(11)]
    answers = [start(Client(), headers={"X-Forwarded-For": text}) for text in told]
    assert answers[-1].status_code == last


def test_files_are_limited_and_pages_are_not():
    owner = make_owner("me")
    client, address = browser_of("me"), f"/a/{make_assessment(owner).code}/report"
    assert client.get(f"{address}.json").status_code == 200
    assert client.get(f"{address}.md").status_code == 429
    assert client.get(f"{address}/export/?format=json").status_code == 429
    assert client.get(f"{address}/export/").status_code == 200
    assert client.get(f"{address}/").status_code == 200
    assert client.head(f"{address}.md").status_code == 200


def test_where_no_address_is_known_only_the_browser_counts():
    assert [start(Client(REMOTE_ADDR="")).status_code for _ in range(12)] == [302] * 12


def test_all_that_is_named_is_there_and_every_file_is_named():
    names = {route.name for route in routes_of(get_resolver())}
    assert {name for named in SENT.values() for name in named} | OPENED <= names
    files = {route.name for route in routes_of() if "/report." in route.pattern}
    assert files <= OPENED
