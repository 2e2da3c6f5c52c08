"""TRACE would give back what a browser sends, cookies among it."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/glossary/",
        "/account/login/",
        "/admin/login/",
        "/static/advisor/mark.svg",
        "/healthz",
        "/nowhere/",
    ],
)
def test_no_address_gives_back_what_was_sent(client, address):
    answer = client.generic("TRACE", address, headers={"X-Secret": "canary"})
    assert answer.status_code in (302, 404, 405)
    assert b"canary" not in answer.getvalue()
