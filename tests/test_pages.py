"""What holds for every address of the site."""

import contextlib
import gzip
import re
from collections import Counter
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from lxml import html

from advisor.accounts.providers import apps_of
from advisor.assessments import actions
from advisor.reports.covers import keep_cover
from advisor.reports.evaluation import CoverDetails
from advisor.reports.formats import FORMATS
from advisor.reports.logos import safe_logo
from advisor.rulebook import published
from tests import books
from tests.accounts import people
from tests.addresses import (
    ENTRANCE,
    FEW,
    PIXEL,
    TOKEN,
    addresses_of,
    keys_of,
    keys_of_accounts,
    keys_of_job,
    keys_of_workspaces,
    last,
    names_in,
    with_component,
    workspace_with,
)
from tests.factories import browser_of, make_assessment, make_owner, make_workspace
from tests.operations.listening import listening

pytestmark = pytest.mark.django_db

LARGEST_BYTES = 30 * 1024
#: Queries of a page; the pages named take their own number.
MOST_QUERIES = 4
MORE_QUERIES = {"assessments:home": 9, "assessments:details": 6, "editor:publish": 22, "editor:row": 18}
MORE_QUERIES |= {"teams:own_data": 6, "teams:whole_export": 13, "teams:delete_account": 16}
MORE_QUERIES |= {"operations:overview": 20}
#: An editors' page also reads the account, the draft's mark, the version in use and who else edits.
EDITOR_QUERIES = 16
#: The page of an account's own also reads the session, the account and what protects it.
ACCOUNT_QUERIES = 14
#: A page of a workspace reads the session, the account and its role there too.
TEAM_QUERIES = 11
#: A report also reads the cover, the overrides and the milestone before.
REPORT_QUERIES = 7
USUAL_QUERIES = {
    "reports": REPORT_QUERIES,
    "editor": EDITOR_QUERIES,
    **dict.fromkeys(("account", "mfa", "usersessions", "socialaccount", "openid"), ACCOUNT_QUERIES),
    "teams": TEAM_QUERIES,
}
#: What may be written to as well as read, and what may only be written to.
FORMS = {
    "question", "section", "details", "delete", "deleted", "fill_in", "resume", "cover", "choose", "import",
    "review", "what_if", "unlock", "own_data", "delete_account",
    "verify",
    "row", "simulator",
    "checks", "impact", "make_scenario", "move",
    "workspaces", "settings", "join", "join_after_sign_in", "whole_export",
    "publish", "rename", "retire",
    "account_login", "account_logout", "account_signup", "account_email", "account_confirm_email",
    "account_change_password", "account_reset_password", "account_reauthenticate",
    "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_generate_recovery_codes",
    "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn",
    "mfa_login_webauthn", "usersessions_list", "socialaccount_connections", "openid_connect_login",
}  # fmt: skip
ACTIONS = {
    "change_member",
    "invite",
    "withdraw_invitation",
    "leave",
    "bring_back",
    "start",
    "fork",
    "copy",
    "add_component",
    "share",
    "end_sharing",
    "keep",
    "claim",
    "item",
    "set_language",
    "change_job",
    "change_editor_job",
    "offer",
    "withdraw",
    "freeze",
    "workload_write",
    "keep_scenario",
    "presence",
    "put_in_use",
    "take_in",
    "take_version",
    "upload",
    "upload_questionnaire",
}
#: Where one gets to by these is another page.
LEAD_ELSEWHERE = {
    "assessments:next",
    "editor:editor_job",
    "account_confirm_login_code",
    "account_set_password",
    "mfa_activate_totp",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "socialaccount_signup",
}
#: These answer in the same way whatever is asked: they are about nobody yet, or take DELETE for a form.
WHATEVER_IS_ASKED = LEAD_ELSEWHERE - {"assessments:next", "editor:editor_job", "mfa_login_webauthn"} | {
    "account_reset_password_from_key",
    "mfa_remove_webauthn",
}
#: What a page says that something went wrong elsewhere.
ERRORS = {"socialaccount_login_error", "openid_connect_callback"}
#: What waits for somebody to come back from the sign-in, and for nobody else.
FOR_NOBODY = {"teams:join_after_sign_in"}
SLOW = ("pdf", "docx", "pptx", "xlsx", "html", "csv", "csv-answers")
FILES = {*FORMATS, "questionnaire", "logo", "_file", "download", "mfa_download_recovery_codes"}


@pytest.fixture
def owner(db):
    """An owner, on a site whose rulebook and published cases are there."""
    books.fill_draft(books.REAL)
    books.make_version(books.REAL)
    return make_owner(TOKEN)


