"""How a file of a report is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from advisor import metrics
from advisor.engine import Rulebook
from advisor.reports.evaluation import evaluate
from advisor.reports.formats import SIZES, Making, Size
from advisor.reports.places import LANGUAGES, Loaded
from advisor.rulebook.published import current

#: What a choice of yes or no is in an address or a form.
YES, NO = "1", "0"
DEPTHS = ("0", "1", "2")


@dataclass(frozen=True, slots=True)
class Wish:
    """A file's language and paper, whether it holds the notes and the data, how many answers are varied."""

    language: str
    size: Size = "a4"
    notes: bool = True
    data: bool = True
    changes: int = 1


def wish_of(given: Mapping[str, str], language: str) -> Wish | None:
    """Return what an address or a form asks for; ``None`` where it asks for something that there is not."""
    size = next((size for size in SIZES if size == given.get("size", SIZES[0])), None)
    asked = {
        "language": (given.get("language", language), LANGUAGES),
        "notes": (given.get("notes", YES), (YES, NO)),
        "data": (given.get("data", YES), (YES, NO)),
        "changes": (given.get("changes", "1"), DEPTHS),
    }
    if size is None or any(value not in allowed for value, allowed in asked.values()):
        return None
    value = {name: chosen for name, (chosen, _allowed) in asked.items()}
    return Wish(value["language"], size, value["notes"] == YES, value["data"] == YES, int(value["changes"]))


def making_of(
    loaded: Loaded, wish: Wish, *, in_use: Rulebook | None = None, numbers: dict[str, int] | None = None
) -> Making:
    """Return a report as it is wanted, ready to be written.

    ``in_use`` is the version in use, looked up where it is not given (one query); ``numbers`` as for
    :class:`Making`.
    """
    subject = loaded.subject(wish.language)
    if not wish.notes:
        subject = replace(subject, notes={})
    evaluation = evaluate(loaded.compiled, loaded.profile, changes=wish.changes)
    metrics.shown("file", evaluation.recommendation)
    rules = in_use or current().rulebook
    return Making(subject, evaluation, in_use=rules, carries_data=wish.data, numbers=numbers)
