"""The form of a draft record: shapes for its fields, a lock against lost edits, the state of its Korean."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from advisor.editor.forms.conflict import Since, changes_since, moment_in
from advisor.editor.forms.korean import is_stale, korean_after
from advisor.editor.forms.names import Known, known_draft
from advisor.editor.forms.press import ROWS, press_of
from advisor.editor.forms.shape import ShapeField, Typed, same
from advisor.editor.forms.shapes import FOLLOWED_BY, SHAPED, Around, shape_of
from advisor.editor.forms.words import value_lines
from advisor.editor.links import retire_url
from advisor.editor.removal import needed_by, slug_is_fixed
from advisor.rulebook.document import canonical_json
from advisor.rulebook.draft import raw_values
from advisor.rulebook.editing import Conflict, refuse_outdated
from advisor.rulebook.field_names import field_label
from advisor.rulebook.models import Decision, DraftRecord
from advisor.rulebook.reading import make_record
from advisor.rulebook.records import Record
from advisor.rulebook.renaming import renamed
from advisor.rulebook.schema import KINDS

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class RecordForm(ModelForm):
    """A draft record. A button that changes rows leaves the form unsaved and without complaints."""

    #: The lock: when the row was last written as the editor saw it.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    #: What the record said as the editor saw it: a form that still says that changes nothing.
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    #: After a conflict: when the row was written that the editor began with.
    since = forms.CharField(required=False, widget=forms.HiddenInput)
    korean_fits = forms.BooleanField(
        required=False,
        label=_("The Korean fits the English as it is now"),
        help_text=_("Tick it where you changed the English alone and the Korean still says the same."),
    )

    def __init__(self, *args: Any, known: Known | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known or known_draft()
        self.schema = KINDS[self._meta.model.KIND]
        self.book = self.known.book
        self.press = press_of(self.data) if self.is_bound else None
        self.before = _record(self.instance) if self.instance.pk else None
        self.stale = self.before is not None and is_stale(self.before)
        self.conflict: Since | None = None
        #: (before, after) of all that a new name of the record changes.
        self.renames: tuple[tuple[Record, Record], ...] = ()
        #: Where the record is retired, if that takes more than a tick.
        self.retire_url = ""
        self.untouched = False
        self.initial["was"] = _digest(self.before)
        self.initial["seen"] = self.instance.changed_at.isoformat() if self.instance.pk else ""
        if self.is_bound:
            self.data = cast(QueryDict, self.data).copy()
        if "korean_of" not in self.schema.has:
            del self.fields["korean_fits"]
        self._name_refs()
        self._fix_names()
        self._give_shapes()
        self._press()
        if self.is_bound and self.instance.pk and self._sent("since"):
            self.conflict = changes_since(self.instance, moment_in(self._sent("since")))

    # ── fields ──

    def _fix_names(self) -> None:
        """Keep a name that was published, and in use what others need."""
        for name, field in self.fields.items():
            if name.endswith("_ko"):
                field.help_text = ""
                field.widget.attrs["lang"] = "ko"
        if not self.instance.pk:
            return
        if "slug" in self.fields and slug_is_fixed(self.instance):
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("This name was published: it never changes.")
        retiring = self.fields.get("retired")
        if retiring and not self.instance.retired and needed_by(self.instance, self.known.records):
            retiring.disabled = True
            retiring.help_text = _(
                "Other records need it: what becomes of them is settled while it is retired."
            )
            self.retire_url = retire_url(self.schema.name, self.instance.natural_key())

    def _name_refs(self) -> None:
        for spec in self.schema.fields:
            field = self.fields.get(spec.name)
            if field is not None and spec.type not in SHAPED and spec.name in FOLLOWED_BY and not self.prefix:
                asking = f'{{"{ROWS}": "{spec.name}:update"}}'
                field.widget.attrs |= {
                    "hx-post": "",
                    "hx-trigger": "change",
                    "hx-vals": asking,
                    "hx-swap": "none",
                }
            if isinstance(field, forms.ModelChoiceField):
                field.label_from_instance = _row_words  # type: ignore[assignment,method-assign]

    def _give_shapes(self) -> None:
        """Put a field of its shape in the place of each raw one; those that others depend on come first."""
        shaped = [spec for spec in self.schema.fields if spec.type in SHAPED and spec.name in self.fields]
        around = Around(self.instance.slug, self.decision)
        for spec in sorted(shaped, key=lambda spec: spec.type in ("rows", "notes")):
            field = ShapeField(
                shape_of(spec, self.book, around),
                spec,
                label=field_label(self.schema.name, spec.name),
                help_text=SHAPE_HELP.get(spec.type, ""),
            )
            self.fields[spec.name] = field
            if self.press and self.press.field == self.add_prefix(spec.name):
                field.widget.press = self.press
            if spec.type == "columns":
                around = Around(self.instance.slug, self.decision, columns=self.typed(spec.name).rows)
            if spec.type == "answers":
                names = [row["name"] for row in self.typed(spec.name).rows if row["name"]]
                around = Around(self.instance.slug, self.decision, answered=names)

    @property
    def decision(self) -> str:
        """The slug of the decision that is chosen in a rule's form, "" for none."""
        if self.schema.name != "rule":
            return ""
        if self.is_bound and "decision" in self.fields:
            pk = self._sent("decision")
            slugs = Decision.objects.filter(pk=pk).values_list("slug", flat=True) if pk.isdecimal() else ()
            return next(iter(slugs), "")
        return str(self.instance.decision.slug) if self.instance.decision_id else ""

    def typed(self, name: str) -> Typed:
        """Return what a field with a shape shows."""
        shown: Typed = self.fields[name].prepare_value(self[name].value())
        return shown

    def so_far(self, name: str) -> Any:
        """Return what the complete rows of a field say."""
        field = self.fields.get(name)
        return (
            field.so_far(self.typed(name)) if isinstance(field, ShapeField) else getattr(self.instance, name)
        )

    def _sent(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name), ""))

    def _put(self, name: str, values: list[str]) -> None:
        cast(QueryDict, self.data).setlist(self.add_prefix(name), values)

    # ── buttons ──

    def _press(self) -> None:
        """Put the stored value in the place of what was typed, where the editor takes it."""
        if self.press is None or self.press.verb != "take" or not self.instance.pk:
            return
        name = next((name for name in self.fields if self.add_prefix(name) == self.press.field), "")
        field = self.fields.get(name)
        if isinstance(field, ShapeField):
            field.widget.taken = field.prepare_value(self.initial[name])
        elif field is not None and name in self.schema.has:
            shown = field.widget.format_value(field.prepare_value(self.initial[name]))
            if isinstance(field, forms.BooleanField):
                self._put(name, ["on"] if self.initial[name] else [])
            else:
                self._put(name, shown if isinstance(shown, list) else [shown or ""])

    def full_clean(self) -> None:
        """Check the form, unless it is only to be shown with other rows."""
        if self.press is None:
            super().full_clean()
            return
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def is_valid(self) -> bool:
        """Tell whether the form may be saved."""
        return self.press is None and super().is_valid()

    def has_changed(self) -> bool:
        """Tell whether anything was typed; a new part has its place in the order from the start."""
        if self.untouched:
            return False
        if self.empty_permitted:
            return bool({*self.changed_data} - {"order"})
        return super().has_changed()

    # ── saving ──

    def clean(self) -> dict[str, Any]:
        """Keep values that say the same as before; see what a new name changes."""
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if (
                isinstance(field, ShapeField)
                and name in cleaned
                and same(self.initial.get(name), cleaned[name])
            ):
                cleaned[name] = self.initial[name]
        self._follow_name(str(cleaned.get("slug", "")))
        return cleaned

    def _follow_name(self, slug: str) -> None:
        """Work out what a new name of a stored record changes elsewhere."""
        if self.before is None or slug in ("", self.before.slug):
            return
        try:
            self.renames = renamed(self.known.records, self.before.kind, self.before.key, slug)
        except ValueError as error:
            self.add_error("slug", str(error))

    def _refuse_outdated(self) -> None:
        seen = moment_in(self._sent("seen"))
        try:
            refuse_outdated(self.instance, seen)
        except Conflict as conflict:
            if conflict.current is None:
                raise
            self.conflict = changes_since(
                conflict.current, moment_in(self._sent("since") or self._sent("seen"))
            )
            self._put("since", [self._sent("since") or self._sent("seen")])
            self._put("seen", [conflict.current.changed_at.isoformat()])
            self.add_error(None, self.conflict.message)

    def _post_clean(self) -> None:
        """Refuse an edit of a row that somebody else wrote since; note for which English the Korean is."""
        super()._post_clean()  # type: ignore[misc]
        after = _record(self.instance)
        fits = bool(self.cleaned_data.get("korean_fits"))
        self.untouched = self.before is not None and not fits and _digest(after) == self._sent("was")
        if self.instance.pk and not self.untouched:
            self._refuse_outdated()
        if after is not None and "korean_of" in after.fields:
            self.instance.korean_of = korean_after(self.before, after, fits)

    # ── what the page shows ──

    def stored_lines(self, name: str) -> list[str] | None:
        """Return what is stored in a field, in words, where a conflict makes it differ from what is typed."""
        if self.conflict is None or name not in self.schema.has or name not in self.fields:
            return None
        if self.conflict.fields is not None and name not in self.conflict.fields:
            return None
        if not self.fields[name].has_changed(
            self.get_initial_for_field(self.fields[name], name), self[name].data
        ):
            return None
        return self.lines(name) or [""]

    def lines(self, name: str) -> list[str]:
        """Return the stored value of a field in words."""
        choices: Any = self._meta.model._meta.get_field(name).flatchoices
        value = (
            raw_values(self.instance)[name]
            if self.is_bound is False
            else raw_values(_stored(self.instance))[name]
        )
        if choices:
            return [str(words) for key, words in choices if key == value and value]
        return value_lines(self.book, self.schema.field(name), value, self._stored_decision())

    def _stored_decision(self) -> str:
        return (
            str(self.instance.decision.slug)
            if self.schema.name == "rule" and self.instance.decision_id
            else ""
        )


