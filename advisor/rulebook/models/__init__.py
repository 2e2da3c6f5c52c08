"""The draft, one model for each kind of record, and the published versions."""

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
