"""Forms of the read-only links: how long one lasts, and what is asked of whoever opens it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth.hashers import check_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from advisor.assessments.forms import PlainForm
from advisor.assessments.models import NAME_LENGTH, ShareLink

#: Open links of one assessment, and years that one may last at most; characters of a password.
MOST_OPEN, MOST_YEARS = 50, 10
SHORTEST, LONGEST = 8, 128
ON_A_DAY = "day"
_PERIODS = {"7": _("In 7 days"), "30": _("In 30 days"), "90": _("In 90 days")}


class SharingForm(PlainForm):
    """A new link."""

    note = forms.CharField(
        label=_("For whom"),
        help_text=_("For your own list, for example: the board. Readers do not see it."),
        max_length=NAME_LENGTH,
        required=False,
    )
    ends = forms.ChoiceField(
        label=_("Ends"),
        choices=[("", _("Not before you end it")), *_PERIODS.items(), (ON_A_DAY, _("With the day below"))],
        required=False,
    )
    day = forms.DateField(
        label=_("Last day"),
        input_formats=["%Y-%m-%d"],
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as year, month and day: 2027-01-31.")},
    )
    # Shown while it is typed: it is there to be passed on, and cannot be looked up later.
    password = forms.CharField(
        label=_("Password"),
        help_text=_(
            "At least 8 characters; empty: none is asked. Tell it by another way than the link. "
            "It is not shown again."
        ),
        min_length=SHORTEST,
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"min_length": _("Choose a longer password: at least 8 characters.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "share_%s", **kwargs})

    def clean(self) -> dict[str, Any]:
        """Return what was given, with ``expires_at``; an error where the end is not clear."""
        data = self.cleaned_data
        day, on_a_day = data.get("day"), data.get("ends") == ON_A_DAY
        if on_a_day and day is None and "day" not in self.errors:
            self.add_error("day", _("Say which day is the last."))
        elif day is not None and not on_a_day:
            self.add_error("ends", _("Choose “With the day below”, or clear the day."))
        elif day is not None:
            self._check(day)
        return {**data, "expires_at": self._end(data)}

    def _check(self, day: date) -> None:
        today = timezone.localdate()
        if day < today:
            self.add_error("day", _("The last day is over already. Choose today or a later one."))
        elif day.year > today.year + MOST_YEARS:
            self.add_error("day", _("A link lasts ten years at most."))

    def _end(self, data: dict[str, Any]) -> datetime | None:
        if self.errors or not data["ends"]:
            return None
        if data["ends"] == ON_A_DAY:
            return timezone.make_aware(datetime.combine(data["day"], time.max))
        return timezone.now() + timedelta(days=int(data["ends"]))


class UnlockForm(PlainForm):
    """The password of a link."""

    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Type the password that came with the link.")},
    )

    def __init__(self, link: ShareLink, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._link = link

    def clean_password(self) -> str:
        """Return the password if it is the link's."""
        given: str = self.cleaned_data["password"]
        if not check_password(given, self._link.password):
            raise forms.ValidationError(
                _("This is not the password of this link. Ask whoever gave it to you.")
            )
        return given
