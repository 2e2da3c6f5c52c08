"""Read-only links: several for an assessment, each with an end and a password of its own."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from advisor.assessments import actions, sharing
from advisor.assessments.models import ShareLink
from tests.factories import browser_of, make_assessment, make_owner

pytestmark = pytest.mark.django_db
NOW = "2027-01-10T12:00:00Z"
PASSWORD = "copper lantern"


@pytest.fixture
def assessment(version, owner):
    return make_assessment(owner, {"runtime": "java"})


@pytest.fixture
def share(browser, assessment):
    """Send the form of a new link."""
    address = reverse("assessments:share", args=[assessment.code])
    return lambda **given: browser.post(address, given)


@pytest.fixture
def details(browser, assessment):
    """Read the page with the links."""
    return lambda: browser.get(reverse("assessments:details", args=[assessment.code])).text


def report_of(link):
    return reverse("reports:shared_report", args=[link.token])


def unlock_of(link, then=""):
    return reverse("assessments:unlock", args=[link.token]) + (f"?next={then}" if then else "")


def end(browser, assessment, **which):
    return browser.post(reverse("assessments:end_sharing", args=[assessment.code]), which)


def test_each_reader_can_have_a_link_that_is_listed_and_opens_the_report(share, details, client):
    share(note="The board")
    share(note="The auditor <b>")
    links = ShareLink.objects.all()
    assert {link.note for link in links} == {"The board", "The auditor <b>"}
    page = details()
    assert page.count("Not read yet.") == 2
    assert "The auditor &lt;b&gt;" in page
    for link in links:
        assert f'value="http://testserver{report_of(link)}"' in page
        # A report loads its later parts by itself; all that is one visit.
        for name in ("report", "plan", "end"):
            assert client.get(reverse(f"reports:shared_{name}", args=[link.token])).status_code == 200
    assert details().count("Read 1 time,") == 2


def test_one_link_is_ended_and_the_other_still_works(share, details, client, browser, assessment):
    share(note="The board")
    share(note="The auditor")
    board, auditor = (ShareLink.objects.get(note=note) for note in ("The board", "The auditor"))
    assert end(browser, assessment, link=board.token).status_code == 302
    assert client.get(report_of(board)).status_code == 404
    assert client.get(report_of(auditor)).status_code == 200
    page = details()
    assert "Ended by hand on" in page
    assert report_of(board) not in page
    end(browser, assessment, all="1")
    assert client.get(report_of(auditor)).status_code == 404


@pytest.mark.parametrize("which", [{}, {"link": "nonsense"}, {"link": str(uuid4())}])
def test_ending_what_there_is_not_ends_nothing(share, browser, assessment, which):
    share()
    assert end(browser, assessment, **which).status_code == 302
    assert ShareLink.objects.open().count() == 1


def test_a_link_of_another_assessment_cannot_be_ended(share, owner, browser, assessment):
    link = actions.share(make_assessment(owner, name="Other"))
    end(browser, assessment, link=link.token)
    assert list(ShareLink.objects.open()) == [link]


@pytest.mark.parametrize(
    ("given", "lasts", "over"),
    [
        ({"ends": "7"}, "2027-01-17T11:59:59Z", "2027-01-17T12:00:00Z"),
        ({"ends": "90"}, "2027-04-10T11:59:59Z", "2027-04-10T12:00:00Z"),
        ({"ends": "day", "day": "2027-02-01"}, "2027-02-01T23:59:59Z", "2027-02-02T00:00:00Z"),
    ],
)
def test_a_link_ends_when_it_was_said_to(share, details, client, time_machine, given, lasts, over):
    time_machine.move_to(NOW, tick=False)
    share(**given)
    link = ShareLink.objects.get()
    assert "Ends on" in details()
    time_machine.move_to(lasts, tick=False)
    assert client.get(report_of(link)).status_code == 200
    time_machine.move_to(over, tick=False)
    assert client.get(report_of(link)).status_code == 404
    assert "Expired on" in details()


def test_what_ended_stays_listed_for_thirty_days(share, details, browser, assessment, time_machine):
    time_machine.move_to(NOW, tick=False)
    share(note="Expires", ends="7")
    share(note="Is ended")
    end(browser, assessment, link=ShareLink.objects.get(note="Is ended").token)
    time_machine.move_to("2027-02-09T11:00:00Z", tick=False)
    assert "Expires" in details()
    assert "Is ended" in details()
    time_machine.move_to("2027-02-10T11:00:00Z", tick=False)
    assert "Expires" in details()
    assert "Is ended" not in details()
    time_machine.move_to("2027-02-20T11:00:00Z", tick=False)
    assert "Expires" not in details()


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"ends": "day"}, "day", "Say which day is the last."),
        ({"ends": "day", "day": "31.1.2027"}, "day", "year, month and day: 2027-01-31"),
        ({"ends": "day", "day": "2027-01-09"}, "day", "over already"),
        ({"ends": "day", "day": "2038-01-01"}, "day", "ten years at most"),
        ({"ends": "day", "day": "9999-12-31"}, "day", "ten years at most"),
        ({"ends": "7", "day": "2027-02-01"}, "ends", "or clear the day"),
        ({"ends": "3"}, "ends", "not one of the available choices"),
        ({"password": "seven77"}, "password", "at least 8 characters"),
        ({"note": "n" * 201}, "note", "at most 200 characters"),
    ],
)
def test_what_cannot_be_read_is_told_beside_its_field_and_stays(share, time_machine, given, field, words):
    time_machine.move_to(NOW, tick=False)
    response = share(**{"note": "The board", **given})
    assert response.status_code == 422
    page = response.text
    assert words in page
    assert f'<a href="#share_{field}">' in page
    assert all(f'value="{value}"' in page or value == "3" for value in given.values())
    assert not ShareLink.objects.exists()


def test_there_is_an_end_to_the_number_of_links(share, assessment, monkeypatch):
    monkeypatch.setattr("advisor.assessments.views.sharing.MOST_OPEN", 2)
    share()
    share()
    response = share(note="One too many")
    assert response.status_code == 422
    assert 'value="One too many"' in response.text
    assert ShareLink.objects.count() == 2


# ── passwords ──


@pytest.fixture
def locked(share):
    """A link with a password."""
    share(note="The board", password=PASSWORD)
    return ShareLink.objects.get()


def test_the_password_is_stored_hashed_and_shown_nowhere(locked, details):
    assert PASSWORD not in locked.password
    page = details()
    assert PASSWORD not in page
    assert locked.password not in page
    assert "Asks for a password" in page


@pytest.mark.parametrize("name", ["report", "pairs", "plan", "end", "export", "json"])
def test_every_page_of_a_link_asks_first_and_then_opens(locked, name):
    client, wanted = Client(), reverse(f"reports:shared_{name}", args=[locked.token]) + "?language=ko"
    response = client.get(wanted)
    assert response.status_code == 302
    assert response.url.startswith(reverse("assessments:unlock", args=[locked.token]))
    assert "asks for a password" in client.get(response.url).text
    opened = client.post(response.url, {"password": PASSWORD})
    assert (opened.status_code, opened.url) == (302, wanted)
    assert client.get(wanted).status_code == 200
    assert client.get(response.url).url == wanted


def test_a_fragment_leads_the_whole_page_to_the_password(locked, client):
    response = client.get(reverse("reports:shared_plan", args=[locked.token]), headers={"HX-Request": "true"})
    assert response["HX-Redirect"].startswith(reverse("assessments:unlock", args=[locked.token]))


def test_a_wrong_password_opens_nothing_and_counts_no_reader(locked, client):
    for wrong, words in (("wrong lantern", "not the password of this link"), ("", "Type the password")):
        response = client.post(unlock_of(locked), {"password": wrong})
        assert response.status_code == 422
        assert words in response.text
        assert "wrong lantern" not in response.text
    assert client.get(report_of(locked)).status_code == 302
    locked.refresh_from_db()
    assert locked.reads == 0


def test_blanks_belong_to_a_password(share, client):
    share(password="  two blanks ")
    link = ShareLink.objects.get()
    assert client.post(unlock_of(link), {"password": "two blanks"}).status_code == 422
    assert client.post(unlock_of(link), {"password": "  two blanks "}).status_code == 302


def test_one_password_opens_one_link(share, client):
    share(note="one", password=PASSWORD)
    share(note="other", password="violet harbour")
    one, other = (ShareLink.objects.get(note=note) for note in ("one", "other"))
    client.post(unlock_of(one), {"password": PASSWORD})
    assert client.get(report_of(other)).status_code == 302


def test_the_session_gets_another_number(locked, client):
    session = client.session
    session["language"] = "en"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    client.post(unlock_of(locked), {"password": PASSWORD})
    assert client.cookies["sessionid"].value != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get(report_of(locked)).status_code == 302


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/s/{token}/report/",
        "/s/{token}/report/../../../account/logout/",
        "/s/{token}/unlock/",
        "/s/{other}/report/",
        "/a/{code}/report/",
        "/account/logout/",
        "javascript:alert(1)",
        "http://[",
        "\\\\evil.example",
        "",
    ],
)
def test_a_password_leads_only_to_the_link_s_own_pages(locked, owner, assessment, wanted):
    other = actions.share(make_assessment(owner)).token
    wanted = wanted.format(token=locked.token, other=other, code=assessment.code)
    response = Client().post(
        unlock_of(locked) + "?" + "next=" + wanted.replace("&", "%26"), {"password": PASSWORD}
    )
    assert response.url == report_of(locked)


def test_after_ten_tries_one_has_to_wait(locked, time_machine):
    time_machine.move_to(NOW, tick=False)
    client = Client()
    for _try in range(10):
        assert client.post(unlock_of(locked), {"password": "wrong"}).status_code == 422
    assert client.post(unlock_of(locked), {"password": PASSWORD}).status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").post(unlock_of(locked), {"password": PASSWORD}).status_code == 302
    time_machine.move_to("2027-01-10T12:05:01Z", tick=False)
    assert client.post(unlock_of(locked), {"password": PASSWORD}).status_code == 302


def test_tries_are_counted_for_a_link_too_wherever_they_come_from(locked, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "unlock_link": "3/h/key"}
    for number in range(3):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(unlock_of(locked), {"password": "wrong"})
    client = Client(REMOTE_ADDR="192.0.2.9")
    assert client.post(unlock_of(locked), {"password": PASSWORD}).status_code == 429


# ── what leads nowhere, and what readers see ──


def ended(how, assessment):
    link = actions.share(assessment, password=PASSWORD if how == "locked and ended" else "")
    if how == "expired":
        ShareLink.objects.filter(pk=link.pk).update(expires_at="2020-01-01T00:00:00Z")
    elif how == "deleted":
        actions.delete(assessment)
    elif "ended" in how:
        actions.end_sharing(assessment, link.token)
    return link.token


def told(response):
    """Return an answer's words without the address that stands in its language form."""
    return response.status_code, re.sub(r"[0-9a-f-]{36}|value=\"[^\"]{64}\"", "", response.text)


