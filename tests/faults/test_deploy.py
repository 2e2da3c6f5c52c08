"""A new version, and then a new key, take the server's place while sixteen tabs save answers."""

import os
import re
import signal

import pytest
import requests

from tests.faults.judging import wrong
from tests.faults.places import served, variables
from tests.faults.releases import collect, copied
from tests.faults.stores import answers
from tests.faults.tabs import ACKNOWLEDGED
from tests.running import Visitor, running

pytestmark = [pytest.mark.slow, pytest.mark.sweep]
ASSET = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"')


@pytest.fixture
def releases(tmp_path, store):
    """Two versions of the program, which differ in a style and a script."""
    real = variables(store.url, DJANGO_SETTINGS_MODULE="advisor.settings")
    old, new = copied(tmp_path / "old"), copied(tmp_path / "new")
    for name in ("base.css", "fourways.js"):
        with (new / "advisor/static/advisor" / name).open("a") as file:
            file.write("\n/* another version */\n")
    for root in (old, new):
        collect(root, **real)
    with running(tmp_path, old, **real) as before, running(tmp_path / "new", new, **real) as after:
        yield before, after


def test_a_questionnaire_goes_on_while_versions_and_keys_change(releases, store, told, crowd, tell):
    before, after = releases
    owner, editor = Visitor(told.owner), Visitor(told.editor)
    with tell("deploy and new key in a session") as line:
        web = served(before)
        open_page = owner.get(web, f"/a/{told.codes[0]}/q/size/")
        waiting = crowd.tabs[0]
        waiting.addresses = (web.address,)
        kept_open = waiting.open("servers")
        crowd.start(web.address)
        crowd.go_on()
        newer = replaced(web, served(after), crowd)
        assets_are_found(open_page, newer)
        newest = served(after, SECRET_KEY="another key", SECRET_KEY_FALLBACKS="only-for-tests")
        newest = replaced(newer, newest, crowd)
        crowd.stop()
        # What was opened before the first deploy: it was changed since, and its words are not lost.
        waiting.addresses = (newest.address,)
        assert waiting.save("servers", kept_open).status in (200, 302, 409)
        assert waiting.save("servers", (kept_open[0], waiting.open("servers")[1])).outcome == ACKNOWLEDGED
        assert editor.get(newest, "/account/").url == f"{newest.address}/account/"
        problems = wrong(crowd.saves, answers(store))
        unheard = [save for save in crowd.saves if save.status == 0]
        line |= {"runs": 2, "acknowledged": crowd.acknowledged, "lost": len(problems)}
        line["errors"] = len(unexpected := crowd.unexpected(200, 302, 409)) + len(unheard)
    assert not problems
    assert not unexpected
    assert not unheard


def replaced(old, new, crowd):
    """Lead all visitors to the new server, end the old one as an operator does; return the new one."""
    crowd.go_on()
    crowd.turn_to(new.address)
    os.kill(old.number, signal.SIGTERM)
    assert old.ended_within(40)
    assert old.end() == 0
    crowd.go_on()
    return new


def assets_are_found(page, web):
    """Ask the new server for what a page of the old one needs."""
    names = ASSET.findall(page.text)
    assert len(names) > 5
    moved = 0
    for name in names:
        response = requests.get(web.address + name, timeout=30)
        assert response.status_code == 200, name
        moved += "another version" in response.text
        assert len(response.history) == ("another version" in response.text)
    assert moved == 2
