"""What the access log's short words mean to a person."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from advisor.accounts.models import AuditEvent
from advisor.accounts.roles import Role
from advisor.reports.formats import FORMATS

Text = str | Promise
Action = AuditEvent.Action

#: How names of addresses begin that lead to the same report by another way.
_WAYS = ("shared_", "milestone_", "workload_")
_REPORT = _("read the report")
_ANSWERS = _("looked at the answers")
_CHANGED_ANSWERS = _("changed answers")

#: Action → what is said of it, for the details that say more than the action alone.
_SAID: Mapping[str, Mapping[str, Text]] = {
    Action.READ: {
        **dict.fromkeys(("report", "pairs", "plan", "end"), _REPORT),
        **dict.fromkeys(("check", "section", "question", "next"), _ANSWERS),
        "details": _("looked at the details"),
        "review": _("looked at reviews and milestones"),
        "what_if": _("tried other answers"),
        "offered": _("looked at the answers offered to the rulebook’s editors, without names"),
        "workspace": _("looked at the list of assessments"),
        "members": _("looked at the members"),
        "settings": _("looked at the settings"),
        "log": _("looked at the access log"),
    },
    Action.EXPORTED: {
        "own_questionnaire": _("took the questionnaire as a file"),
        "whole": _("had everything exported"),
        "whole_file": _("saved the file with everything"),
        "log_csv": _("saved the access log"),
    },
    Action.CREATED: {"workspace": _("made the workspace")},
    Action.CHANGED: {
        **dict.fromkeys(("section", "question", "item"), _CHANGED_ANSWERS),
        "details": _("changed the details"),
        "fill_in": _("took answers from a file"),
        "copy": _("copied it"),
        "add_component": _("added a component beside it"),
        "what_if": _("kept a variant of it"),
        "move": _("took it to another version of the rulebook"),
        "renamed": _("renamed the workspace"),
        "back": _("brought the workspace back"),
    },
    Action.REVIEWED: {
        "review": _("noted another decision"),
        "withdraw": _("took a decision back"),
        "freeze": _("froze the report"),
    },
    Action.SHARED: {
        "share": _("made a share link"),
        "end_sharing": _("ended a share link"),
        "offer": _("offered the answers to the rulebook’s editors, or took that back"),
    },
    Action.DELETED: {"deleted": _("brought it back"), "workspace": _("deleted the workspace")},
    Action.MOVED: {"arrived": _("moved it here")},
    Action.PURGED: {"workspace": _("removed the workspace for good")},
    Action.MEMBERS: {
        "role": _("gave another role: %(role)s"),
        "removed": _("removed from the workspace"),
        "left": _("left the workspace"),
        "joined": _("joined as %(role)s"),
        "invited": _("invited somebody as %(role)s"),
        "withdrawn": _("withdrew an invitation as %(role)s"),
    },
    Action.ACCOUNT: {
        "signed_up": _("made the account"),
        "signed_in": _("signed in"),
        "signed_out": _("signed out"),
        "password_set": _("set a password"),
        "password_changed": _("changed the password"),
        "password_reset": _("set a new password by e-mail"),
        "email_added": _("added an e-mail address"),
        "email_changed": _("changed the e-mail address"),
        "email_confirmed": _("confirmed an e-mail address"),
        "email_removed": _("removed an e-mail address"),
        "factor_added": _("added a second factor"),
        "factor_removed": _("removed a second factor"),
        "factor_reset": _("made new recovery codes"),
        "provider_connected": _("connected an identity provider"),
        "provider_disconnected": _("disconnected an identity provider"),
    },
}
#: What is said where the detail says nothing more.
_PLAIN: Mapping[str, Text] = {
    Action.READ: _("opened it"),
    Action.EXPORTED: _("exported it"),
    Action.CREATED: _("began it"),
    Action.CHANGED: _("changed it"),
    Action.REVIEWED: _("reviewed it"),
    Action.SHARED: _("shared it"),
    Action.DELETED: _("deleted it"),
    Action.MOVED: _("moved it away"),
    Action.CLAIMED: _("took it into an account"),
    Action.PURGED: _("removed it for good"),
    Action.MEMBERS: _("changed the members"),
    Action.ACCOUNT: _("changed the account"),
}
#: Names of the actions for a choice among them.
ACTIONS: tuple[tuple[str, Text], ...] = tuple(Action.choices)


def said(action: str, detail: str) -> str:
    """Return what was done, in words: “exported it as PDF”."""
    word, _colon, role = detail.partition(":")
    for way in _WAYS:
        word = word.removeprefix(way)
    if action == Action.EXPORTED and word in FORMATS:
        return str(_("exported it as %(format)s")) % {"format": FORMATS[word].title}
    if role and role not in Role.values:
        word = ""
    text = str(_SAID.get(action, {}).get(word, _PLAIN.get(action, action)))
    return text % {"role": Role(role).label} if role in Role.values else text