class Browser(Client):
    """The owner's browser; on the editors' pages an administrator's, on the account's pages a member's."""

    editor: Client
    member: Client

    def request(self, **request):
        """Send a request as whom it concerns."""
        if request["PATH_INFO"].startswith(("/rulebook/", "/operations/")):
            return self.editor.request(**request)
        own = request["PATH_INFO"].startswith(("/account/", "/workspaces/"))
        if own and not request["PATH_INFO"].startswith(ENTRANCE):
            return self.member.request(**request)
        return super().request(**request)


@pytest.fixture
def member(owner):
    """Somebody with an account that has all there is."""
    return people.make_protected_person()


@pytest.fixture(autouse=True)
def _provider(settings):
    """An identity provider that nobody asks here."""
    entry = {"id": "house", "name": "The house", "client_id": "x", "secret": "x", "tenant": "example.org"}
    known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"] | {"APPS": apps_of([entry])}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": known}


@pytest.fixture
def client(owner, member):
    browser = Browser()
    browser.member = people.browser_of(member)
    browser.cookies = browser_of(TOKEN).cookies
    browser.editor = browser_of(TOKEN)
    browser.editor.force_login(get_user_model().objects.create_superuser("administrator"))
    return browser


@pytest.fixture
def addresses(owner, member):
    """The address of every page and action, by its name."""
    gone = make_assessment(owner)
    actions.delete(gone)
    assessment = with_component(make_assessment(owner, FEW))
    keep_cover(owner.pk, CoverDetails("Proseware", logo=safe_logo(PIXEL)))
    keys = keys_of(assessment, gone) | keys_of_job(assessment) | keys_of_accounts()
    there, deleted = workspace_with(1, member), make_workspace("Deleted", owner=member)
    return addresses_of(keys | keys_of_workspaces(there, deleted, member))


@pytest.fixture
def pages(addresses):
    """The addresses that can be read; files that take long are enough once."""
    slow = [f"{kind}_{f}" for kind in ("shared", "example", "milestone") for f in SLOW]
    return {name: at for name, at in addresses.items() if last(name) not in (*ACTIONS, *slow)}


def is_long_in_the_making(name):
    """Tell whether a page is a file that takes long; another one is sent by the same code."""
    return last(name).removeprefix("workload_") in SLOW


def is_file(name):
    return any(last(name).endswith(f) for f in FILES)


def test_every_address_is_listed_here(addresses):
    assert set(names_in(get_resolver())) == set(addresses)


def is_private(name, address):
    return address.startswith(("/a/", "/w/", "/account/", "/workspaces/")) or name in (
        "assessments:home",
        "assessments:resume",
    )


@pytest.mark.any_database
def test_everything_opens_in_english_is_kept_by_nobody_between_and_has_a_head(client, pages):
    for name, address in pages.items():
        response = client.get(address, headers={"Accept-Language": "en"})
        check_page(name, response, "en")
        assert "no-store" in response["Cache-Control"] or not is_private(name, address), name
        assert is_long_in_the_making(name) or client.head(address).status_code == response.status_code, name


@pytest.mark.any_database
def test_every_page_opens_in_korean(client, pages):
    for name, address in pages.items():
        if not is_file(name):
            check_page(name, client.get(address, headers={"Accept-Language": "ko"}), "ko")


def check_page(name, response, language):
    """Check that a page opens, is small, has no inline code, and no element twice."""
    expected = 302 if name in LEAD_ELSEWHERE else 401 if name in ERRORS else 200
    expected = 404 if name in FOR_NOBODY else expected
    assert response.status_code == expected, name
    if response.status_code == 302 or is_file(name):
        return
    assert len(gzip.compress(response.content)) < LARGEST_BYTES, name
    page = response.content.decode()
    assert f'<html lang="{language}">' in page, name
    assert not re.search(r"\[[가-힣]+/[가-힣]*\]", page), name
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", page), name
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert not [element for element, count in ids.items() if count > 1], name


@pytest.mark.any_database
def test_a_wrong_method_gets_a_page_that_says_so(client, addresses):
    for name, address in addresses.items():
        if name == "set_language" or name in WHATEVER_IS_ASKED:
            continue
        wrong = client.get if last(name) in ACTIONS else client.delete if last(name) in FORMS else client.post
        response = wrong(address)
        assert response.status_code == 405, name
        assert "<h1>" in response.content.decode(), name
        assert response["Allow"], name


def test_an_unknown_or_malformed_code_is_not_found(client, pages):
    for name, address in pages.items():
        if not re.match("/[asw]/", address):
            continue
        code = re.search(r"/[asw]/([^/]+)/", address)[1]
        for other in (str(uuid4()), "0", "nobody", code.upper().replace("-", "")):
            response = client.get(address.replace(code, other))
            assert response.status_code == 404, (name, other)
            assert "<h1>" in response.content.decode(), (name, other)


