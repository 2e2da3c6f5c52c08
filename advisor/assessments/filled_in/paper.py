"""A questionnaire that somebody filled in, read from YAML or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advisor.assessments.models import TEXT_LENGTH
from advisor.engine import Answer, ProfileError, Rulebook, parse_profile
from advisor.plain_text import PlainTextError, load_plain
from advisor.rulebook.wording import number_text, profile_error_text

#: Larger files are refused unread.
LARGEST_KIB = 256
#: More problems than this are only counted.
MOST_PROBLEMS = 100
#: A name of whoever filled a file in is cut at this length.
LONGEST_NAME = 80
#: The key that names whoever filled a file in.
BY = "filled_in_by"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a filled questionnaire says; ``problems`` are why it is refused, in the page's language.

    ``by`` is who filled it in, "" where that is not known.
    """

    answers: Mapping[str, Answer]
    notes: Mapping[str, str]
    problems: tuple[str, ...] = ()
    by: str = ""

    def text(self) -> str:
        """Return it as JSON that :func:`read_paper` reads."""
        said: dict[str, Any] = {"profile": self.answers, "notes": self.notes}
        if self.by:
            said[BY] = self.by
        return json.dumps(said, ensure_ascii=False)


class _Unreadable(Exception):
    """Raised inside this module only; the message is a sentence for the reader."""


def read_paper(rulebook: Rulebook, text: str) -> Paper:
    """Read YAML or JSON: a profile with notes, a plain profile, or what `recommend --format json` writes.

    Nothing is raised: what is wrong stands in ``problems``, all of it at once where the file is readable.
    """
    if len(text.encode(errors="replace")) > LARGEST_KIB * 1024:
        return refused(_("The file is larger than %(most)s KiB.") % {"most": LARGEST_KIB})
    try:
        document = _document(_parsed(text))
        raw, raw_notes = _parts(document)
    except _Unreadable as unreadable:
        return refused(str(unreadable))
    by = document.get(BY) if "profile" in document else None
    return checked(rulebook, raw, raw_notes, name_of(by) if isinstance(by, str) else "")


def checked(rulebook: Rulebook, raw: Mapping[str, Any], raw_notes: Mapping[Any, Any], by: str) -> Paper:
    """Return raw answers and notes as a paper, with all that is wrong with them."""
    answers, errors = parse_profile(rulebook, raw)
    notes: dict[str, str] = {}
    wrong_notes = []
    for question, note in raw_notes.items():
        if problem := problem_with_note(rulebook, question, note):
            wrong_notes.append(problem)
        elif note and note.strip():
            notes[question] = note.replace("\r\n", "\n").strip()
    problems = _told(rulebook, errors, wrong_notes)
    if not (answers or notes or problems):
        return refused(_("The file has no answers: remove the # before the questions you answer."))
    return Paper(answers, notes, problems, by)


def refused(*problems: str) -> Paper:
    """Return a paper that says nothing but why."""
    return Paper({}, {}, problems)


def name_of(text: str) -> str:
    """Return who filled a file in, as one line of printable characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME].strip()


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


def _document(document: Any) -> dict[str, Any]:
    """Return the one profile of a file."""
    if isinstance(document, list) and len(document) == 1:
        document = document[0]
    elif isinstance(document, list):
        raise _Unreadable(_("The file holds a list of profiles. Give a file with one profile."))
    if document is None:
        raise _Unreadable(_("The file is empty."))
    if not isinstance(document, dict):
        raise _Unreadable(_("The file is not a filled questionnaire: it has no lines “question: answer”."))
    return document


def _parts(document: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return answers and notes as they stand in the file."""
    if "profile" not in document:
        return document, {}
    parts = []
    for name in ("profile", "notes"):
        part = document.get(name)
        if part is not None and not isinstance(part, dict):
            raise _Unreadable(_("“%(name)s” must hold lines “question: …”.") % {"name": name})
        parts.append(part or {})
    return parts[0], parts[1]


def problem_with_note(rulebook: Rulebook, question: Any, note: Any) -> str:
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
