"""All of one's data as a file: complete, readable, loadable, and without anything that is secret."""

import io
import json
import tracemalloc
import zipfile

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisor.accounts.models import AuditEvent, Invitation
from advisor.assessments import access, actions, review
from advisor.assessments.models import Assessment, Owner
from advisor.reports.covers import keep_cover
from advisor.reports.evaluation import CoverDetails
from advisor.reports.logos import safe_logo
from advisor.reports.models import ExportJob
from advisor.rulebook.models import Event, Version
from advisor.teams.own.file import own_data
from advisor.teams.own.person import Person
from tests.accounts import people as accounts
from tests.addresses import PIXEL
from tests.factories import browser_of, make_assessment, make_owner, make_user, make_workspace

pytestmark = pytest.mark.usefixtures("version")
DATA = "/account/data/"
SECRET_WORDS = "copper lantern"
JAVA = {"runtime": "java", "source_code": "available"}


@pytest.fixture
def anna():
    """Somebody who has all that one can have."""
    anna = accounts.make_protected_person()
    owner = Owner.objects.create(token_hash="x" * 64, user=anna)
    shop = make_assessment(owner, JAVA, {"runtime": "Java 8 – 확인"}, name="Shop")
    make_assessment(owner, {"runtime": "php"}, name="Shop")
    actions.delete(make_assessment(owner, name="Gone"))
    actions.share(shop, "The board", password=SECRET_WORDS)
    review.freeze(shop, "Board meeting")
    review.override(shop, "strategy", "rebuild", "The lease ends.", "The board")
    keep_cover(owner.pk, CoverDetails("Proseware", logo=safe_logo(PIXEL)))
    ExportJob.objects.create(
        owner=owner, format="pdf", language="en", size="a4", file=b"pdf", file_name="a.pdf"
    )
    client = make_workspace("Client", owner=anna, viewer=make_user("berta"))
    shared = make_assessment(owner, name="Of the client")
    Assessment.objects.filter(pk=shared.pk).update(workspace=client)
    Invitation.objects.create(
        workspace=client,
        role="viewer",
        token_hash="i" * 64,
        note="New one",
        made_by=anna,
        expires_at="2030-01-01T00:00Z",
    )
    SocialAccount.objects.create(user=anna, provider="house", uid="4711")
    UserSession.objects.create(
        user=anna, ip="192.0.2.1", session_key="the-session-key", user_agent="Firefox/1"
    )
    Event.objects.create(account=anna.pk, by="anna", action="changed", kind="rule", key="a-rule")
    return anna


@pytest.fixture
def browser(anna):
    return accounts.browser_of(anna)


def download(browser):
    """Return the members of the file, by name."""
    response = browser.post(DATA)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith('attachment; filename="fourways-')
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_page_says_what_it_holds_and_the_file_has_it_all(browser, anna):
    assert "3 assessments of your own" in browser.get(DATA).text
    files = download(browser)
    assert set(files) == {
        "README.txt",
        "account.json",
        "logo.png",
        "access-log.json",
        "rulebook-log.json",
        *(
            f"{kind}/{name}.json"
            for kind in ("assessments", "records")
            for name in ("Shop", "Shop-2", "Gone")
        ),
    }
    account = json.loads(files["account.json"])
    assert account["account"]["username"] == "anna"
    assert [one["email"] for one in account["email_addresses"]] == ["anna@example.org"]
    assert {one["kind"] for one in account["second_factors"]} == {"totp", "recovery_codes", "webauthn"}
    assert all(one["created_at"] for one in account["second_factors"])
    assert account["memberships"][0]["workspace_name"] == "Client"
    assert account["invitations_made"][0]["note"] == "New one"
    assert account["identity_providers"][0]["uid"] == "4711"
    assert account["cover"] == {"prepared_by": "Proseware", "version": "", "confidentiality": ""}
    assert account["exports"][0]["format"] == "pdf"
    assert "192.0.2.1" in {one["ip"] for one in account["sessions"]}
    assert files["logo.png"].startswith(b"\x89PNG")
    assert [entry["key"] for entry in json.loads(files["rulebook-log.json"])] == ["a-rule"]


def test_a_record_holds_what_the_report_does_not(browser):
    record = json.loads(download(browser)["records/Shop.json"])
    assert record["file"] == "assessments/Shop.json"
    assert {one["question"]: (one["value"], one["note"]) for one in record["answers"]} == {
        "runtime": ("java", "Java 8 – 확인"),
        "source_code": ("available", ""),
    }
    assert record["overrides"][0]["reason"] == "The lease ends."
    assert record["milestones"][0]["name"] == "Board meeting"
    link = record["links"][0]
    assert (link["note"], link["asks_for_password"]) == ("The board", True)
    assert json.loads(download(browser)["records/Gone.json"])["deleted_at"]


def test_no_secret_and_no_hash_is_in_it(browser, anna):
    factors = Authenticator.objects.filter(user=anna)
    secrets = [
        anna.password,
        SECRET_WORDS,
        "x" * 64,
        "i" * 64,
        "the-session-key",
        browser.session.session_key,
    ]
    secrets += [
        str(one.data.get(name))
        for one in factors
        for name in ("secret", "seed", "credential")
        if name in one.data
    ]
    secrets += list(
        Assessment.objects.exclude(share_links=None).values_list("share_links__password", flat=True)
    )
    assert len(secrets) >= 9
    whole = b"\n".join(download(browser).values()).decode(errors="replace")
    assert [secret for secret in secrets if secret in whole] == []