@pytest.mark.any_database
def test_the_number_of_queries_does_not_grow_with_the_answers(client, owner, member, pages, addresses):
    version = published.current()
    everything = dict.fromkeys(version.rulebook.questions) | FEW | {"databases": ("sql_server",)}
    full = with_component(make_assessment(owner, everything, dict.fromkeys(everything, "A note.")))
    gone = make_assessment(owner, everything)
    actions.delete(gone)
    there, deleted = workspace_with(4, member), make_workspace("Deleted", owner=member)
    keys = keys_of(full, gone) | keys_of_job(full) | keys_of_accounts()
    longer = addresses_of(keys | keys_of_workspaces(there, deleted, member))
    for person in range(3):
        people.make_passkey(member, f"Another {person}")
    for name, address in pages.items():
        if is_long_in_the_making(name):
            continue
        few = count_of(client, address)
        # What is about no assessment has the same address, and all is there already.
        many = few if longer[name] == address else count_of(client, longer[name])
        # Where questions are open this address only leads on to one; where none is it is a page.
        assert many <= few or (name == "assessments:next" and many <= MOST_QUERIES), name
        usual = next((most for part, most in USUAL_QUERIES.items() if name.startswith(part)), MOST_QUERIES)
        assert few <= MORE_QUERIES.get(name, usual), name


def count_of(client, address):
    """Return how many queries a page takes once the version is compiled."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_a_note_of_more_than_ten_thousand_characters_is_refused_and_stays(client, addresses, owner):
    note = "x" * 10_001
    data = {"databases": "mysql", "databases.revision": "0", "databases.note": note}
    response = client.post(addresses["assessments:question"], data)
    assert response.status_code == 422
    page = response.content.decode()
    assert "10,001" in page
    assert note in page
    assert not owner.assessments.filter(answers__question="databases").exists()


#: What a closed site still shows: signing in, what somebody shares by a link, and the language.
ON_A_CLOSED_SITE = re.compile(
    r"account_(login|logout|signup|inactive|confirm|email_verification_sent|reset_password)|mfa_(authenticate|login_webauthn)"
    r"|socialaccount_(login_cancelled|signup)|openid_connect_|reports:shared_|assessments:unlock|set_language|teams:join"
)


def test_a_closed_site_leads_everybody_without_an_account_to_the_sign_in(client, addresses, settings):
    settings.OPEN_TO_ANONYMOUS = False
    nobody = browser_of(TOKEN)
    for name, address in addresses.items():
        response = nobody.get(address) if last(name) not in ACTIONS else nobody.post(address)
        led = response.status_code == 302 and response.url.startswith("/account/login/?next=")
        assert led is not bool(ON_A_CLOSED_SITE.match(name)), name
    assert client.editor.get("/").status_code == 200
    with contextlib.closing(nobody.get("/static/advisor/base.css")) as style:
        assert style.status_code == 200
    assert nobody.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/account/login/")
    fragment = nobody.get(addresses["assessments:question"], headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"].startswith("/account/login/?next=")


@pytest.mark.slow
def test_nothing_that_is_entered_reaches_the_log(client, addresses):
    secret, tokens = "hush-4711", {TOKEN, addresses["reports:shared_report"].split("/")[2]}
    tokens.add(addresses["teams:join"].split("/")[3])
    for browser in (client, client.editor, client.member):
        browser.raise_request_exception = False
    leave = reverse("account_logout")
    with listening("json") as caught:
        read = [client.get(addresses[name], {"q": secret}) for name in addresses if not is_like_another(name)]
        forms = [form for response in read for form in forms_in(response) if form.action != leave]
        for form in {(form.action, *sorted(form.fields)): form for form in forms}.values():
            client.post(form.action, dict.fromkeys(form.fields, secret))
        for address in addresses.values():
            client.post(address, {"token": secret}, headers={"referer": f"https://testserver{address}"})
    lines = caught.getvalue()
    assert len(forms) > 50
    assert lines.count("advisor.requests") > len(addresses)
    for one in (secret, *tokens):
        assert one not in lines, [line for line in lines.splitlines() if one in line][:3]


def is_like_another(name):
    """Tell whether a page is a file, or shows what another shows too."""
    return is_file(name) or last(name).startswith(("example_", "milestone_"))


def forms_in(response):
    """Return the forms of a page that are sent, each with where it goes."""
    if response.status_code != 200 or not response.get("Content-Type", "").startswith("text/html"):
        return []
    forms = html.fromstring(response.content.decode()).forms
    for form in forms:
        form.action = form.action or response.request["PATH_INFO"]
    return [form for form in forms if form.method == "POST"]
