"""What a publisher writes: the name of the version, what has changed, and why a fall is accepted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from advisor.rulebook.models import Version


class PublishForm(forms.Form):
    """Label and note; ``accept`` where the agreement has ``fallen``. ``named``: it is a version already."""

    label = forms.CharField(max_length=200, required=False)
    note = forms.CharField(max_length=10_000, required=False)
    accept = forms.CharField(max_length=10_000, required=False)

    def __init__(self, *args: Any, named: bool, fallen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._named = named
        self._fallen = fallen

    def clean_label(self) -> str:
        """Return the label; it has to be new."""
        label: str = self.cleaned_data["label"].strip()
        if self._named:
            return ""
        if not label:
            raise forms.ValidationError(_("Give the version a name, such as the year and a number."))
        if Version.objects.filter(label=label).exists():
            words = _("There is a version “%(label)s” already. Choose another label.")
            raise forms.ValidationError(words % {"label": label})
        return label

    def clean_note(self) -> str:
        """Return the note."""
        return self._said("note", _("Say what has changed, and why: the note stays with the version."))

    def clean_accept(self) -> str:
        """Return the reason, where one is needed."""
        if not self._fallen:
            return ""
        return self._said("accept", _("Say why the fall is right, or mend the rules first."))

    def _said(self, name: str, complaint: str) -> str:
        text: str = self.cleaned_data[name].strip()
        if not text:
            raise forms.ValidationError(complaint)
        return text
