"""What somebody typed is text on every page: what is stored in any column, what is sent in any address."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import transaction
from lxml import html

from tests.hostile.conftest import explored
from tests.hostile.ground import INSIDE
from tests.hostile.judging import is_page
from tests.hostile.poison import POLYGLOT, columns, mark, poison
from tests.sampling import part_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LEADING = (
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "data",
    "poster",
    "hx-get",
    "hx-post",
    "srcdoc",
)
NEVER = ("poison", "style", "iframe", "object", "embed", "base", "applet", "frame")
HARMLESS = re.compile(r"data:image/(png|svg\+xml)[;,]")


def harm_in(content):
    """Return what a browser would run, load or send of a page that is not ours."""
    if not content.strip():
        return []
    page = html.fromstring(content.decode())
    found = [f"<{element.tag}>" for element in page.iter(*NEVER)]
    found += [
        "<script>"
        for script in page.iter("script")
        if not ours(script.get("src")) or (script.text or "").strip()
    ]
    for element in page.iter():
        for name, value in element.items():
            if name.startswith("on") or name == "style" or (name in LEADING and not ours(value)):
                found.append(f"{element.tag} {name}={value[:60]}")
    return found


def ours(address):
    """Tell whether an address is one of this site, a place in the page, or a picture within it."""
    if address is None:
        return False
    parts = urlsplit(address)
    known = parts.scheme in ("http", "https", "mailto") or not parts.scheme
    return known or bool(HARMLESS.match(address))


@pytest.fixture(scope="module")
def poisoned(ground):
    """Return what was stored hostile, and the site as it is then; it is gone after this file's tests."""
    with transaction.atomic():
        yield poison(), explored(ground)
        transaction.set_rollback(True)


#: Stand in files only, or on the page of somebody else.
UNSEEN = {"rulebook.FileHead.text", "accounts.AuditEvent.title", "accounts.AuditEvent.detail"}
HARMFUL = (
    *('<a href="javascript:x">', "<p onclick=x>", "<script>x</script>", "<poison>", "<b style='x:y'>"),
    *(
        "<svg onload=x>",
        "<script src='data:,x'></script>",
        "<form action='javascript:x'>",
        "<iframe srcdoc=x>",
    ),
)


@pytest.mark.parametrize("text", HARMFUL)
def test_the_search_for_harm_finds_it(text):
    assert harm_in(f"<!doctype html><html><body>{text}</body></html>".encode())
    assert (
        harm_in(b"<html><script src='/a.js'></script><a href='/x' title='&lt;script&gt;'>x</a></html>") == []
    )


def test_every_table_that_people_write_into_was_poisoned(poisoned):
    """A text that is stored nowhere here would be looked for by nobody."""
    empty = {mark(model, field) for model, field in columns()} - set(poisoned[0])
    assert empty <= {"admin.LogEntry.object_repr", "operations.Backup.text"}, empty


def test_what_is_stored_is_text_on_every_page(poisoned):
    pages = {at: answer for at, answer in poisoned[1].answers.items() if is_page(answer)}
    assert {at: answer.status_code for at, answer in pages.items() if answer.status_code >= 500} == {}
    assert {at: harm for at, answer in pages.items() if (harm := harm_in(answer.content))} == {}
    assert len(pages) > 150


def test_most_of_what_is_stored_is_seen_somewhere(poisoned):
    """So that the test before tells something: the marks are on pages, the template in them is not run."""
    everything = b"".join(
        answer.content for answer in poisoned[1].answers.values() if is_page(answer)
    ).decode()
    unseen = {name for name in poisoned[0] if name not in everything}
    assert unseen <= UNSEEN
    assert "{{7*7}}" in everything
    assert "${49}" not in everything


@pytest.mark.slow
@pytest.mark.sampled
def test_what_is_sent_is_text_on_every_page(ground, site):
    """In each address's query, in its path and in the headers (reflected)."""
    names = sorted({field.name for form in site.forms for field in form.fields} - {"csrfmiddlewaretoken"})
    query = urlencode(dict.fromkeys(names, POLYGLOT))
    headers = dict.fromkeys(
        ("Referer", "User-Agent", "X-Forwarded-Host", "Accept-Language", "HX-Current-URL"), POLYGLOT
    )
    for found in part_of(site.addresses.values(), 3):
        address = found[0]
        if re.search(r"report\.\w+$|/file$", address):
            continue
        client = ground.client("superuser" if address.startswith(INSIDE) else "owner")
        plain = address.partition("?")[0]
        for hostile in (f"{plain}?{query}", f"{plain}{POLYGLOT}/", f"{plain}?{POLYGLOT}"):
            answer = client.get(hostile, headers=headers)
            assert answer.status_code < 500, hostile
            assert not is_page(answer) or harm_in(answer.content) == [], hostile