def test_each_report_is_the_export_and_loads_back_as_the_same_recommendation(browser, anna):
    files = download(browser)
    shop = Assessment.objects.get(answers__note__startswith="Java 8")
    assert files["assessments/Shop.json"] == browser.get(reverse("reports:json", args=[shop.code])).content
    before = set(Assessment.objects.values_list("pk", flat=True))
    for name in ("Shop", "Shop-2", "Gone"):
        content = files[f"assessments/{name}.json"]
        page = browser.post("/import/", {"file": SimpleUploadedFile("a.json", content)}).text
        assert "Same recommendation" in page
        new = Assessment.objects.exclude(pk__in=before).get()
        again = json.loads(browser.get(reverse("reports:json", args=[new.code])).content)[0]
        first = json.loads(content)[0]
        assert again["recommendation"] == first["recommendation"]
        assert (again["profile"], again["notes"]) == (first["profile"], first["notes"])
        before.add(new.pk)


def test_what_rests_on_rules_that_are_gone_is_still_there_as_a_record(browser):
    Assessment.objects.filter(name="Gone").update(rulebook="sha256:gone")
    files = download(browser)
    assert "assessments/Gone.json" not in files
    assert json.loads(files["records/Gone.json"])["file"] is None


def test_the_logs_name_oneself_and_nobody_else(browser, anna):
    owner, berta = (
        Owner.objects.get(user=anna),
        Owner._meta.get_field("user").related_model.objects.get(username="berta"),
    )
    for given in (
        {"account": anna.pk, "title": "mine"},
        {"account": berta.pk, "subject": anna.pk, "title": "to me"},
        {"account": berta.pk, "owner": owner.pk, "title": "about mine"},
        {"actor": "link", "owner": owner.pk, "title": "by a link"},
        {"account": berta.pk, "title": "not about me"},
        {"account": berta.pk, "owner": owner.pk + 1, "title": "about another's"},
    ):
        AuditEvent.objects.create(**{"actor": "account", "action": "read", **given})
    entries = {one["title"]: one["by"] for one in json.loads(download(browser)["access-log.json"])}
    del entries[""]
    assert entries == {
        "mine": "you",
        "to me": "another account",
        "about mine": "another account",
        "by a link": "link",
    }


def test_the_readme_says_in_both_languages_what_each_file_is(browser):
    files = download(browser)
    readme = files["README.txt"].decode()
    assert readme.count("account.json") == readme.count("records/") // 1 == 2
    for name in ("logo.png", "assessments/", "access-log.json", "rulebook-log.json"):
        assert readme.count(name) >= 2, name


def test_it_is_told_in_the_log(browser, anna):
    download(browser)
    entry = AuditEvent.objects.get(action="exported")
    assert (entry.account, entry.subject, entry.detail) == (anna.pk, anna.pk, "own_data")


# ── who may ──


def test_an_account_shows_once_more_who_it_is_and_then_gets_the_file(anna):
    browser = accounts.browser_of(anna, confirmed=False)
    assert browser.get(DATA).status_code == 200
    response = browser.post(DATA)
    assert response.status_code == 302
    assert "reauthenticate" in response.url
    resumed = browser.post(response.url, {"password": accounts.PASSWORD})
    assert resumed["Content-Type"] == "application/zip"
    assert zipfile.is_zipfile(io.BytesIO(b"".join(resumed.streaming_content)))


def test_without_an_account_a_browser_gets_what_it_made(db):
    make_assessment(make_owner("mine"), JAVA, name="Mine")
    make_assessment(make_owner("other"), JAVA, name="Other")
    files = download(browser_of("mine"))
    assert "assessments/Mine.json" in files
    assert "Other" not in b"".join(files.values()).decode(errors="replace")
    account = json.loads(files["account.json"])
    assert (account["account"], account["cover"]) == (None, None)


def test_of_a_browser_that_made_nothing_there_is_nothing(db):
    assert "Nothing is stored about this browser" in Client().get(DATA).text
    assert Client().post(DATA).url == DATA
    assert not Owner.objects.exists()


def test_one_account_gets_nothing_of_another(browser):
    clara = Owner.objects.create(token_hash="y" * 64, user=accounts.make_person("clara@example.org"))
    make_assessment(clara, name="Of Clara")
    assert "Of Clara" not in b"".join(download(browser).values()).decode(errors="replace")
    assert set(download(accounts.browser_of(clara.user))) >= {"assessments/Of-Clara.json"}


def test_ten_times_in_an_hour_is_enough(browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "own_data": "2/h/key"}
    download(browser)
    download(browser)
    assert browser.post(DATA).status_code == 429


# ── bounds ──


def test_queries_and_memory_do_not_grow_with_the_assessments(db):
    few, many = make_owner(), make_owner()
    make_assessment(few, JAVA, {"runtime": "n" * 5000})
    version = Version.objects.current().hash
    for number in range(30):
        one = actions.start(many, actions.Details(f"Shop {number}"), version, JAVA)
        actions.save_answer(one, "runtime", "java", "n" * 9000, None)

    def cost(owner):
        own_data(Person(None, owner), "en").close()
        tracemalloc.start()
        with CaptureQueriesContext(connection) as queries, own_data(Person(None, owner), "en"):
            peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return len(queries), peak

    (queries, _little), (more_queries, much) = cost(few), cost(many)
    assert more_queries - queries <= 30 * 4
    assert much < 3_000_000
    assert access.Owner.objects.count() == 2
    assert EmailAddress.objects.count() == 0
