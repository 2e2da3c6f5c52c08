"""What each role gets at each address of publishing, versions, files and the log."""

from uuid import uuid4

import pytest
from django.urls import reverse

from advisor.editor.fixture_sets import keep
from advisor.editor.models import FixtureSet
from advisor.rulebook.models import Event
from tests import books
from tests.editor.accounts import ROLES, client_of
from tests.editor.drafts import state

pytestmark = pytest.mark.django_db
VERSION, SET = "version", "set"
#: Address → what it is written with, the method, and what one must be allowed.
PAGES = {
    "compare": ((), "get", "look"),
    "compare_with": ((VERSION,), "get", "look"),
    "versions": ((), "get", "look"),
    "files": ((), "get", "look"),
    "brought": ((SET,), "get", "look"),
    "download": (("draft", "fixtures"), "get", "look"),
    "log": ((), "get", "look"),
    "log_csv": ((), "get", "look"),
    "upload": ((), "post", "edit"),
    "upload_questionnaire": ((), "post", "edit"),
    "take_in": ((SET,), "post", "edit"),
    "take_version": ((VERSION,), "post", "edit"),
    "retire": (("question", "runtime"), "get", "edit"),
    "rename": (("question", "runtime"), "get", "edit"),
    "publish": ((), "get", "publish"),
    "put_in_use": ((VERSION,), "post", "publish"),
}
MAY = {
    "nobody": set(),
    "member": set(),
    "reader": {"look"},
    "editor": {"look", "edit"},
    "publisher": {"look", "publish"},
    "editor and publisher": {"look", "edit", "publish"},
}


@pytest.fixture
def keys(small):
    version = books.publish(small, label="2026.1")
    kept = keep(FixtureSet.Role.BROUGHT, "rules.zip", {"50_rules_strategy.yaml": "[]\n"}, None, "mark")
    return {VERSION: version.short_hash, SET: kept.code}


def address_of(name, keys):
    return reverse(f"editor:{name}", args=[keys.get(key, key) for key in PAGES[name][0]])


@pytest.mark.parametrize("role", ["nobody", *ROLES])
def test_what_each_role_gets(keys, role):
    client = client_of(role)
    for name, (_keys, method, needed) in PAGES.items():
        response = getattr(client, method)(address_of(name, keys))
        if role == "nobody":
            assert response.status_code == 302, name
            assert response.url.startswith("/account/login/?next=/rulebook/"), name
        elif needed in MAY[role]:
            assert response.status_code in ((200,) if method == "get" else (302, 409, 422)), name
        else:
            assert response.status_code == 403, name


@pytest.mark.parametrize("role", ["nobody", "member", "reader"])
def test_who_may_not_changes_nothing_by_any_method(keys, role):
    before = (state(), FixtureSet.objects.count(), Event.objects.count())
    client = client_of(role)
    told = (200, 403, 405) if role == "reader" else (302, 403)
    for name in PAGES:
        for method in ("get", "post", "put", "delete"):
            response = getattr(client, method)(address_of(name, keys), {"note": "x"})
            assert response.status_code in told, name
    assert (state(), FixtureSet.objects.count(), Event.objects.count()) == before


def test_each_address_takes_its_methods_only(keys):
    client = client_of("editor and publisher")
    for name, (_keys, method, _needed) in PAGES.items():
        assert client.delete(address_of(name, keys)).status_code == 405, name
        if method == "post":
            assert client.get(address_of(name, keys)).status_code == 405, name


def test_every_address_of_these_pages_is_listed_here():
    from advisor.editor import urls

    mine = ("compare", "files", "log", "publish", "rename", "retire", "versions")
    addresses = {pattern.name for pattern in urls.urlpatterns if str(pattern.pattern).split("/")[1] in mine}
    assert addresses == set(PAGES)


def test_an_unknown_set_is_not_found(keys):
    client = client_of("editor")
    assert client.get(reverse("editor:brought", args=[uuid4()])).status_code == 404
    assert client.post(reverse("editor:take_in", args=[uuid4()])).status_code == 404
