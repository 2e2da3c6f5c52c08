"""Reading a questionnaire that somebody filled in, and taking its answers over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advisor.assessments.actions import OPEN, Given, Open, save_answers
from advisor.assessments.models import TEXT_LENGTH, Assessment
from advisor.assessments.models import Answer as StoredAnswer
from advisor.assessments.profile import profile_of
from advisor.engine import Answer, ProfileError, Rulebook, parse_profile
from advisor.engine.rulebook import Question
from advisor.plain_text import PlainTextError, load_plain
from advisor.rulebook.wording import number_text, profile_error_text

#: Larger files are refused unread.
LARGEST_KIB = 256
#: More problems than this are only counted.
MOST_PROBLEMS = 100
#: What can be decided where the paper and the assessment differ.
STORED = "stored"
FILE = "file"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a filled questionnaire says; ``problems`` are why it is refused, in the page's language."""

    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    problems: tuple[str, ...] = ()

    def text(self) -> str:
        """Return it as JSON that :func:`read_paper` reads."""
        return json.dumps({"profile": self.answers, "notes": self.notes})


@dataclass(frozen=True, slots=True)
class Difference:
    """A question whose stored answer or note would be overwritten.

    ``value`` and ``note`` are what would then be stored. ``field`` names the decision between the two; it
    holds the revision of the stored answer, so that a decision counts only for the answer that was shown.
    """

    question: Question
    field: str
    stored_value: Answer | Open
    stored_note: str
    value: Answer | Open
    note: str
    choice: str = ""


class _Unreadable(Exception):
    """Raised inside this module only; the message is a sentence for the reader."""


def read_paper(rulebook: Rulebook, text: str) -> Paper:
    """Read YAML or JSON: a profile with notes, a plain profile, or what `recommend --format json` writes.

    Nothing is raised: what is wrong stands in ``problems``, all of it at once where the file is readable.
    """
    if len(text.encode(errors="replace")) > LARGEST_KIB * 1024:
        return _refused(_("The file is larger than %(most)s KiB.") % {"most": LARGEST_KIB})
    try:
        raw, raw_notes = _parts(_parsed(text))
    except _Unreadable as unreadable:
        return _refused(str(unreadable))
    answers, errors = parse_profile(rulebook, raw)
    notes: dict[str, str] = {}
    wrong_notes = []
    for question, note in raw_notes.items():
        if problem := _problem_with_note(rulebook, question, note):
            wrong_notes.append(problem)
        elif note and note.strip():
            notes[question] = note.replace("\r\n", "\n").strip()
    problems = _told(rulebook, errors, wrong_notes)
    if not (answers or notes or problems):
        return _refused(_("The file has no answers: remove the # before the questions you answer."))
    return Paper(answers, notes, problems)


@transaction.atomic
def take_over(
    assessment: Assessment, rulebook: Rulebook, paper: Paper, choices: Mapping[str, str]
) -> tuple[int, tuple[Difference, ...]]:
    """Store what a paper says, all or nothing: the number of changed answers, and what stands against it.

    ``choices`` maps :attr:`Difference.field` to STORED or FILE. Nothing is stored while a
    difference is not decided; then all differences are returned, with the choices made so far.
    """
    Assessment.objects.select_for_update().get(pk=assessment.pk)
    stored = {answer.question: answer for answer in assessment.answers.all()}
    differences = _differences(rulebook, stored, paper, choices)
    if any(not difference.choice for difference in differences):
        return 0, differences
    kept = {d.question.slug for d in differences if d.choice == STORED}
    changed, _none = save_answers(
        assessment,
        {
            slug: _given(stored.get(slug), paper, slug)
            for slug in rulebook.questions
            if slug not in kept and (slug in paper.answers or slug in paper.notes)
        },
    )
    return changed, ()


def _given(before: StoredAnswer | None, paper: Paper, slug: str) -> Given:
    """Return what to store for a question of the paper; what it does not say stays as it was."""
    value = before.value if before and before.given else OPEN
    return Given(paper.answers.get(slug, value), paper.notes.get(slug, before.note if before else ""))


