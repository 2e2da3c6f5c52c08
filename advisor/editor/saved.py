"""Saved answers read in bulk: a bounded number of assessments in memory, each distinct answer parsed once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from advisor.assessments.models import Answer as Row
from advisor.assessments.models import Assessment
from advisor.engine import Answer, Profile, Rulebook, parse_profile

#: Assessments that are read at once.
CHUNK = 500
#: So many answers of a version are remembered.
_REMEMBERED = 50_000


class Saved(NamedTuple):
    """An assessment that is not deleted. ``answers``: question and value as JSON, None for 'I don't know'."""

    pk: int
    code: UUID
    answers: list[tuple[str, str | None]]


def saved_on(rulebook: str) -> Iterator[list[Saved]]:
    """Yield the assessments pinned to a version in chunks (two queries for each)."""
    pinned = Assessment.objects.present().filter(rulebook=rulebook).order_by("pk")
    last = 0
    while rows := list(pinned.filter(pk__gt=last).values_list("pk", "code")[:CHUNK]):
        last = rows[-1][0]
        found = {pk: Saved(pk, code, []) for pk, code in rows}
        # As text: to parse the same few values again and again would take most of the time.
        given = Row.objects.filter(assessment__in=list(found), given=True)
        texts = given.annotate(text=Cast("value", TextField())).order_by()
        for pk, question, text in texts.values_list("assessment_id", "question", "text").iterator():
            found[pk].answers.append((question, text))
        yield list(found.values())


class _Unreadable(Enum):
    """What no version could tell from an answer, if it were None."""

    UNREADABLE = "unreadable"


UNREADABLE = _Unreadable.UNREADABLE


class Reader:
    """Turns saved answers into a profile as one version can read it; what it cannot read is left out."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._known: dict[tuple[str, str | None], Answer | _Unreadable] = {}

    def profile(self, answers: Iterable[tuple[str, str | None]]) -> Profile:
        """Return the profile that :func:`advisor.assessments.profile.profile_of` would."""
        profile: dict[str, Answer] = {}
        known = self._known
        for one in answers:
            answer = known[one] if one in known else self._read(one)
            if answer is not UNREADABLE:
                profile[one[0]] = answer
        return profile

    def _read(self, one: tuple[str, str | None]) -> Answer | _Unreadable:
        question, text = one
        read, _ = parse_profile(self._rulebook, {question: None if text is None else json.loads(text)})
        answer = read.get(question, UNREADABLE)
        if len(self._known) < _REMEMBERED:
            self._known[one] = answer
        return answer
