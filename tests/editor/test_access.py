"""Who may look, edit and publish."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from advisor.editor.access import actor_of, editing, looking, may_edit, may_look, may_publish, publishing
from tests.editor.accounts import make_account

pytestmark = pytest.mark.django_db

#: Role → what it may.
ALLOWED = {
    "member": set(),
    "reader": {"look"},
    "editor": {"look", "edit"},
    "publisher": {"look", "publish"},
    "editor and publisher": {"look", "edit", "publish"},
}


@pytest.mark.parametrize("role", ALLOWED)
def test_what_a_role_may(role):
    user = make_account(role)
    may = {"look": may_look, "edit": may_edit, "publish": may_publish}
    assert {name for name, allows in may.items() if allows(user)} == ALLOWED[role]


@pytest.mark.parametrize("role", ALLOWED)
def test_a_view_opens_for_those_who_may_only(rf, role):
    request = rf.get("/rulebook/somewhere/?kind=rule")
    request.user = make_account(role)
    for name, guard in (("look", looking), ("edit", editing), ("publish", publishing)):
        view = guard(lambda request, number: HttpResponse(f"Page {number}"))
        if name in ALLOWED[role]:
            assert view(request, 3).content == b"Page 3"
        else:
            with pytest.raises(PermissionDenied):
                view(request, 3)


@pytest.mark.parametrize("guard", [looking, editing, publishing])
def test_without_an_account_one_is_asked_to_sign_in_and_comes_back(rf, guard):
    request = rf.get("/rulebook/somewhere/?kind=rule")
    request.user = AnonymousUser()
    response = guard(lambda request: HttpResponse("Page"))(request)
    assert response.status_code == 302
    assert response.url == "/account/login/?next=/rulebook/somewhere/%3Fkind%3Drule"


def test_an_account_that_was_closed_may_nothing():
    user = make_account("editor and publisher")
    user.is_active = False
    assert [may_look(user), may_edit(user), may_publish(user)] == [False] * 3


def test_the_log_names_the_account(rf):
    request = rf.get("/")
    request.user = make_account("editor")
    assert actor_of(request) == ("editor", request.user.pk)
