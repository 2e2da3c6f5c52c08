"""Accounts of each role, signed in."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from advisor.editor.groups import EDITORS, PUBLISHERS, READERS

#: Role → the groups that an account of this role is in.
ROLES = {
    "member": (),
    "reader": (READERS,),
    "editor": (EDITORS,),
    "publisher": (PUBLISHERS,),
    "editor and publisher": (EDITORS, PUBLISHERS),
}


def make_account(role, name="", *, staff=False):
    """Return an account of a role, by default called after it; the admin is open to staff alone."""
    account = get_user_model().objects.create_user(name or role, is_staff=staff)
    account.groups.set(Group.objects.filter(name__in=ROLES[role]))
    return account


def client_of(role, name="", *, staff=False):
    """Return a client: signed in with a new account of the role, or for "nobody" not signed in."""
    client = Client()
    if role != "nobody":
        client.force_login(make_account(role, name, staff=staff))
    return client
