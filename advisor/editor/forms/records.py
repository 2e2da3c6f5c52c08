"""The parts of a record, edited with it: the choices of a question, the options of a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME

from advisor.editor.forms.press import press_of
from advisor.editor.removal import obstacles

if TYPE_CHECKING:
    BaseInlineFormSet = forms.BaseInlineFormSet[Any, Any, Any]
else:
    BaseInlineFormSet = forms.BaseInlineFormSet


class RecordFormSet(BaseInlineFormSet):
    """Forms of records below their parent; what was published or is needed cannot be removed."""

    def is_valid(self) -> bool:
        """Tell whether the forms may be saved; not where a button only changed rows."""
        return press_of(self.data) is None and super().is_valid()

    def add_fields(self, form: Any, index: int | None) -> None:
        """Offer to remove a part where that is possible; put a new one behind the others."""
        super().add_fields(form, index)
        if form.instance.pk and obstacles(form.instance):
            del form.fields[DELETION_FIELD_NAME]
        if not form.instance.pk:
            form.initial["order"] = self._next_order(index or 0)

    def _next_order(self, index: int) -> int:
        orders = [form.instance.order for form in self.initial_forms] if index else []
        return max(orders, default=0) + 1 + max(index - self.initial_form_count(), 0)
