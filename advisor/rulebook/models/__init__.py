"""The draft, one model for each kind of record, and the published versions."""

from advisor.rulebook.field_names import field_label
from advisor.rulebook.models.base import DraftRecord
from advisor.rulebook.models.catalogue import Chapter, Decision, Fact, Option, Service, Source, Table, Term
from advisor.rulebook.models.log import Event, FileHead
from advisor.rulebook.models.questions import Choice, Question, Section
from advisor.rulebook.models.rules import Advice, Rule, Scenario
from advisor.rulebook.models.version import Version

__all__ = [
    "Advice",
    "Chapter",
    "Choice",
    "Decision",
    "DraftRecord",
    "Event",
    "Fact",
    "FileHead",
    "Option",
    "Question",
    "Rule",
    "Scenario",
    "Section",
    "Service",
    "Source",
    "Table",
    "Term",
    "Version",
]


def _name_fields() -> None:
    """Call the columns what differences and findings call them, so that a field has one name everywhere."""
    for model in DraftRecord.__subclasses__():
        for field in model._meta.local_fields:
            if field.name not in ("id", "changed_at"):
                field.verbose_name = field_label(model.KIND, field.name)


_name_fields()
