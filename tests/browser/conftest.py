"""A real Chromium against a live server, with the real rulebook published."""

import io
import os
import shutil
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from playwright.sync_api import expect

from advisor.editor.groups import make_groups
from advisor.rulebook.models import Scenario, Version
from tests import books

# A machine that does other work too is slow, not wrong.
expect.set_options(timeout=15_000)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
#: What publishing once stored, for the tests that follow.
_published: list[Version | Scenario] = []


def pytest_collection_modifyitems(items):
    """Mark every test of this folder; without a browser skip it, in CI fail instead."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason="no browser: install Chromium to run the journeys"))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, without a sandbox (root) and without calls of its own."""
    assert CHROMIUM, "CI=true and no Chromium: the browser journeys must run"
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }


@pytest.fixture(scope="session")
def base_url():
    """None: each test has a server of its own."""


@pytest.fixture
def site(live_server, transactional_db):
    """The address of a running site whose rulebook is published."""
    if not _published:
        call_command("publish_rulebook", str(FIXTURES), without_exact=True, verbosity=0, stdout=io.StringIO())
        _published.extend([*Version.objects.all(), *Scenario.objects.all()])
    else:
        for model in (Version, Scenario):
            model.objects.bulk_create(row for row in _published if isinstance(row, model))
    return live_server.url


class Watch:
    """What a page must never do: complain in the console, break, or ask another host for anything.

    ``expected`` are words of complaints that a test provokes.
    """

    def __init__(self, host):
        self.host = host
        self.expected = []
        self.complaints = []

    def follow(self, page):
        """Listen to a page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._request)

    def unexpected(self):
        """Return the complaints that nobody provoked."""
        return [c for c in self.complaints if not any(words in c for words in self.expected)]

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def _request(self, request):
        if not request.url.startswith((self.host, "data:", "blob:")):
            self.complaints.append(f"request: {request.url}")


@pytest.fixture
def watch(site):
    """Fail a test whose pages complained."""
    watched = Watch(site)
    yield watched
    assert watched.unexpected() == []


@pytest.fixture
def visit(site, watch, new_context):
    """Open a page of the site in a new browser context; keywords are the context's."""

    def open_page(path="/", **options):
        settings = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB", **options}
        context = new_context(base_url=site, **settings)
        context.set_default_timeout(10_000)
        page = context.new_page()
        watch.follow(page)
        page.goto(path)
        return page

    return open_page


@pytest.fixture
def visit_as(visit, site):
    """Open a page as a member of groups of the rulebook, on the whole draft; keywords are the context's."""
    make_groups(apps.get_app_config("editor"), apps=apps)
    Scenario.objects.all().delete()
    books.fill_draft(books.REAL)

    def opener(*groups):
        account = get_user_model().objects.create_user("member", is_staff=True)
        account.groups.set(Group.objects.filter(name__in=groups))
        client = Client()
        client.force_login(account)

        def open_page(path, **options):
            page = visit("/", **options)
            value = client.cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": value, "url": site}])
            page.goto(path)
            return page

        return open_page

    return opener
