"""Forms about reports. They validate, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from advisor.assessments.forms import PlainForm
from advisor.assessments.models import NAME_LENGTH, TEXT_LENGTH
from advisor.reports.evaluation import CoverDetails, Logo
from advisor.reports.logos import LARGEST_KIB, LogoProblem, safe_logo


class CoverForm(PlainForm):
    """What stands on the cover beside the workload."""

    prepared_by = forms.CharField(
        label=_("Prepared by"),
        help_text=_("You or your company."),
        max_length=NAME_LENGTH,
        required=False,
    )
    version = forms.CharField(
        label=_("Version"), help_text=_("For example: 1.0, or draft."), max_length=50, required=False
    )
    confidentiality = forms.CharField(
        label=_("Confidentiality"),
        help_text=_("Stands on every page, for example: Confidential, for the board only."),
        max_length=NAME_LENGTH,
        required=False,
    )
    logo = forms.FileField(label=_("Logo"), required=False, allow_empty_file=True)
    remove_logo = forms.BooleanField(label=_("Use no logo"), required=False)

    def clean_logo(self) -> Logo | None:
        """Return the uploaded picture, made safe."""
        upload = self.cleaned_data["logo"]
        if not isinstance(upload, UploadedFile):
            return None
        content = upload.read(LARGEST_KIB * 1024 + 1)
        try:
            return safe_logo(content)
        except LogoProblem as problem:
            raise forms.ValidationError(str(problem)) from problem

    def details(self, kept: Logo | None) -> CoverDetails:
        """Return what was given, with the logo kept before where there is no new one; after is_valid()."""
        data = self.cleaned_data
        logo = None if data["remove_logo"] else (data["logo"] or kept)
        return CoverDetails(data["prepared_by"], data["version"], data["confidentiality"], logo)


class MilestoneForm(PlainForm):
    """A name for the report as it is now."""

    name = forms.CharField(
        label=_("Name of the milestone"),
        help_text=_("For example: board meeting in May, or first draft."),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Give the milestone a name, so that you find it again.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "milestone_%s", **kwargs})


class OverrideForm(PlainForm):
    """Another outcome of one decision. ``options`` are pairs of slug and name."""

    decision = forms.SlugField(widget=forms.HiddenInput)
    option = forms.ChoiceField(label=_("Decided"), error_messages={"required": _("Choose what was decided.")})
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Stands in the report and in every export, beside the recommendation."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason: an outcome without one convinces nobody.")},
    )
    by = forms.CharField(
        label=_("Decided by"),
        help_text=_("A person, a role or a body, for example: the architecture board."),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Say who decided it.")},
    )

    def __init__(self, decision: str, options: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{decision}_%s", **kwargs})
        field = self.fields["option"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose …")), *options]
