"""Requests that somebody else's page, proxy or link makes a browser send; each over every address."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.hostile import values
from tests.hostile.ground import INSIDE
from tests.hostile.judging import is_page
from tests.hostile.stored import changed, stored
from tests.sampling import part_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ELSEWHERE = "https://evil.example/"
#: Names by which pages somewhere are told where to go on.
LEADING = (
    "next",
    "url",
    "to",
    "redirect",
    "redirect_to",
    "return",
    "return_to",
    "continue",
    "goto",
    "back",
    "from",
)
WRITING = ("post", "put", "patch", "delete")


def one_of_each(site):
    """Return one address of every route."""
    return [found[0] for found in site.addresses.values()]


def asker(ground, address, **options):
    """Return a browser that may open an address."""
    return ground.client("superuser" if address.startswith(INSIDE) else "owner", **options)


def test_no_address_takes_a_form_of_another_site(ground, site):
    """Without the token of the form nothing is written, at no address, by no method (CSRF)."""
    strict = {
        inside: asker(ground, "/admin/" if inside else "/", enforce_csrf_checks=True)
        for inside in (True, False)
    }
    before = stored()
    for address in one_of_each(site):
        for method in WRITING:
            answer = getattr(strict[address.startswith(INSIDE)], method)(address)
            assert answer.status_code == 403, (method, address, answer.status_code)
    assert changed(before, stored()) == {}


def test_with_the_token_of_the_form_it_is_taken(ground):
    """So that the test before tells something."""
    strict = ground.client("owner", enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get("/").content.decode())[1]
    assert strict.post("/start/", {"name": "Shop", "csrfmiddlewaretoken": token}).status_code == 302
    assert (
        strict.post(
            "/start/", {"name": "Shop", "csrfmiddlewaretoken": token}, headers={"Origin": ELSEWHERE}
        ).status_code
        == 403
    )


@pytest.mark.sampled
def test_looking_changes_nothing(ground, site):
    """GET and HEAD write nothing anywhere, not even where another method is asked for beside them."""
    overrides = {"X-HTTP-Method-Override": "DELETE", "X-Method-Override": "POST"}
    before = stored()
    for address in part_of(one_of_each(site), 2):
        if not re.search(r"report\.(pdf|docx|pptx|xlsx)", address):
            mark = "&" if "?" in address else "?"
            asker(ground, address).get(f"{address}{mark}_method=DELETE", headers=overrides)
    assert changed(before, stored()) == {}


def test_another_method_beside_the_form_is_not_followed(ground):
    code = next(
        iter(ground.owned["owner"].assessments.filter(deleted_at=None).values_list("code", flat=True))
    )
    client = ground.client("owner")
    answer = client.post(f"/a/{code}/", {"_method": "DELETE"}, headers={"X-HTTP-Method-Override": "DELETE"})
    assert answer.status_code == 404
    assert client.get(f"/a/{code}/details/").status_code == 200


def leads_away(answer):
    """Tell whether an answer sends a browser to another site."""
    targets = [answer.get(name, "") for name in ("Location", "HX-Redirect", "HX-Location", "Refresh")]
    return any(urlsplit(target.replace("\\", "/")).netloc not in ("", "testserver") for target in targets)


@pytest.mark.sampled
def test_no_address_leads_to_another_site(ground, site):
    """Whatever a link adds to an address of ours (open redirect)."""
    query = urlencode(dict.fromkeys(LEADING, ELSEWHERE))
    for address in part_of(one_of_each(site), 2, first=1):
        if not re.search(r"report\.\w+", address):
            mark = "&" if "?" in address else "?"
            answer = asker(ground, address).get(f"{address}{mark}{query}", headers={"Referer": ELSEWHERE})
            assert not leads_away(answer), address


@pytest.mark.parametrize("target", values.ADDRESSES)
def test_no_form_leads_to_another_site(ground, site, target):
    """Neither the choice of the language nor any other form that says where to go on."""
    told = [form for form in site.forms if {field.name for field in form.fields} & set(LEADING)]
    assert {urlsplit(form.address).path for form in told} >= {"/i18n/setlang/"}
    for form in told:
        sent = {field.name: (field.values or ("",))[-1] for field in form.fields} | dict.fromkeys(
            LEADING, target
        )
        with transaction.atomic():
            answer = asker(ground, form.address).post(form.address, sent, headers={"Referer": target})
            transaction.set_rollback(True)
        assert not leads_away(answer), form.address


@pytest.mark.parametrize("target", values.ADDRESSES)
def test_signing_in_and_out_leads_to_no_other_site(ground, target, django_user_model):
    django_user_model.objects.create_user("somebody", password="a long enough secret")
    client = Client()
    address = f"{reverse('account_login')}?{urlencode({'next': target})}"
    answer = client.post(address, {"login": "somebody", "password": "a long enough secret", "next": target})
    assert answer.status_code == 302
    assert not leads_away(answer)
    assert not leads_away(client.post(reverse("account_logout"), {"next": target}))


HOSTS = (
    *("evil.example", "testserver.evil.example", "testserver@evil.example", "testserver:80@evil.example"),
    *("[::1", "", "a b", "testserver/../evil.example", "evil.example:80", "testserver, evil.example"),
)


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_that_is_not_ours_is_refused(ground, host):
    for address in ("/", "/verify/", "/admin/login/", "/static/none.css", "/nowhere/"):
        answer = ground.client("owner").get(address, headers={"Host": host})
        assert answer.status_code == 400, address
        assert b"evil.example" not in answer.content


def test_links_of_pages_name_no_other_host(ground, site):
    """Proxies' headers about the host are not believed: share and resume links are ours (host header)."""
    names = (
        "X-Forwarded-Host",
        "X-Host",
        "X-Forwarded-Server",
        "X-Original-URL",
        "X-Rewrite-URL",
        "Forwarded",
    )
    told = dict.fromkeys(names, "evil.example")
    pages = [at for at, answer in site.answers.items() if is_page(answer) and not at.startswith(INSIDE)]
    for address in pages:
        assert b"evil.example" not in asker(ground, address).get(address, headers=told).content, address


def test_mails_name_our_host(client, mailoutbox, settings, django_user_model):
    """The link to a new password is for the host that was asked, and only ours are answered."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    person = django_user_model.objects.create_user(
        "somebody", "somebody@example.test", "a long enough secret"
    )
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    told = {"X-Forwarded-Host": "evil.example"}
    client.post(reverse("account_reset_password"), {"email": person.email}, headers=told)
    assert all("evil.example" not in mail.body for mail in mailoutbox)


def test_of_a_field_sent_twice_one_counts(ground):
    """Nothing is joined or split that was sent several times, in the form and in the address."""
    client, count = ground.client("owner"), ground.owned["owner"].assessments.count()
    address = "/start/?" + urlencode({"name": "In the address"})
    body = urlencode([("name", "First"), ("name", "Last")])
    assert client.post(address, body, content_type="application/x-www-form-urlencoded").status_code == 302
    assert ground.owned["owner"].assessments.count() == count + 1
    assert ground.owned["owner"].assessments.latest("pk").name == "Last"
