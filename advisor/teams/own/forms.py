"""What is asked before everything of one's own is deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisor.assessments.forms import PlainForm


class DeleteAccountForm(PlainForm):
    """One of the account's addresses or its name, typed, so that nobody does it by mistake."""

    login = forms.CharField(
        label=_("Type your e-mail address or account name"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "off"}),
        error_messages={"required": _("Type it, so that nothing is deleted by mistake.")},
    )

    def __init__(self, user: Any, *args: Any) -> None:
        super().__init__(*args)
        self._known = {text.casefold() for text in (user.email, user.get_username()) if text}

    def clean_login(self) -> str:
        """Return what was typed; it has to be this account's."""
        given: str = self.cleaned_data["login"]
        if given.casefold() not in self._known:
            raise forms.ValidationError(_("This account has another address and another name."))
        return given


class ForgetForm(PlainForm):
    """A tick, for those who have no name."""

    sure = forms.BooleanField(
        label=_("Yes, delete everything that this browser made here"),
        error_messages={"required": _("Tick this, so that nothing is deleted by mistake.")},
    )
