"""What a browser really asks for on the main pages: this host, and no other, not even to connect ahead."""

import contextlib
import re
import socketserver
import threading
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect

from tests.accounts import people
from tests.browser.steps import start

EDITOR_PAGES = (
    "/rulebook/",
    "/rulebook/rules/strategy/",
    "/rulebook/checks/",
    "/rulebook/versions/",
    "/admin/",
)
EDITOR_PAGES += ("/admin/rulebook/service/", "/operations/")
ACCOUNT_PAGES = ("/account/", "/account/email/", "/account/second-factor/", "/account/data/", "/workspaces/")
PAGES = (
    "/",
    "/catalogue/",
    "/catalogue/virtual_machines/",
    "/glossary/",
    "/accuracy/",
    "/account/login/",
    "/import/",
)

#: What Chromium asks for by itself, whatever page it shows.
ITS_OWN = re.compile(
    r"[ /](?:(?:accounts|clients\d|edgedl|www)\.google\.com|[a-z.]*gvt1\.com"
    r"|(?:update|content-autofill|optimizationguide-pa|safebrowsing)\.googleapis\.com)[:/]"
)


class Proxy(socketserver.StreamRequestHandler):
    """Keeps what the browser wants from any host but this one, and gives nothing."""

    def handle(self):
        self.server.heard.append(self.rfile.readline(2000).decode(errors="replace").strip())


@pytest.fixture
def elsewhere():
    """All hosts of the world but this one."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Proxy) as server:
        server.heard, server.daemon_threads = [], True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def page(browser_type, browser_type_launch_args, elsewhere, site):
    """A page of a browser that reaches other hosts by a proxy only."""
    arguments = [*browser_type_launch_args["args"], f"--proxy-server=127.0.0.1:{elsewhere.server_address[1]}"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": arguments})
    page = browser.new_page(base_url=site)
    page.set_default_timeout(10_000)
    yield page
    browser.close()


def test_a_journey_over_the_main_pages_asks_this_host_alone(page, site, elsewhere):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for address in PAGES:
        page.goto(address)
    page.goto("/")
    own = urlsplit(start(page)).path
    page.goto(f"{own}next/")
    page.goto(f"{own}report/")
    expect(page.locator("[hx-trigger='load']")).to_have_count(0)
    page.goto(f"{own}report/export/")
    person = people.make_person()
    person.is_staff = person.is_superuser = True
    person.save()
    client = people.browser_of(person)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
    page.context.add_cookies([session])
    for address in (*ACCOUNT_PAGES, *EDITOR_PAGES):
        assert page.goto(address).status == 200, address
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(site).netloc}
    assert {line for line in elsewhere.heard if not ITS_OWN.search(line)} == set()


def test_the_proxy_hears_of_another_host(page, site, elsewhere):
    """Otherwise the journey would prove nothing."""
    page.goto("/")
    with contextlib.suppress(Error):
        page.goto("http://other.example/")
    assert any("other.example" in line for line in elsewhere.heard)
