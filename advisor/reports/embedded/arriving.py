"""What becomes of a file's recommendation here: a new assessment, and what it says now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext as _

from advisor.assessments.actions import OPEN, Brought, Details, Given
from advisor.assessments.models import NAME_LENGTH
from advisor.engine import Compiled, RulebookError, decide, parse_profile, recommendation_data
from advisor.engine.canonical import data_hash
from advisor.engine.recommendation import Recommendation
from advisor.plain_text import shortened
from advisor.reports.embedded.differences import holds_all
from advisor.reports.embedded.shape import Entry
from advisor.rulebook.published import NotPublished, compiled
from advisor.rulebook.wording import answer_text, profile_error_text, question_text

#: ``same``: to the byte; ``alike``: another version, the same outcomes; ``other``: another version, other
#: outcomes; ``altered``: another recommendation of the same version; ``none``: the file recommends nothing.
Standing = Literal["same", "alike", "other", "altered", "none"]


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer or a note of the file that the version here has no place for; texts, "" for none."""

    question: str
    answer: str
    note: str
    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A decision that has another outcome here than in the file."""

    decision: str
    in_file: str
    here: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A recommendation that was read, and what is to be stored of it.

    ``pinned`` says that the file's own rulebook version is published here; else the one in use is taken.
    """

    entry: Entry
    brought: Brought
    pinned: bool
    standing: Standing
    unread: tuple[Unread, ...]
    moved: tuple[Moved, ...]


def arrival_of(entry: Entry, in_use: Compiled, language: str) -> Arrival:
    """Plan what becomes of one recommendation; words are in ``language``."""
    version = _published(entry.rulebook)
    pinned = version is not None
    version = version or in_use
    profile, errors = parse_profile(version.rulebook, entry.profile)
    recommendation = decide(version, profile)
    questions = version.rulebook.questions
    answers = {slug: Given(value, entry.notes.get(slug, "")) for slug, value in profile.items()}
    answers |= {
        slug: Given(OPEN, note)
        for slug, note in entry.notes.items()
        if note and slug in questions and slug not in profile
    }
    unread = [
        Unread(
            question_text(version.rulebook, error.question, language),
            _shown(version, error.question, entry.profile[error.question], language),
            "" if error.question in questions else entry.notes.get(error.question, ""),
            profile_error_text(version.rulebook, error, language),
        )
        for error in errors
    ]
    unread += [
        Unread(slug, "", note, _("There is no question “%(question)s”.") % {"question": slug})
        for slug, note in entry.notes.items()
        if note and slug not in questions and slug not in entry.profile
    ]
    moved = _moved(entry, version, recommendation, language)
    return Arrival(
        entry=entry,
        brought=Brought(_details(entry), version.rulebook.hash, answers),
        pinned=pinned,
        standing=_standing(entry, recommendation, moved, pinned=pinned),
        unread=tuple(unread),
        moved=moved,
    )


def _published(hash: str) -> Compiled | None:
    try:
        return compiled(hash)
    except (NotPublished, RulebookError):
        return None


def _details(entry: Entry) -> Details:
    """Return the assessment's name, which is whole in the description where it is too long for a name."""
    name = " ".join(entry.name.split()) or entry.id
    if len(name) <= NAME_LENGTH:
        return Details(name)
    return Details(f"{name[: NAME_LENGTH - 1]}…", description=name)


def _standing(
    entry: Entry, recommendation: Recommendation, moved: tuple[Moved, ...], *, pinned: bool
) -> Standing:
    if entry.failed:
        return "none"
    if _says_the_same(entry, recommendation):
        return "same"
    if pinned:
        return "altered"
    return "other" if moved else "alike"


def _says_the_same(entry: Entry, recommendation: Recommendation) -> bool:
    """Return whether the file recommends this, by its hash and by all that it says itself."""
    neutral = recommendation_data(recommendation)
    advice = [{"slug": slug} for slug in neutral["advice"]]
    return data_hash(neutral) == entry.recommendation and holds_all(entry.data, neutral | {"advice": advice})


def _moved(
    entry: Entry, version: Compiled, recommendation: Recommendation, language: str
) -> tuple[Moved, ...]:
    if entry.failed:
        return ()
    decisions = version.rulebook.decisions
    found = (
        recommendation.strategy,
        recommendation.compute,
        recommendation.database,
        recommendation.supporting,
    )
    moved = []
    for decision in found:
        here = list(decision.outcome) if isinstance(decision.outcome, tuple) else decision.outcome
        told = entry.decisions.get(decision.decision)
        in_file = told.get("outcome") if isinstance(told, Mapping) else None
        if in_file != here:
            names = {o.slug: o.name.in_language(language) for o in decisions[decision.decision].options}
            title = decisions[decision.decision].title.in_language(language)
            moved.append(Moved(title, _named(in_file, names), _named(here, names)))
    return tuple(moved)


def _named(outcome: Any, names: Mapping[str, str]) -> str:
    """Return one outcome, or several, by name; an option that is not known here keeps its slug."""
    slugs = outcome if isinstance(outcome, list) else [] if outcome is None else [outcome]
    return ", ".join(names.get(slug, shortened(slug)) for slug in slugs if isinstance(slug, str)) or _("none")


def _shown(version: Compiled, question: str, given: Any, language: str) -> str:
    """Return an answer in words where it is made of choices, otherwise as it stands in the file."""
    choices = given if isinstance(given, list) else [given]
    if all(isinstance(choice, str) for choice in choices):
        return shortened(answer_text(version.rulebook, question, tuple(choices), language))
    return shortened(json.dumps(given, ensure_ascii=False))
