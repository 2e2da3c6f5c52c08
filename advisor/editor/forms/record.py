"""The form of a draft record: shapes for its fields, names that stay, the state of its Korean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from advisor.editor.forms.korean import is_stale, korean_after
from advisor.editor.forms.locked import LockedForm
from advisor.editor.forms.names import Known, known_draft
from advisor.editor.forms.press import ROWS, press_of
from advisor.editor.forms.shape import ShapeField, Typed, same
from advisor.editor.forms.shapes import HELP, SHAPED, Around, shape_of
from advisor.editor.links import retire_url
from advisor.editor.removal import needed_by, slug_is_fixed
from advisor.editor.row_names import row_name
from advisor.rulebook.field_names import field_label
from advisor.rulebook.models import Decision
from advisor.rulebook.renaming import renamed

#: Longer than that no primary key is.
_LONGEST_PK = 18


class RecordForm(LockedForm):
    """A draft record. A button that changes rows leaves the form unsaved and without complaints."""

    korean_fits = forms.BooleanField(
        required=False,
        label=_("The Korean fits the English as it is now"),
        help_text=_("Tick it where you changed the English alone and the Korean still says the same."),
    )

    def __init__(self, *args: Any, known: Known | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.known = known or known_draft()
        self.book = self.known.book
        self.press = press_of(self.data) if self.is_bound else None
        self.stale = self.before is not None and is_stale(self.before)
        self.decision = self._decision()
        #: Where the record is retired, if that takes more than a tick.
        self.retire_url = ""
        if "korean_of" not in self.schema.has:
            del self.fields["korean_fits"]
        self._set_up_plain_fields()
        self._give_shapes()
        self._take_stored()
        if self.instance.pk:
            self._keep_what_stays()

    # ── fields ──

    def _decision(self) -> str:
        """Return the slug of the decision that is chosen in a rule's form, "" for none."""
        if self.schema.name != "rule":
            return ""
        if not self.is_bound or "decision" not in self.fields:
            return str(self.instance.decision.slug) if self.instance.decision_id else ""
        pk = self.sent("decision")
        known = pk.isascii() and pk.isdecimal() and len(pk) < _LONGEST_PK
        chosen = Decision.objects.filter(pk=pk).first() if known else None
        return chosen.slug if chosen else ""

    def _set_up_plain_fields(self) -> None:
        for name, field in self.fields.items():
            if name.endswith("_ko"):
                field.help_text = ""
                field.widget.attrs["lang"] = "ko"
            if isinstance(field, forms.ModelChoiceField):
                field.label_from_instance = _row_words  # type: ignore[assignment,method-assign]
        if self.schema.name == "rule" and "decision" in self.fields:
            asks = f'{{"{ROWS}": "decision:update"}}'
            asking = {"hx-post": "", "hx-trigger": "change", "hx-vals": asks, "hx-swap": "none"}
            self.fields["decision"].widget.attrs |= asking

    def _keep_what_stays(self) -> None:
        """Keep a name that was published, and in use what others need."""
        slug, retired = self.fields.get("slug"), self.fields.get("retired")
        if slug and slug_is_fixed(self.instance):
            slug.disabled = True
            slug.help_text = _("This name was published: it never changes.")
        if retired and not self.instance.retired and needed_by(self.instance, self.known.records):
            retired.disabled = True
            retired.help_text = _(
                "Other records need it: what becomes of them is settled when it is retired."
            )
            self.retire_url = retire_url(self.schema.name, self.instance.natural_key())

    def _give_shapes(self) -> None:
        """Put a field of its shape in the place of each raw one; those that others depend on come first."""
        shaped = [spec for spec in self.schema.fields if spec.type in SHAPED and spec.name in self.fields]
        around = Around(self.instance.slug, self.decision)
        for spec in sorted(shaped, key=lambda spec: spec.type in ("rows", "notes")):
            shape = shape_of(spec, self.book, around)
            label = field_label(self.schema.name, spec.name)
            field = ShapeField(shape, spec, label=label, help_text=HELP.get(spec.type, ""))
            self.fields[spec.name] = field
            if self.press and self.press.field == self.add_prefix(spec.name):
                field.widget.press = self.press
            if spec.type in ("columns", "answers"):
                around = around.beside(spec.type, self.typed(spec.name).rows)

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

    # ── buttons ──

    def _take_stored(self) -> None:
        """Put the stored value in the place of what was typed, where the editor takes it."""
        if self.press is None or self.press.verb != "take" or not self.instance.pk:
            return
        name = next((name for name in self.fields if self.add_prefix(name) == self.press.field), "")
        field = self.fields.get(name)
        if isinstance(field, ShapeField):
            field.widget.taken = field.prepare_value(self.initial[name])
        elif isinstance(field, forms.BooleanField):
            self.put(name, ["on"] if self.initial.get(name) else [])
        elif field is not None and name in self.schema.has:
            shown = field.widget.format_value(field.prepare_value(self.initial[name]))
            self.put(name, shown if isinstance(shown, list) else [shown or ""])

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

    # ── saving ──

    def clean(self) -> dict[str, Any]:
        """Keep values that say the same as before; refuse a new name that cannot be had."""
        cleaned = super().clean() or self.cleaned_data
        for name in [name for name, field in self.fields.items() if isinstance(field, ShapeField)]:
            if name in cleaned and name in self.initial and same(self.initial[name], cleaned[name]):
                cleaned[name] = self.initial[name]
        self._check_name(str(cleaned.get("slug", "")))
        return cleaned

    def _check_name(self, slug: str) -> None:
        """Say why a stored record cannot have a new name."""
        if self.before is None or slug in ("", self.before.slug):
            return
        try:
            renamed(self.known.records, self.before.kind, self.before.key, slug)
        except ValueError as error:
            self.add_error("slug", str(error))

    def _post_clean(self) -> None:
        """Refuse an edit of a row that somebody else wrote since; note for which English the Korean is."""
        super()._post_clean()  # type: ignore[misc]
        fits = bool(self.cleaned_data.get("korean_fits"))
        after = self.lock(confirmed=fits)
        if after is not None and "korean_of" in after.fields:
            self.instance.korean_of = korean_after(self.before, after, fits)


def _row_words(row: Any) -> str:
    """Return what a chooser calls a row: its name, and its slug."""
    name = row_name(row)
    return f"{name} ({row.slug})" if name != row.slug else name
