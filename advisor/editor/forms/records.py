"""The parts of a record, edited with it: the choices of a question, the options of a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.functional import cached_property

from advisor.editor.forms.names import Known, known_draft
from advisor.editor.forms.press import press_of
from advisor.editor.removal import obstacles

if TYPE_CHECKING:
    BaseInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    BaseInlineFormSet = forms.BaseInlineFormSet


class RecordFormSet(BaseInlineFormSet):
    """Forms of records below their parent; what was published or is needed cannot be removed."""

    @cached_property
    def known(self) -> Known:
        """The draft, looked up once for all the forms."""
        return known_draft()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Hand the draft to each form."""
        return {**super().get_form_kwargs(index), "known": self.known}

    def is_valid(self) -> bool:
        """Tell whether the forms may be saved; not where a button only changed rows."""
        return press_of(self.data) is None and super().is_valid()

    def add_fields(self, form: Any, index: int | None) -> None:
        """Offer to remove a part where that is possible."""
        super().add_fields(form, index)
        if form.instance.pk and obstacles(form.instance, self.known.records):
            form.fields.pop(DELETION_FIELD_NAME, None)