@pytest.mark.parametrize("how", ["ended", "expired", "deleted", "locked and ended"])
@pytest.mark.parametrize("name", ["reports:shared_report", "assessments:unlock"])
def test_revoked_expired_and_unknown_links_are_told_alike(assessment, client, how, name):
    token = ended(how, assessment)
    known, unknown = (client.get(reverse(name, args=[one])) for one in (token, uuid4()))
    assert known.status_code == 404
    assert told(known) == told(unknown)


def test_a_link_without_a_password_has_no_page_that_asks_for_one(assessment, client):
    assert client.get(unlock_of(actions.share(assessment))).status_code == 404


@pytest.mark.parametrize("open_site", [True, False])
def test_a_reader_finds_no_link_that_leads_to_where_they_may_not_go(
    assessment, owner, settings, open_site, client
):
    settings.OPEN_TO_ANONYMOUS = open_site
    actions.add_component(assessment, actions.Details("Shop", "import"), assessment.rulebook, {})
    token = actions.share(assessment).token
    seen = {}
    for name in ("report", "pairs", "plan", "end", "export"):
        page = reverse(f"reports:shared_{name}", args=[token])
        for address in re.findall(r'(?:href|hx-get|action|src)="(/[^"#]*)', client.get(page).text):
            if "/static/" not in address and "." not in address.rsplit("/", 1)[-1]:
                seen.setdefault(address, client.get(address).status_code)
    assert str(assessment.code) not in " ".join(seen)
    # The language is changed by a form; on a closed site the home page is the sign-in.
    for known in ("/i18n/setlang/", *(() if open_site else ("/",))):
        del seen[known]
    assert {address: status for address, status in seen.items() if status != 200} == {}


