"""What every answer carries, whichever address it is for and however it ends."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.hostile.judging import is_page

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
#: What a policy for pages has to say, and what one for files has to.
OF_PAGES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": None,
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
OF_FILES = {"default-src": "'none'", "frame-ancestors": "'none'", "form-action": "'none'", "sandbox": ""}
SELF_ONLY = {"clipboard-write", "publickey-credentials-create", "publickey-credentials-get"}
#: What an address may answer with beside pages and files to be saved.
INLINE = {"image/png", "text/javascript", "application/json"}
#: To these nothing leads here: they want a provider, a passkey, a page of a model, a finished export.
UNREACHED = {
    *("openid_connect_login", "openid_connect_callback", "mfa_edit_webauthn", "mfa_remove_webauthn"),
    *("admin:view_on_site", "teams:whole_file"),
}
#: The same for everybody, and named by what is in them.
SHARED = ("/static/",)


def faults_of(address, response):
    """Return what is missing or wrong among the headers of one answer."""
    found = [name for name, value in ALWAYS.items() if response.get(name) != value]
    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    wanted = OF_PAGES if is_page(response) else OF_FILES
    found += [name for name, value in wanted.items() if value is not None and policy.get(name) != value]
    found += ["unsafe"] * ("unsafe" in str(policy) or "*" in str(policy))
    found += ["kept"] * (
        not address.startswith(SHARED) and "no-store" not in response.get("Cache-Control", "")
    )
    allowed = dict(part.split("=") for part in response["Permissions-Policy"].split(", "))
    found += [name for name, whom in allowed.items() if whom != ("(self)" if name in SELF_ONLY else "()")]
    return [f"{address} ({response.status_code}): {name}" for name in found]


def test_every_route_was_reached(site):
    """Routes come from the URL resolver: one to which nothing leads would be attacked by nobody."""
    unreached = {route.name for route in site.routes if not site.addresses.get(route.pattern)}
    assert unreached <= UNREACHED
    assert len(site.routes) > 200


def test_no_address_breaks_when_it_is_opened(site):
    assert {at: r.status_code for at, r in site.answers.items() if r.status_code >= 500} == {}


def test_every_answer_has_all_headers(site):
    """Pages, files, redirects, refusals: the whole set; and nothing with personal content is kept."""
    assert [fault for address, answer in site.answers.items() for fault in faults_of(address, answer)] == []


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_errors_have_all_headers_too(ground, headers):
    owner, strict = ground.client("owner"), ground.client("superuser", enforce_csrf_checks=True)
    answers = {
        "/nowhere/": owner.get("/nowhere/", headers=headers),
        "/start/": owner.get("/start/", headers=headers),
        "/": owner.get("/", headers={**headers, "Host": "evil.example"}),
        "/cover/": strict.post("/cover/", {"version": "1"}, headers=headers),
        "/verify/": owner.post("/verify/", {"x": "x" * 2**21}, headers=headers),
        "/rulebook/": ground.client("nobody").get("/rulebook/", headers=headers),
        "/admin/": ground.client("editor").get("/admin/auth/user/", headers=headers),
        "/healthz": owner.get("/healthz", headers=headers),
        "/metrics": owner.get("/metrics", headers=headers),
        "/a/%00/": owner.get("/a/%00/", headers=headers),
    }
    assert {address: answer.status_code for address, answer in answers.items()} == {
        "/nowhere/": 404, "/start/": 405, "/": 400, "/cover/": 403, "/verify/": 413, "/rulebook/": 302,
        "/admin/": 403, "/healthz": 200, "/metrics": 404, "/a/%00/": 404,
    }  # fmt: skip
    assert [fault for address, answer in answers.items() for fault in faults_of(address, answer)] == []


def test_what_breaks_has_all_headers_too(client, monkeypatch):
    """A fault of ours shows nothing of the inside, and nobody keeps it."""

    def break_down(*_args, **_options):
        raise RuntimeError("the inside")

    client.raise_request_exception = False
    monkeypatch.setattr("advisor.reports.views.uploads.file_page", break_down)
    answer = client.get("/verify/")
    assert answer.status_code == 500
    assert b"the inside" not in answer.content
    assert faults_of("/verify/", answer) == []


def test_static_files_have_them_too_and_may_be_kept(client, settings):
    settings.WHITENOISE_USE_FINDERS = True
    page = client.get("/verify/").content.decode()
    address = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
    answer = client.get(address)
    assert answer.status_code == 200
    assert faults_of(address, answer) == []
    assert "max-age" in answer["Cache-Control"]
    answer.close()


def test_a_file_opened_by_itself_does_nothing(site):
    """Files to be saved say so, and what is shown inline is a picture of ours."""
    for address, answer in site.answers.items():
        if answer.status_code == 200 and not is_page(answer):
            saved = answer.get("Content-Disposition", "").startswith("attachment")
            assert saved or answer["Content-Type"].split(";")[0] in INLINE, address


def test_with_https_the_browser_is_told_to_stay_with_it(settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True
    answer = Client().get("/verify/", secure=True)
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000; includeSubDomains")
    probe = Client().get("/healthz", secure=True)
    assert probe["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in Client().get("/healthz")
