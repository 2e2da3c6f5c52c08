"""The clock of the web machine jumps a year ahead, is set right, goes back a day: nothing is lost by it."""

import re
from uuid import UUID

import pytest

from tests.faults.judging import wrong
from tests.faults.places import served, variables
from tests.faults.stores import answers
from tests.running import Visitor, running

pytestmark = [pytest.mark.slow, pytest.mark.sweep]
DAY = 24 * 60 * 60
YEAR = 366 * DAY
PASSWORD = "seven grey herons, by the weir"
#: What nobody may remove for the clock's sake.
KEPT = ("assessments_assessment", "assessments_owner", "assessments_sharelink", "auth_user")


@pytest.fixture
def clock(tmp_path):
    """The file that says by how many seconds the clock is wrong."""
    file = tmp_path / "clock"
    file.write_text("0")
    return file


@pytest.fixture
def site(store, clock, tmp_path):
    """A site whose clock can jump; a worker that stays right does its jobs."""
    more = {"CLOCK": str(clock), "TASKS": "threads"}
    with running(tmp_path, **variables(store.url, **more)) as site:
        yield site


def test_a_clock_that_jumps_loses_nothing(site, store, clock, told, crowd, tell):
    with tell("clock jumps: +1 year, right, -1 day") as line:
        web = served(site, WEB_TIMEOUT="0")
        account, link = signed_up(web), shared(web, told)
        deleted(web, told)
        housekeeping(site)
        crowd.start(web.address)
        crowd.go_on()
        counts = counted(store)
        for jump in (YEAR, 0, -DAY, 0):
            clock.write_text(str(jump))
            crowd.go_on(30)
            housekeeping(site)
            assert counted(store) == counts, jump
            assert link_opens(web, link) is (jump < YEAR), jump
            nobody_is_kept_waiting(web, told, account)
            line["runs"] += 1
        crowd.stop()
        problems = wrong(crowd.saves, answers(store))
        line |= {"acknowledged": crowd.acknowledged, "lost": len(problems)}
        line["errors"] = len(unexpected := crowd.unexpected(200, 302, 409))
        assert warned(store) == 0
    assert not problems
    assert not unexpected


def signed_up(web):
    """Return what somebody signs in with who has an account."""
    form = {"email": "someone@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert Visitor({}).post(web, "/account/signup/", form.items()).status_code == 302
    return {"login": "someone@example.org", "password": PASSWORD}


def shared(web, told):
    """Return a link to a report that ends in a week."""
    owner, code = Visitor(told.owner), told.codes[0]
    assert owner.post(web, f"/a/{code}/share/", [("ends", "7")], page="/").status_code == 302
    token = re.search(r"/s/([0-9a-f-]{36})/", owner.get(web, f"/a/{code}/details/").text)[1]
    return UUID(token)


def deleted(web, told):
    """Delete an assessment, which can come back for thirty days."""
    owner = Visitor(told.owner)
    assert owner.post(web, "/start/", [("name", "Deleted")], page="/").status_code == 302
    page = owner.get(web, "/").text
    code = re.search(r"/a/([0-9a-f-]{36})/[^>]*>\s*Deleted", page)[1]
    assert owner.post(web, f"/a/{code}/delete/", page="/").status_code == 302


def counted(store):
    return {table: store.rows(f"SELECT count(*) FROM {table}") for table in KEPT}


def housekeeping(site):
    site.run("manage.py", "housekeeping")


def link_opens(web, link):
    return Visitor({}).get(web, f"/s/{link}/report/").status_code == 200


def nobody_is_kept_waiting(web, told, account):
    """Sign in and take a file: neither is refused for having been done too often."""
    somebody = Visitor({})
    assert somebody.post(web, "/account/login/", account.items()).status_code == 302
    assert somebody.get(web, "/account/").url.endswith("/account/")
    assert Visitor(told.owner).get(web, f"/a/{told.codes[1]}/report.docx").status_code == 200


def warned(store):
    return store.rows("SELECT count(*) FROM assessments_assessment WHERE warned_at IS NOT NULL")[0][0]
