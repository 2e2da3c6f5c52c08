"""Whether the recommendation in a file is what its rulebook version gives for its answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Literal

from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import override

from advisor.engine import Compiled, RulebookError, parse_profile
from advisor.reports.batch import error_rows
from advisor.reports.embedded.differences import Difference, differences
from advisor.reports.embedded.shape import Entry
from advisor.reports.evaluation import RANKED_DECISIONS, Subject, evaluate
from advisor.reports.exporters.json import EntryWriter, error_json
from advisor.rulebook.published import NotPublished, compiled

#: Differences that are told; the others are counted.
MOST_TOLD = 10
MOST_COUNTED = 1_000

Verdict = Literal["holds", "differs", "unchecked"]
#: Returns a rulebook version by its hash; raises :class:`VersionMissing`.
Versions = Callable[[str], Compiled]


class VersionMissing(LookupError):
    """A rulebook version is not at hand; the message is a sentence that says so."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking one recommendation gave. ``reason`` says why it could not be checked, else "".

    ``differences`` are the first ones, ``more`` counts the others.
    """

    entry: Entry
    verdict: Verdict
    reason: str = ""
    differences: tuple[Difference, ...] = ()
    more: int = 0


def published_versions(hash: str) -> Compiled:
    """Return a version that is published here."""
    try:
        return compiled(hash)
    except (NotPublished, RulebookError) as error:
        raise VersionMissing(
            _("The rulebook version that it was made from is not published here.")
        ) from error
    except DatabaseError as error:
        raise VersionMissing(_("The database cannot be read: %(reason)s") % {"reason": error}) from error


def only_version(version: Compiled) -> Versions:
    """Return what finds one version and no other: that of fixture files."""

    def find(hash: str) -> Compiled:
        if hash != version.rulebook.hash:
            sentence = _("It was made from another rulebook version than that of the files, %(hash)s.")
            raise VersionMissing(sentence % {"hash": version.rulebook.hash})
        return version

    return find


def check(entry: Entry, versions: Versions) -> Checked:
    """Recompute one recommendation and compare all of it; name, id and notes are the owner's own words."""
    try:
        version = versions(entry.rulebook)
    except VersionMissing as missing:
        return Checked(entry, "unchecked", str(missing))
    found = differences(entry.data, _recomputed(entry, version))
    first = tuple(islice(found, MOST_TOLD))
    rest = sum(1 for _difference in islice(found, MOST_COUNTED))
    return Checked(entry, "differs" if first else "holds", "", first, rest)


def _recomputed(entry: Entry, version: Compiled) -> Any:
    """Return what the entry should be, from its answers and the version alone."""
    subject = Subject(entry.id, entry.name, entry.language, date.min, entry.notes)
    profile, errors = parse_profile(version.rulebook, entry.profile)
    with override(entry.language):
        if errors:
            told = error_rows(version, errors, entry.language)
            return json.loads(error_json(subject, version.rulebook, entry.profile, told))
        evaluation = evaluate(version, profile, settled=_was_settled(entry), changes=_depth(entry))
        return json.loads(EntryWriter(version.rulebook, entry.language).entry(subject, evaluation))


def _was_settled(entry: Entry) -> bool:
    return entry.data.get("open_questions") is not None


def _depth(entry: Entry) -> int:
    """Return how many answers at a time were changed for this entry, as far as it shows."""
    ranked = [entry.decisions.get(name) for name in RANKED_DECISIONS]
    known = [decision for decision in ranked if isinstance(decision, Mapping)]
    changes = [change for decision in known for change in _listed(decision.get("changes"))]
    pairs = any(isinstance(change, Mapping) and len(_listed(change.get("answers"))) > 1 for change in changes)
    if pairs or any(decision.get("robust") is True for decision in known):
        return 2
    return 0 if all(decision.get("changes") is None for decision in known) else 1


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | Mapping) else ()