def _differences(
    rulebook: Rulebook, stored: Mapping[str, StoredAnswer], paper: Paper, choices: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Return what taking the paper over would overwrite; an 'I don't know' may become an answer unasked."""
    profile = profile_of(rulebook, stored)
    found = []
    for slug, question in rulebook.questions.items():
        before = stored.get(slug)
        if before is None:
            continue
        old: Answer | Open = profile.get(slug, OPEN)
        value = paper.answers.get(slug, old)
        note = paper.notes.get(slug, before.note)
        known = old is not None and not isinstance(old, Open)
        if (known and value != old) or (before.note and note != before.note):
            field = f"choice.{slug}.{before.revision}"
            choice = choices.get(field, "")
            choice = choice if choice in (STORED, FILE) else ""
            found.append(Difference(question, field, old, before.note, value, note, choice))
    return tuple(found)


def _refused(problem: str) -> Paper:
    return Paper({}, {}, (problem,))


def _parsed(text: str) -> Any:
    try:
        return load_plain(text, references=False)
    except PlainTextError as error:
        raise _Unreadable(_unreadable(error)) from error


def _unreadable(error: PlainTextError) -> str:
    words = {"line": error.line, "reason": _printable(error.reason)}
    if error.line is None:
        return _("The file can be read neither as YAML nor as JSON: %(reason)s.") % words
    return (
        _(
            "Line %(line)s cannot be read: %(reason)s. Every answer has the form “question: answer” with the "
            "same indentation; put notes in quotes."
        )
        % words
    )


def _parts(document: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return answers and notes as they stand in the file."""
    if isinstance(document, list) and len(document) == 1:
        document = document[0]
    elif isinstance(document, list):
        raise _Unreadable(_("The file holds a list of profiles. Give a file with one profile."))
    if document is None:
        raise _Unreadable(_("The file is empty."))
    if not isinstance(document, dict):
        raise _Unreadable(_("The file is not a filled questionnaire: it has no lines “question: answer”."))
    if "profile" not in document:
        return document, {}
    parts = []
    for name in ("profile", "notes"):
        part = document.get(name)
        if part is not None and not isinstance(part, dict):
            raise _Unreadable(_("“%(name)s” must hold lines “question: …”.") % {"name": name})
        parts.append(part or {})
    return parts[0], parts[1]


def _problem_with_note(rulebook: Rulebook, question: Any, note: Any) -> str:
    """Return what is wrong with a note, empty where nothing is."""
    words = {"question": str(question)[:60], "most": number_text(TEXT_LENGTH)}
    if question not in rulebook.questions:
        return _("Notes: there is no question “%(question)s”.") % words
    if note is None:
        return ""
    if not isinstance(note, str):
        return _("The note on %(question)s is not a text. Put it in quotes.") % words
    if len(note.strip()) > TEXT_LENGTH:
        return _("The note on %(question)s is longer than %(most)s characters.") % words
    if "\x00" in note or _printable(note) != note:
        return _("The note on %(question)s has characters that cannot be stored.") % words
    return ""


def _told(rulebook: Rulebook, errors: Sequence[ProfileError], wrong_notes: Sequence[str]) -> tuple[str, ...]:
    """Return all problems as sentences; where there are very many, the last sentence counts the rest."""
    language = get_language() or "en"
    told = [profile_error_text(rulebook, error, language) for error in errors[:MOST_PROBLEMS]]
    told += wrong_notes[: MOST_PROBLEMS - len(told)]
    rest = len(errors) + len(wrong_notes) - len(told)
    if rest:
        told.append(_("And %(count)s more problems of this kind.") % {"count": number_text(rest)})
    return tuple(_printable(sentence) for sentence in told)


def _printable(text: str) -> str:
    """Return a text that can be sent: half a character, as JSON can hold it, becomes a question mark."""
    return text.encode(errors="replace").decode()
