"""The short part of the load: visitors do what they do under load, for some seconds, on a site of its own."""

import json
import random
import threading
import time

import pytest
import requests

from benchmarks.load.visitors import EDITOR, OWNER, Answered, Editor, Owner, filled
from tests.faults.places import served, variables
from tests.faults.stores import Sqlite
from tests.running import running

pytestmark = pytest.mark.slow
SEED, OWNERS, SECONDS = 20261122, 4, 6


class Browser:
    """Asks a site by requests, as the load's users do by locust; notes what was answered."""

    def __init__(self, address, cookies=()):
        self.statuses = []
        self._address = address
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.update(dict(cookies))

    def __call__(self, path, name, form=None, *, htmx=False):
        headers = {"HX-Request": "true"} if htmx else {}
        method = "GET" if form is None else "POST"
        response = self._session.request(
            method, self._address + path, data=form, headers=headers, allow_redirects=False, timeout=60
        )
        self.statuses.append((name, response.status_code))
        kind = response.headers.get("Content-Type", "")
        text = response.text if kind.startswith("text/html") else ""
        return Answered(response.status_code, text, response.headers.get("Location", ""))


def test_visitors_find_no_fault_in_a_few_seconds(tmp_path):
    store = Sqlite(tmp_path)
    with running(tmp_path, **variables(store.url)) as site:
        (cookies,) = json.loads(site.run("-m", "benchmarks.load.fill", "1"))
        web = served(site, WEB_WORKERS="1")
        chance = random.Random(SEED)
        browsers = [Browser(web.address) for _ in range(OWNERS)]
        visits = [(Owner(one, random.Random(chance.random())), OWNER) for one in browsers]
        editing = Browser(web.address, cookies)
        visits.append((Editor(editing, random.Random(chance.random())), EDITOR))
        problems = []
        threads = [threading.Thread(target=visit, args=(*one, chance, problems)) for one in visits]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    statuses = [status for browser in (*browsers, editing) for status in browser.statuses]
    assert not problems
    assert [status for status in statuses if status[1] not in (200, 302)] == []
    assert {"answer", "question", "begin"} <= {name for name, _status in statuses}
    assert {name for name, _status in editing.statuses} & {"decision table", "admin list"}


def visit(visitor, steps, chance, problems):
    """Do one step after another until the time is over, or something is not as expected."""
    end = time.monotonic() + SECONDS
    try:
        if isinstance(visitor, Owner):
            visitor.begin()
        while time.monotonic() < end:
            chance.choices(list(steps), list(steps.values()))[0](visitor)
    except Exception as problem:  # noqa: BLE001 (of a thread: told at the end)
        problems.append(problem)


def test_a_form_is_filled_in_with_what_it_offers():
    page = Answered(
        200,
        '<form action="/a/01234567-89ab/q/runtime/">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="x">'
        '<input type="radio" name="runtime" value="java">'
        '<input type="hidden" name="runtime.revision" value="3"></form>',
    )
    slug, form = filled(page, random.Random(1))
    assert slug == "runtime"
    assert form == {"csrfmiddlewaretoken": ["x"], "runtime.revision": ["3"], "runtime": ["java"]}
