"""The database takes no more writes: pages that read go on, whatever writes says that it was not saved."""

import pytest

from tests.faults.judging import wrong
from tests.faults.looking import AWAY, not_shown, says
from tests.faults.places import HELD_BACK, served
from tests.faults.stores import answers
from tests.running import Visitor, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.sweep]
PASSWORD = "seven grey herons, by the weir"


def test_where_nothing_can_be_written_one_can_still_read(site, store, told, crowd, tell):
    with tell("database read-only") as line:
        # Of SQLite, connections that are open go on writing: each request begins its own.
        web = served(site, prefix=HELD_BACK, CONNECTION_AGE="0")
        account = signed_up(web)
        crowd.start(web.address)
        crowd.go_on()
        with store.read_only():
            wait_for(lambda: any(503 in tab.statuses for tab in crowd.tabs))
            crowd.stop()
            before = answers(store)
            assert not_shown(web, told) == []
            assert not_refused(web, store, told, account) == []
            assert answers(store) == before
        crowd.start(web.address)
        crowd.go_on()
        crowd.stop()
        assert Visitor({}).post(web, "/account/login/", account.items()).status_code == 302
        problems = wrong(crowd.saves, answers(store))
        line |= {"runs": 1, "acknowledged": crowd.acknowledged, "lost": len(problems)}
        line["errors"] = len(unexpected := crowd.unexpected(200, 302, 409, 503))
    assert not problems
    assert not unexpected


def signed_up(web):
    """Return what somebody signs in with who has an account."""
    form = {"email": "someone@example.org", "password1": PASSWORD, "password2": PASSWORD}
    response = Visitor({}).post(web, "/account/signup/", form.items())
    assert response.status_code == 302, response.text
    return {"login": "someone@example.org", "password": PASSWORD}


def not_refused(web, store, told, account):
    """Send what has to be written; return what does not say in words that it was not."""
    code = told.codes[0]
    revision = str(answers(store).get((code, "size"), [0])[0])
    sent = [
        (told.owner, f"/a/{code}/q/size/", {"size": "7", "size.revision": revision, "size.note": "again"}),
        (told.owner, f"/a/{code}/details/", {"name": "Renamed"}),
        (told.owner, f"/a/{code}/share/", {}),
        ({}, "/start/", {"name": "Begun"}),
        ({}, "/account/login/", account),
        ({}, "/account/signup/", {"email": "b@example.org", "password1": PASSWORD, "password2": PASSWORD}),
    ]
    replies = [
        (Visitor(cookies).post(web, path, form.items(), page="/", **{"Accept-Language": language}), language)
        for cookies, path, form in sent
        for language in AWAY
    ]
    return [(one.url, one.status_code) for one, language in replies if not says(one, language)]
