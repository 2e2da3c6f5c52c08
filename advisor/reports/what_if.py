"""Other answers tried out beside a report, without touching the assessment.

An address says what is tried: ``?runtime=php&databases=mysql&databases=redis``. "-" opens a question, "?" is
'I don't know', a question that is not named keeps its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext

from advisor.assessments.actions import OPEN, Open
from advisor.assessments.reading import UNKNOWN, read_answer
from advisor.engine import Answer, Compiled, Profile, Rulebook, asked
from advisor.engine.rulebook import Question
from advisor.rulebook.wording import answer_text, choice_text

#: The form's values for 'open' and for 'as it is', which an address leaves out.
TO_OPEN, AS_IS = "-", ""


@dataclass(frozen=True, slots=True)
class Tried:
    """Other answers: question → answer or open, and what is wrong with those that cannot be taken."""

    answers: Mapping[str, Answer | Open]
    problems: Mapping[str, str]

    def applied(self, profile: Profile) -> dict[str, Answer]:
        """Return a profile with the other answers in place of its own."""
        changed = {**profile, **self.answers}
        return {slug: answer for slug, answer in changed.items() if not isinstance(answer, Open)}


def read_tried(rulebook: Rulebook, profile: Profile, given: QueryDict) -> Tried:
    """Return what an address or a form tries; answers that are as they were are left out."""
    answers: dict[str, Answer | Open] = {}
    problems: dict[str, str] = {}
    for slug, question in rulebook.questions.items():
        values = [value for value in given.getlist(slug) if value.strip() != AS_IS]
        if not values:
            continue
        if values == [TO_OPEN]:
            answers[slug] = OPEN
            continue
        reading = read_answer(rulebook, question, given)
        if reading.problem:
            problems[slug] = reading.problem
        else:
            answers[slug] = reading.value
    differing = {
        slug: answer
        for slug, answer in answers.items()
        if (answer is OPEN and slug in profile)
        or (answer is not OPEN and (slug not in profile or profile[slug] != answer))
    }
    return Tried(differing, problems)


def as_fields(tried: Tried) -> list[tuple[str, str]]:
    """Return what is tried as the fields of a form, which :func:`read_tried` reads."""
    return [(slug, text) for slug, answer in tried.answers.items() for text in _texts(answer)]


def _texts(answer: Answer | Open) -> list[str]:
    if isinstance(answer, Open):
        return [TO_OPEN]
    if answer is None:
        return [UNKNOWN]
    if isinstance(answer, tuple):
        return list(answer)
    return [repr(answer) if isinstance(answer, float) else str(answer)]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be tried."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Try:
    """One question on the form: its answer now, and what is tried instead.

    ``text`` is the number tried, as it was typed; ``now`` is "" where the question is open.
    """

    question: Question
    label: str
    now: str
    choices: tuple[Choice, ...]
    text: str
    is_tried: bool
    problem: str


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one section; ``is_tried`` opens it on the page."""

    title: str
    tries: tuple[Try, ...]
    is_tried: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a form is made of: the version, the answers as they are, what is tried, what was typed."""

    compiled: Compiled
    profile: Profile
    tried: Tried
    given: QueryDict
    language: str

    def groups(self) -> list[Group]:
        """Return every question that is asked, as it is or with the answers tried, by section."""
        rulebook = self.compiled.rulebook
        shown = asked(self.compiled, self.tried.applied(self.profile)) | asked(self.compiled, self.profile)
        groups = []
        for section in rulebook.sections.values():
            questions = [q for q in rulebook.questions.values() if q.section == section.slug]
            tries = tuple(self._try(q) for q in questions if q.slug in shown and not q.retired)
            if tries:
                title = section.title.in_language(self.language)
                groups.append(Group(title, tries, any(one.is_tried or one.problem for one in tries)))
        return groups

    def _try(self, question: Question) -> Try:
        slug = question.slug
        chosen = _texts(self.tried.answers[slug]) if slug in self.tried.answers else []
        if slug in self.tried.problems:
            chosen = self.given.getlist(slug)
        words = [
            (c.slug, choice_text(question, c.slug, self.language)) for c in question.choices if not c.retired
        ]
        words += [(UNKNOWN, gettext("I don't know")), (TO_OPEN, gettext("Open"))]
        label = question.label if question.label.en else question.text
        return Try(
            question=question,
            label=label.in_language(self.language),
            now=answer_text(self.compiled.rulebook, slug, self.profile[slug], self.language)
            if slug in self.profile
            else "",
            choices=tuple(Choice(value, text, value in chosen) for value, text in words),
            text=next((text for text in chosen if text not in (UNKNOWN, TO_OPEN)), ""),
            is_tried=slug in self.tried.answers,
            problem=self.tried.problems.get(slug, ""),
        )
