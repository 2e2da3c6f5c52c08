"""Reading one answer from a form: what was given, and if it cannot be taken, why and what would be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from advisor.assessments.actions import OPEN, Open
from advisor.assessments.models import TEXT_LENGTH
from advisor.engine import Answer, ProfileError, Rulebook, parse_profile
from advisor.engine.rulebook import Question, Text
from advisor.rulebook.wording import number_text

#: The form's value for 'I don't know'.
UNKNOWN = "?"
_DECIMAL = {"kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "pb": 1e15}
_BINARY = {"kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40, "pib": 2**50}
_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+)\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer as a form gives it.

    ``value`` is valid where ``problem`` is empty. ``raw`` is what was typed, to be shown again.
    ``suggestion`` is a number that could be meant.
    """

    value: Answer | Open
    note: str
    revision: int | None
    raw: tuple[str, ...]
    problem: str = ""
    suggestion: str = ""


def read_answer(rulebook: Rulebook, question: Question, data: QueryDict) -> Reading:
    """Read the answer to one question; fields are named by its slug."""
    slug = question.slug
    raw = tuple(text for text in map(_clean, data.getlist(f"{slug}.use") or data.getlist(slug)) if text)
    note = _clean(data.get(f"{slug}.note", "").replace("\r\n", "\n"))
    revision_text = data.get(f"{slug}.revision", "")
    revision = int(revision_text) if revision_text.isascii() and revision_text.isdigit() else None
    if len(note) > TEXT_LENGTH:
        problem = _("The note has %(given)s characters; at most %(most)s are allowed.")
        words = {"given": number_text(len(note)), "most": number_text(TEXT_LENGTH)}
        return Reading(OPEN, note, revision, raw, problem % words)
    if data.get("clear") == slug or not raw:
        return Reading(OPEN, note, revision, ())
    if UNKNOWN in raw and len(raw) == 1:
        return Reading(None, note, revision, raw)
    if UNKNOWN in raw and question.kind == "many":
        problem = _("“I don't know” cannot be chosen together with other answers.")
        return Reading(OPEN, note, revision, raw, problem)
    if UNKNOWN in raw and question.kind == "number":
        problem = _("Give a number, or choose “I don't know”: not both.")
        return Reading(OPEN, note, revision, raw, problem)
    raw = tuple(text for text in raw if text != UNKNOWN)
    if question.kind == "number":
        return _number(rulebook, question, raw[0], note, revision)
    given: object = list(dict.fromkeys(raw)) if question.kind == "many" else raw[0]
    profile, errors = parse_profile(rulebook, {slug: given})
    if errors:
        return Reading(OPEN, note, revision, raw, problem_text(question, errors[0]))
    return Reading(profile[slug], note, revision, raw)


def _clean(text: str) -> str:
    """Return a text without the zero character, which PostgreSQL does not store."""
    return text.replace("\x00", "").strip()


def _number(rulebook: Rulebook, question: Question, text: str, note: str, revision: int | None) -> Reading:
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    match = _NUMBER.fullmatch(text)
    units = {"", question.unit.en.lower(), question.unit.ko, "%" if question.unit.en == "percent" else ""}
    if match is None or match[2].lower() not in units:
        problem, suggestion = _not_a_number(question, shown, match)
        return Reading(OPEN, note, revision, (text,), problem, suggestion)
    number = float(match[1].replace(",", ""))
    profile, errors = parse_profile(rulebook, {question.slug: number})
    if errors:
        return Reading(OPEN, note, revision, (text,), problem_text(question, errors[0], shown))
    return Reading(profile[question.slug], note, revision, (text,))


def _not_a_number(question: Question, shown: str, match: re.Match[str] | None) -> tuple[str, str]:
    """Return what is wrong with a text that is no plain number, and the number that could be meant."""
    unit = _unit(question)
    if match and question.unit.en == "GiB":
        size = {**_DECIMAL, **_BINARY}.get(match[2].lower())
        if size:
            meant = number_text(
                round(float(match[1].replace(",", "")) * size / 2**30, 1 if size < 2**30 else 0)
            )
            sentence = _("“%(given)s” is not a number of %(unit)s. %(given)s is about %(meant)s %(unit)s.")
            return sentence % {"given": shown, "unit": unit, "meant": meant}, meant.replace(",", "")
    if re.fullmatch(r"\d+,\d{1,2}", shown):
        meant = shown.replace(",", ".")
        sentence = _("“%(given)s” can be read in two ways. Write %(meant)s, with a point.")
        return sentence % {"given": shown, "meant": meant}, meant
    sentence = _("“%(given)s” is not a number of %(unit)s. Give digits only: %(range)s.")
    return sentence % {"given": shown, "unit": unit, "range": range_text(question)}, ""


def problem_text(question: Question, error: ProfileError, shown: str = "") -> str:
    """Return one sentence on a form's answer: what is wrong, what is allowed."""
    words = {"given": shown or str(error.given)[:40], "range": range_text(question)}
    if error.reason == "none_stands_alone":
        none = next(c for c in question.choices if c.slug == "none")
        return _("“%(none)s” cannot be chosen together with other answers.") % {"none": _label(none.label)}
    if error.reason == "not_whole":
        return _("%(given)s is not a whole number. Allowed: %(range)s.") % words
    if error.reason == "out_of_range":
        return _("%(given)s is out of range. Allowed: %(range)s.") % words
    return _("“%(given)s” is not one of the answers. Choose one that is listed.") % words


def range_text(question: Question) -> str:
    """Return the allowed numbers with their unit."""
    if question.minimum is None or question.below is None:
        return _unit(question)
    least = number_text(question.minimum)
    words = {"least": least, "below": number_text(question.below), "unit": _unit(question)}
    if question.whole:
        words["below"] = number_text(question.below - 1)
        return _("whole numbers from %(least)s to %(below)s %(unit)s") % words
    return _("from %(least)s to less than %(below)s %(unit)s") % words


def _unit(question: Question) -> str:
    return _label(question.unit)


def _label(text: Text) -> str:
    return text.in_language(get_language() or "en")
