"""One rule as a small form: the points of its options, the reason in both languages, the date checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisor.rulebook.models import Rule
from advisor.rulebook.schema import POINTS

RULES_OUT = "rules_out"


@dataclass(frozen=True, slots=True)
class OptionFields:
    """What stands in one option's line of the form."""

    slug: str
    name: str
    points: forms.BoundField
    out: forms.BoundField


class RowForm(forms.Form):
    """The small form of a rule. ``cleaned_data`` has ``effects`` as a fixture would write them."""

    # What is missing is said by the server, in the language of the page.
    use_required_attribute = False

    because_en = forms.CharField(label=_("Reason in English"), widget=forms.Textarea(attrs={"rows": 3}))
    because_ko = forms.CharField(label=_("Reason in Korean"), widget=forms.Textarea(attrs={"rows": 3}))
    korean_fits = forms.BooleanField(label=_("The Korean says the same as the English"), required=False)
    checked_on = forms.DateField(
        label=_("Date checked"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    today = forms.BooleanField(label=_("checked today"), required=False)
    seen = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, options: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._options = options
        for slug in options:
            self.fields[f"points-{slug}"] = forms.IntegerField(
                required=False, min_value=POINTS.start, max_value=POINTS.stop - 1
            )
            self.fields[f"out-{slug}"] = forms.BooleanField(required=False)

    def option_fields(self) -> list[OptionFields]:
        """Return the lines of the options."""
        return [
            OptionFields(slug, name, self[f"points-{slug}"], self[f"out-{slug}"])
            for slug, name in self._options.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Gather the effects; nothing, or points and a veto for the same option, is refused."""
        data = self.cleaned_data
        effects: dict[str, int | str] = {}
        for slug in self._options:
            points, out = data.get(f"points-{slug}"), data.get(f"out-{slug}")
            if points and out:
                self.add_error(f"points-{slug}", _("Give points or tick “rules out”, not both."))
            elif out:
                effects[slug] = RULES_OUT
            elif points:
                effects[slug] = points
        if not effects and not self.errors:
            self.add_error(None, _("Give at least one option points, or rule it out."))
        for name in ("because_en", "because_ko"):
            if name in data:  # browsers send the line ends of another system
                data[name] = data[name].replace("\r\n", "\n")
        if data.get("today"):
            data["checked_on"] = timezone.localdate()
        return {**data, "effects": effects}


def values_of(rule: Rule) -> dict[str, Any]:
    """Return what the form of a rule begins with."""
    values: dict[str, Any] = {
        "because_en": rule.because_en,
        "because_ko": rule.because_ko,
        "checked_on": rule.checked_on,
        "seen": rule.changed_at.isoformat(),
    }
    for option, effect in rule.effects.items():
        values |= {f"out-{option}": True} if effect == RULES_OUT else {f"points-{option}": effect}
    return values


def take_over(rule: Rule, data: Mapping[str, Any]) -> None:
    """Put what the form says into the row, unsaved. A new Korean text, or a word for it, dates it anew."""
    if data["korean_fits"] or data["because_ko"] != rule.because_ko:
        rule.korean_of = ""
    rule.effects = data["effects"]
    rule.because_en, rule.because_ko = data["because_en"], data["because_ko"]
    rule.checked_on = data["checked_on"]