def test_what_is_shared_or_private_is_kept_from_search_and_from_other_hosts(
    assessment, owner, browser, client
):
    token = actions.share(assessment, password=PASSWORD).token
    open_token = actions.share(assessment).token
    for address in (f"/s/{token}/unlock/", f"/s/{open_token}/report/", f"/s/{open_token}/report.json"):
        response = client.get(address)
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "same-origin"
        assert "no-store" in response["Cache-Control"]
    assert browser.get(reverse("assessments:check", args=[assessment.code]))["X-Robots-Tag"] == "noindex"
    for public in ("/", "/catalogue/", "/glossary/", "/accuracy/"):
        assert "X-Robots-Tag" not in client.get(public)


def test_only_who_may_share_sees_the_links(assessment, client):
    link = actions.share(assessment, note="For the board")
    make_owner("another")
    for name in ("share", "end_sharing"):
        address = reverse(f"assessments:{name}", args=[assessment.code])
        assert browser_of("another").post(address, {"link": link.token}).status_code == 404
    assert ShareLink.objects.open().count() == 1
    assert "For the board" not in client.get(report_of(link)).text


def test_a_page_of_many_links_takes_no_more_queries(
    browser, assessment, details, django_assert_max_num_queries
):
    for number in range(sharing.MOST_OPEN):
        actions.share(assessment, note=f"Reader {number}")
    details()
    with django_assert_max_num_queries(5):
        details()
