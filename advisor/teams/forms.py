"""Forms about workspaces. They validate, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from advisor.accounts.access import Seat
from advisor.accounts.models import NAME_LENGTH
from advisor.accounts.roles import Role
from advisor.assessments.forms import PlainForm
from advisor.teams.invitations import DAYS

#: What the form calls it to belong to no workspace.
PERSONAL = "personal"
ALONE, WHOLE = "alone", "whole"
#: What each role may do, in a few words.
ROLES_IN_WORDS = {
    Role.OWNER: _("everything, and sees to members, invitations and the log"),
    Role.EDITOR: _("adds, changes, shares and deletes assessments"),
    Role.REVIEWER: _("reads and exports, decides otherwise and freezes reports"),
    Role.VIEWER: _("reads and exports"),
}


class NameForm(PlainForm):
    """A workspace's name."""

    name = forms.CharField(
        label=_("Name of the workspace"),
        help_text=_("A client or a team, for example: Proseware."),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the workspace a name, for example: Proseware.")},
    )


class RoleField(forms.ChoiceField):
    """One of the roles, with what it may do; the value is a :class:`Role`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_offered_roles, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the role."""
        return Role(super().clean(value))


def _offered_roles() -> list[tuple[str, str]]:
    return [(role.value, f"{capfirst(role.label)}: {ROLES_IN_WORDS[role]}") for role in Role]


class RoleForm(PlainForm):
    """Another role for a member."""

    member = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    role = RoleField(required=True)


class InvitationForm(PlainForm):
    """Whom to invite, as what, and how long that is valid."""

    note = forms.CharField(
        label=_("For whom it is"),
        help_text=_("Only the owners see it, to tell the invitations apart."),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = RoleField(label=_("Role"), initial=Role.VIEWER)
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        initial=7,
        choices=lambda: [
            (days, ngettext("%(days)d day", "%(days)d days", days) % {"days": days}) for days in DAYS
        ],
    )


class DeleteForm(PlainForm):
    """The workspace's name, typed again, so that nobody deletes the wrong one."""

    name = forms.CharField(
        label=_("Type the name of the workspace"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, expected: str, *args: Any) -> None:
        super().__init__(*args)
        self._expected = expected
        self.fields["name"].help_text = expected

    def clean_name(self) -> str:
        """Return the name; it has to be this workspace's."""
        given = " ".join(self.cleaned_data["name"].split())
        if given != " ".join(self._expected.split()):
            raise forms.ValidationError(_("This is not its name. Type it as it stands above."))
        return given


class MoveForm(PlainForm):
    """Where to, and how much goes along."""

    to = forms.ChoiceField(
        label=_("Where to"),
        error_messages={"required": _("Choose where it goes.")},
    )
    what = forms.ChoiceField(
        label=_("What goes along"),
        choices=[
            (ALONE, _("This assessment alone")),
            (WHOLE, _("The whole workload: its components, variants and copies that are here")),
        ],
        initial=ALONE,
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], shared: bool, others: bool) -> None:
        super().__init__(*args)
        self._workspaces = {str(seat.workspace.code): seat.workspace for seat in seats}
        personal = [(PERSONAL, gettext("Yours alone"))] if shared else []
        names = [(code, workspace.name) for code, workspace in self._workspaces.items()]
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [*personal, *names]
        if not others:
            del self.fields["what"]

    @property
    def goes_whole(self) -> bool:
        """Whether the whole workload moves; only after is_valid()."""
        return bool(self.cleaned_data.get("what") == WHOLE)
