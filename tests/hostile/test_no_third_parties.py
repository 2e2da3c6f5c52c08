"""Nothing goes to third parties: no request leaves the server, and no page asks a browser for another host.

With an integration that an operator configures only its host is asked: OpenTelemetry in
`tests/operations/test_telemetry.py`, identity providers in `tests/accounts/test_oidc.py`, e-mail in
`tests/accounts/test_smtp.py`. What a browser really asks for: `tests/browser/test_no_third_parties.py`.
"""

from __future__ import annotations

import re
import socket
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.staticfiles import finders
from lxml import html

from tests.hostile.ground import INSIDE
from tests.hostile.judging import is_page
from tests.hostile.sending import MULTIPART, Sending, filled
from tests.reaching import nobody_reached

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

HERE = "http://testserver"
#: By these a browser fetches, sends or connects without being asked; links that a person follows do not.
FETCHED = (
    *("//@src", "//@srcset", "//@poster", "//@data", "//@background", "//@ping", "//@manifest", "//@action"),
    *("//@formaction", "//@hx-get", "//@hx-post", "//link/@href", "//base/@href", "//use/@href"),
    "//image/@href",
)
IN_STYLES = re.compile(r"(?:@import\s+|url\()\s*[\"']?([^\"')\s]+)")

CALLING = re.compile(
    r"(?:fetch|import|open|Worker|EventSource|WebSocket|sendBeacon)\(\s*[\"'`](?:https?:)?//"
)


def elsewhere(address, page="/"):
    """Tell whether an address on a page leads to another host."""
    whole = urljoin(HERE + page, address.strip())
    return not whole.startswith((f"{HERE}/", "data:")) and urlsplit(whole).scheme != "blob"


def fetched_elsewhere(page, content):
    tree = html.fromstring(content)
    found = [str(address) for path in FETCHED for address in tree.xpath(path)]
    found += [
        text.partition("url=")[2]
        for text in tree.xpath("//meta[@http-equiv='refresh']/@content")
        if "url=" in text
    ]
    return [f"{page}: {address}" for address in found if elsewhere(address, page)]


def test_the_guard_hears_of_what_is_tried_and_swallowed():
    asked = []
    with nobody_reached(asked):
        for ask in (
            lambda: socket.create_connection(("192.0.2.1", 80)),
            lambda: socket.gethostbyname("example.org"),
        ):
            with pytest.raises(RuntimeError):
                ask()
    assert len(asked) == 2


def test_no_address_makes_the_server_ask_for_another_host(site, asked):
    assert len(site.answers) > 200
    assert asked == []


def test_no_form_makes_the_server_ask_for_another_host(ground, site):
    asked, sent = [], 0
    forms = [form for form in site.forms if not re.search(r"/(logout|sign-out)/", form.address)]
    with nobody_reached(asked):
        for form in forms:
            role = "superuser" if form.address.startswith(INSIDE) else "owner"
            pairs = tuple(filled(form, 1))
            sent += (
                Sending(role, form.method.upper(), form.address, pairs, MULTIPART).send(ground).status_code
                < 500
            )
    assert sent == len(forms) > 80
    assert asked == []


def test_no_page_lets_a_browser_ask_another_host(site):
    pages = {at: answer for at, answer in site.answers.items() if is_page(answer) and answer.content.strip()}
    assert len(pages) > 150
    assert [
        one for at, answer in pages.items() for one in fetched_elsewhere(at, answer.content.decode())
    ] == []
    assert {at: answer["Link"] for at, answer in site.answers.items() if answer.has_header("Link")} == {}
    assert {
        at: answer["Location"] for at, answer in site.answers.items() if elsewhere(answer.get("Location", at))
    } == {}


def test_no_style_and_no_script_names_another_host():
    found = [Path(storage.path(name)) for one in finders.get_finders() for name, storage in one.list([])]
    texts = {file: file.read_text() for file in found if file.suffix in (".css", ".js")}
    assert len(texts) > 25
    styles = [one for file, text in texts.items() if file.suffix == ".css" for one in IN_STYLES.findall(text)]
    assert [one for one in styles if elsewhere(one)] == []
    assert [file.name for file, text in texts.items() if file.suffix == ".js" and CALLING.search(text)] == []


@pytest.mark.parametrize(
    "content",
    [
        '<img src="//cdn.example/a.png">',
        '<link rel="preconnect" href="https://fonts.example">',
        '<form action="https://evil.example/"></form>',
        '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
        '<svg><use href="https://evil.example/a.svg#x"></use></svg>',
    ],
)
def test_what_would_lead_elsewhere_is_found(content):
    assert fetched_elsewhere("/", f"<html><body>{content}</body></html>")
    assert not fetched_elsewhere(
        "/", '<html><body><img src="/a.png"><a href="https://learn.example/">x</a></body></html>'
    )
