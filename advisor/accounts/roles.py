"""What the members of a workspace may do: one table, asked by everything that decides access."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """The roles in a workspace, the one that may do most first."""

    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer")
    VIEWER = "viewer", _("viewer")


class Act(StrEnum):
    """What can be done to an assessment."""

    READ = "read"
    EXPORT = "export"
    REVIEW = "review"
    CHANGE = "change"
    SHARE = "share"
    DELETE = "delete"
    MOVE = "move"


_READING = frozenset({Act.READ, Act.EXPORT})
_EDITING = _READING | {Act.REVIEW, Act.CHANGE, Act.SHARE, Act.DELETE}

#: Role → what it may do to the workspace's assessments. Taking one out of the workspace is its owners' alone.
MAY: Mapping[str, frozenset[Act]] = {
    Role.OWNER: frozenset(Act),
    Role.EDITOR: _EDITING,
    Role.REVIEWER: _READING | {Act.REVIEW},
    Role.VIEWER: _READING,
}
#: Roles that may put new assessments into the workspace.
MAY_ADD = frozenset({Role.OWNER, Role.EDITOR})
#: Roles that see to members, invitations, the log, and the workspace itself.
MAY_MANAGE = frozenset({Role.OWNER})
