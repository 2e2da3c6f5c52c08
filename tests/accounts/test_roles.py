"""What each role may do: the whole table, and that it never grows by accident."""

from advisor.accounts.roles import MAY, MAY_ADD, MAY_MANAGE, Act, Role
from advisor.assessments.models import Granted


def test_the_table_is_this():
    allowed = {role.value: sorted(MAY[role]) for role in Role}
    assert allowed == {
        "owner": ["change", "delete", "export", "move", "read", "review", "share"],
        "editor": ["change", "delete", "export", "read", "review", "share"],
        "reviewer": ["export", "read", "review"],
        "viewer": ["export", "read"],
    }
    assert {"owner", "editor"} == MAY_ADD
    assert {"owner"} == MAY_MANAGE


def test_what_is_granted_has_a_place_for_each_act():
    assert set(Granted._fields) == {act.value for act in Act}


def test_every_role_may_do_what_the_next_one_may():
    for more, less in zip(Role, list(Role)[1:], strict=False):
        assert MAY[more] > MAY[less]