def _stored(row: DraftRecord) -> DraftRecord:
    """Return the row as it is stored: validating a form writes what was typed into its instance."""
    return type(row)._default_manager.get(pk=row.pk)


def _record(row: DraftRecord) -> Record | None:
    return make_record(row.KIND, raw_values(row))[0]


def _digest(record: Record | None) -> str:
    """Return a short text that differs where two records say something different."""
    if record is None:
        return ""
    said = {name: value for name, value in record.fields.items() if name != "korean_of"}
    return hashlib.sha256(canonical_json(said).encode()).hexdigest()[:16]


def _row_words(row: Any) -> str:
    """Return what a chooser calls a row: its name, and its slug."""
    stem = "name" if hasattr(row, "name_en") else "label" if hasattr(row, "label_en") else "title"
    korean = getattr(row, f"{stem}_ko") if (get_language() or "").startswith("ko") else ""
    name = korean or getattr(row, f"{stem}_en")
    return f"{name} ({row.slug})" if name else str(row.slug)


SHAPE_HELP: dict[str, Any] = {
    "conditions": _("All of them must hold. Without an answer none does."),
    "asked_when": _("Without a row it is always asked."),
    "effects": _("For each option: points, a veto, or nothing."),
    "refs": _("The most important first."),
    "answers": _("What is not listed is not stated."),
    "notes": _("The words of the source on which an answer rests."),
    "picks": _("Without a tick nothing is said of a decision."),
    "given": _("Without a tick it is not known what came out."),
}
