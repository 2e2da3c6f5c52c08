"""A form that refuses to write over what somebody else wrote since it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict

from advisor.editor.forms.conflict import Since, changes_since, moment_in
from advisor.editor.forms.names import Known
from advisor.editor.forms.words import value_lines
from advisor.rulebook.document import canonical_json, hash_of
from advisor.rulebook.draft import raw_values
from advisor.rulebook.editing import Conflict, refuse_outdated
from advisor.rulebook.models import DraftRecord
from advisor.rulebook.reading import make_record
from advisor.rulebook.records import Record
from advisor.rulebook.schema import KINDS

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class LockedForm(ModelForm):
    """The form of a draft row with its lock, and after a conflict with what is stored now."""

    #: The lock: when the row was last written as the editor saw it.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    #: What the record said as the editor saw it: a form that still says that changes nothing.
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    #: After a conflict: when the row was written that the editor began with.
    since = forms.CharField(required=False, widget=forms.HiddenInput)

    known: Known

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound:
            self.data = cast(QueryDict, self.data).copy()
        self.schema = KINDS[self._meta.model.KIND]
        self.before = record_of(self.instance) if self.instance.pk else None
        self.untouched = False
        self.conflict: Since | None = None
        self.initial["was"] = _digest(self.before)
        self.initial["seen"] = self.instance.changed_at.isoformat() if self.instance.pk else ""
        if self.is_bound and self.instance.pk and self.sent("since"):
            self.conflict = changes_since(self.instance, moment_in(self.sent("since")))

    def sent(self, name: str) -> str:
        """Return what was sent for a field, "" for nothing."""
        return str(self.data.get(self.add_prefix(name), ""))

    def put(self, name: str, values: list[str]) -> None:
        """Put other values in the place of what was sent."""
        cast(QueryDict, self.data).setlist(self.add_prefix(name), values)

    def has_changed(self) -> bool:
        """Tell whether anything was typed; a new part has its place in the order from the start."""
        if self.untouched:
            return False
        if self.empty_permitted:
            return bool({*self.changed_data} - {"order"})
        return super().has_changed()

    def lock(self, *, confirmed: bool) -> Record | None:
        """Refuse an edit of a row that is newer than what was seen; return the record as it was typed.

        A form that was left as it was seen changes nothing, whatever is stored now, unless it confirms that.
        """
        after = record_of(self.instance)
        self.untouched = self.before is not None and not confirmed and _digest(after) == self.sent("was")
        if self.instance.pk and not self.untouched:
            try:
                refuse_outdated(self.instance, moment_in(self.sent("seen")))
            except Conflict as conflict:
                self._tell(conflict.current)
        return after

    def _tell(self, current: DraftRecord | None) -> None:
        """Say who wrote what; whoever has seen that may save."""
        if current is None:
            return  # the page offers to add it anew
        began = self.sent("since") or self.sent("seen")
        self.conflict = changes_since(current, moment_in(began))
        self.put("since", [began])
        self.put("seen", [current.changed_at.isoformat()])
        self.add_error(None, self.conflict.message)

    # ── what the page shows ──

    def stored_lines(self, name: str) -> list[str] | None:
        """Return what is stored in a field, in words, where a conflict makes it differ from what is typed."""
        if self.conflict is None or name not in self.schema.has or name not in self.fields:
            return None
        if self.conflict.fields is not None and name not in self.conflict.fields:
            return None
        field = self.fields[name]
        if not field.has_changed(self.get_initial_for_field(field, name), self[name].data):
            return None
        return self.lines(name) or [""]

    def lines(self, name: str) -> list[str]:
        """Return the stored value of a field in words."""
        # Validating a form writes what was typed into its row.
        row = (
            type(self.instance)._default_manager.get(pk=self.instance.pk) if self.is_bound else self.instance
        )
        value = raw_values(row)[name]
        decision = row.decision.slug if self.schema.name == "rule" else ""
        return value_lines(self.known, self.schema.name, self.schema.field(name), value, decision)


def record_of(row: DraftRecord) -> Record | None:
    """Return a row as a record, None if it cannot be one."""
    return make_record(row.KIND, raw_values(row))[0]


def _digest(record: Record | None) -> str:
    """Return a short text that differs where two records say something different."""
    if record is None:
        return ""
    said = {name: value for name, value in record.fields.items() if name != "korean_of"}
    return hash_of(canonical_json(said))
