"""What a questionnaire file holds, and the words that every kind of file says it with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from advisor.engine import Profile, Rulebook
from advisor.engine.rulebook import Question, Section, Text
from advisor.rulebook.wording import choice_text


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a questionnaire file holds: nothing but the questions, or also answers and notes.

    ``title`` names the assessment, empty for a questionnaire that is nobody's yet. Notes are plain text.
    """

    rulebook: Rulebook
    language: str
    title: str = ""
    answers: Profile = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    def words(self, text: Text) -> str:
        """Return a text of the rulebook in the sheet's language, as one line of printable characters."""
        return one_line(text.in_language(self.language))

    def parts(self) -> Iterator[tuple[Section, list[Question]]]:
        """Yield the sections with what they ask; a retired question only where it was answered."""
        for section in self.rulebook.sections.values():
            questions = [q for q in self.shown() if q.section == section.slug]
            if questions:
                yield section, questions

    def number_of(self, slug: str) -> int:
        """Return the number that a question has on the paper, from 1."""
        order = [q.slug for _section, questions in self.parts() for q in questions]
        return order.index(slug) + 1

    def shown(self) -> Iterator[Question]:
        """Yield the questions that are asked, in the rulebook's order."""
        for slug, question in self.rulebook.questions.items():
            if not question.retired or slug in self.answers or slug in self.notes:
                yield question


def title_of(sheet: Sheet) -> str:
    """Return a file's title."""
    if sheet.title:
        return _("Questionnaire: %(title)s") % {"title": one_line(sheet.title)}
    return _("Questionnaire: how to move a workload to Azure")


def asked_when(sheet: Sheet, question: Question) -> list[str]:
    """Return the conditions under which a question is asked, a sentence each."""
    sentences = []
    for slug, choices in (question.asked_when or {}).items():
        parent = sheet.rulebook.questions[slug]
        words = {
            "number": sheet.number_of(slug) if any(q.slug == slug for q in sheet.shown()) else "–",
            "question": sheet.words(parent.label),
            "choices": _(" or ").join(
                one_line(choice_text(parent, choice, sheet.language)) for choice in choices
            ),
        }
        if parent.kind == "many":
            sentence = _("Only if the answer to question %(number)s (%(question)s) includes %(choices)s.")
        else:
            sentence = _("Only if the answer to question %(number)s (%(question)s) is %(choices)s.")
        sentences.append(sentence % words)
    return sentences


def one_line(text: str) -> str:
    """Return a text without line breaks and characters that nobody sees."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
