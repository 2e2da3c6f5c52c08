"""Every address of the admin, asked by everybody: who may do what with each kind of record is in a table."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

from advisor.rulebook.draft import model_of
from advisor.rulebook.schema import KINDS
from tests import books
from tests.accounts import people
from tests.editor.accounts import ROLES as GROUPS
from tests.factories import make_user, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PASSED, DENIED, SIGN_IN = "passed", "denied", "sign-in"
STAFF = ("reader", "editor", "publisher", "operator", "superuser")
ROLES = ("nobody", "account", *STAFF)
WHO = {
    "look": {"reader", "editor", "publisher", "superuser"},
    "edit": {"editor", "superuser"},
    "superuser": {"superuser"},
    "nobody": set(),
}
#: Kind of record → who may see, add, change and delete it. A version is published, never edited.
ROWS = {
    **{model_of(kind)._meta.label: ("look", "edit", "edit", "edit") for kind in KINDS},
    "rulebook.Version": ("look", "nobody", "nobody", "nobody"),
    "auth.User": ("superuser",) * 4,
    "auth.Group": ("superuser",) * 4,
    "account.EmailAddress": ("superuser",) * 4,
    "mfa.Authenticator": ("superuser", "nobody", "nobody", "superuser"),
    "socialaccount.SocialAccount": ("superuser", "nobody", "nobody", "superuser"),
    "usersessions.UserSession": ("superuser", "nobody", "nobody", "superuser"),
}
#: The page of a record → the column of the table that opens it, and the one that lets it be sent.
PAGES = {"changelist": (0, 0), "add": (1, 1), "change": (0, 2), "delete": (3, 3), "history": (0, 0)}
#: What is about no kind of record: for staff, or to become staff.
BESIDE = {"index", "password_change", "password_change_done", "autocomplete", "jsi18n", "app_list"}
BESIDE |= {"view_on_site", "login", "logout", "None", "auth_user_password_change"}
ENTRANCE = {"login", "logout"}


@pytest.fixture
def clients(db):
    """A browser of each role; the roles of the rulebook are staff here."""
    books.fill_draft(books.SMALL)
    books.make_version(books.SMALL)
    people.make_protected_person()
    clients = {"nobody": signed_out(), "account": signed_in(make_user("account"))}
    for role in STAFF:
        user = make_user(role)
        names = {"operator": ["Operators"], "superuser": []}.get(role) or GROUPS.get(role, ())
        user.groups.set(Group.objects.filter(name__in=names))
        get_user_model().objects.filter(pk=user.pk).update(is_staff=True, is_superuser=role == "superuser")
        clients[role] = signed_in(user)
    return clients


def signed_out():
    """Return a browser that knows nobody."""
    client = signed_in(make_user("somebody"))
    client.logout()
    return client


def said(client, method, address):
    """Return what an answer says of access; what it did is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(address)
        transaction.set_rollback(True)
    if answer.status_code == 302 and "/login/" in answer.url:
        return SIGN_IN
    assert answer.status_code < 500, address
    return DENIED if answer.status_code == 403 else PASSED


def expected(word, role):
    if role not in STAFF:
        return SIGN_IN
    return PASSED if role in WHO[word] else DENIED


def addresses_of(model):
    """Yield (page, address) of a kind of record; those of one record where there is one."""
    told, row = model._meta, model._default_manager.first()
    for page in PAGES:
        one = page not in ("changelist", "add")
        if row or not one:
            name = f"admin:{told.app_label}_{told.model_name}_{page}"
            yield page, reverse(name, args=[row.pk] if one else [])


def test_every_kind_of_record_has_its_row():
    assert {model._meta.label for model in admin.site._registry} == set(ROWS)


def test_no_address_is_there_beside():
    """A view that is added to the admin needs a row, or a line of its own."""
    pages = {
        f"{m._meta.app_label}_{m._meta.model_name}_{page}" for m in admin.site._registry for page in PAGES
    }
    assert set(names_in(get_resolver())) <= pages | BESIDE


def names_in(resolver, inside=False):
    """Walk through the names of the admin's addresses."""
    for entry in resolver.url_patterns:
        if not isinstance(entry, URLPattern):
            yield from names_in(entry, inside or entry.namespace == "admin")
        elif inside:
            yield str(entry.name)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(clients, role):
    wrong, asked = [], 0
    for model in admin.site._registry:
        row = ROWS[model._meta.label]
        for page, address in addresses_of(model):
            for method, column in zip(("get", "post"), PAGES[page], strict=True):
                wanted, told = expected(row[column], role), said(clients[role], method, address)
                asked += 1
                if told != wanted:
                    wrong.append(f"{method} {address}: {told}, not {wanted}")
    assert not wrong, "\n".join(wrong)
    assert asked > 150


def test_what_is_beside_is_for_staff(clients):
    for name in BESIDE - ENTRANCE - {"None", "app_list", "view_on_site", "auth_user_password_change"}:
        address = reverse(f"admin:{name}")
        for role in ("nobody", "account"):
            assert said(clients[role], "get", address) == SIGN_IN, (name, role)


def test_the_password_of_another_is_for_a_superuser_to_set(clients):
    other = get_user_model().objects.get(username="account")
    address = reverse("admin:auth_user_password_change", args=[other.pk])
    for role in ROLES:
        assert said(clients[role], "post", address) == expected("superuser", role), role
