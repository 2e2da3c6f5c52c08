"""Forms about an assessment as a whole. They validate, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisor.accounts.access import Seat
from advisor.accounts.models import Workspace
from advisor.assessments.actions import Details
from advisor.assessments.models import NAME_LENGTH, TEXT_LENGTH, Assessment
from advisor.engine import Answer, Rulebook
from advisor.engine.rulebook import NONE


class PlainForm(forms.Form):
    """A form whose labels stand without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class DetailsForm(PlainForm):
    """The workload's name and what else is said about it."""

    name = forms.CharField(
        label=_("Name of the workload"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Give the workload a name, for example: Service desk.")},
    )
    component = forms.CharField(
        label=_("Component"),
        help_text=_("Where the workload has several parts: which one this is, for example: nightly import."),
        max_length=NAME_LENGTH,
        required=False,
    )
    contact = forms.CharField(label=_("Owner of the workload"), max_length=NAME_LENGTH, required=False)
    client = forms.CharField(
        label=_("Client"),
        help_text=_("For whom the report is written."),
        max_length=NAME_LENGTH,
        required=False,
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def details(self) -> Details:
        """Return what was given; only after is_valid()."""
        data = self.cleaned_data
        return Details(data["name"], data["component"], data["contact"], data["client"], data["description"])

    @staticmethod
    def initial_of(assessment: Assessment) -> dict[str, str]:
        """Return what is stored, to start the form with."""
        names = ("name", "component", "contact", "client", "description")
        return {name: getattr(assessment, name) for name in names}


class StartForm(DetailsForm):
    """A new assessment: its name, whose it is, and the services that are refused before any advice.

    ``seats`` are the workspaces that it may be put into; without any there is nothing to choose.
    """

    workspace = forms.ChoiceField(label=_("Whose it is"), required=False)

    refused = forms.MultipleChoiceField(
        label=_("Services that are refused"),
        help_text=_(
            "By you or by a policy, before any advice. They stay in the comparison, marked as ruled out."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, rulebook: Rulebook, language: str, *args: Any, seats: Sequence[Seat] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._workspaces = {str(seat.workspace.code): seat.workspace for seat in seats}
        offered = self.fields["workspace"]
        if isinstance(offered, forms.ChoiceField) and seats:
            names = [(code, workspace.name) for code, workspace in self._workspaces.items()]
            offered.choices = [("", _("Yours alone")), *names]
        else:
            del self.fields["workspace"]
        self._question = next((q for q in rulebook.questions.values() if q.rules_out_named), None)
        field = self.fields["refused"]
        if self._question is None:
            del self.fields["refused"]
        elif isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (choice.slug, choice.label.in_language(language))
                for choice in self._question.choices
                if not choice.retired and choice.slug != NONE
            ]

    def workspace_chosen(self) -> Workspace | None:
        """Return the workspace that it is to belong to; None: it is personal."""
        return self._workspaces.get(self.cleaned_data.get("workspace", ""))

    def answers(self) -> dict[str, Answer]:
        """Return the answers that are known from the start; nothing chosen refuses nothing."""
        refused = tuple(self.cleaned_data.get("refused", ()))
        return {self._question.slug: refused} if self._question is not None and refused else {}
