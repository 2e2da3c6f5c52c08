"""Forms about reports. They validate, nothing else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from advisor.assessments.models import NAME_LENGTH
from advisor.reports.evaluation import CoverDetails, Logo
from advisor.reports.logos import LARGEST_KIB, LogoProblem, safe_logo


class CoverForm(forms.Form):
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

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
