"""The repository's rulebook and the small one of the tests: read once in a process, published quickly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, partial, wraps
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils import timezone

from advisor.engine import Compiled, Profile, compile_rulebook, read_document
from advisor.rulebook.document import FORMAT, Document, canonical_json, document_of, hash_of
from advisor.rulebook.draft import model_of, replace_draft
from advisor.rulebook.files import read_records
from advisor.rulebook.models import Version
from advisor.rulebook.publishing import publish_directory
from advisor.rulebook.reading import texts_of
from advisor.rulebook.records import RecordSet
from advisor.rulebook.scenarios import scenarios_of
from advisor.rulebook.schema import KINDS

ROOT = Path(__file__).resolve().parents[1]
REAL = ROOT / "fixtures"
SMALL = ROOT / "tests" / "rulebook" / "fixtures"
#: When something was done; a restored row was done now.
MOMENTS = ("changed_at", "at", "published_at", "current_since")
#: (files, options) → what they once left in the database, in the order of its models.
_stored: dict[tuple[Any, ...], list[Model]] = {}
T = TypeVar("T")


def kept(read: Callable[[Path], T]) -> Callable[[Path], T]:
    """Read only once in a process what no test changes."""
    once = cache(read)

    @wraps(read)
    def reading(directory: Path) -> T:
        return (once if directory in (REAL, SMALL) else read)(directory)

    return reading


@kept
def records(directory: Path) -> RecordSet:
    """Return the records of fixtures."""
    return read_records(directory)


@kept
def document(directory: Path) -> Document:
    """Return their document."""
    return document_of(records(directory))


@kept
def text(directory: Path) -> str:
    """Return their document as a version holds it."""
    return canonical_json(document(directory))


@kept
def profiles(directory: Path) -> dict[str, Profile]:
    """Return slug → the answers of each scenario."""
    return {scenario.slug: scenario.profile for scenario in scenarios_of(records(directory))}


@kept
def compiled(directory: Path) -> Compiled:
    """Return their rulebook ready to decide from, without a database."""
    return compile_rulebook(read_document(document(directory), hash_of(text(directory))))


def make_version(directory: Path, label: str = "") -> Version:
    """Publish the fixtures' document alone: the draft stays as it is, nothing is checked."""
    held = text(directory)
    return Version.objects.create(hash=hash_of(held), label=label, format=FORMAT, document=held)


def publish(directory: Path, label: str = "", note: str = "") -> Version:
    """Make the draft equal to the fixtures and publish it, for tests that do not ask how."""
    models = list(apps.get_app_config("rulebook").get_models())
    store = partial(publish_directory, directory, label=label, note=note)
    _once(models, directory, (label, note), store, timezone.now())
    return Version.objects.order_by("current_since", "pk").last()


def fill_draft(directory: Path) -> None:
    """Make the draft equal to the fixtures, for tests that do not ask how.

    The repository's own have the same mark each time: what is made of them is made once in a process. So
    change their rows by the site's own code only, which moves the mark.
    """
    models = [model_of(kind) for kind in KINDS]
    now = None if directory == REAL else timezone.now()
    _once(models, directory, (), lambda: replace_draft(read_records(directory)), now)


def _once(
    models: Sequence[type[Model]],
    directory: Path,
    options: tuple[str, ...],
    store: Callable[[], object],
    now: datetime | None,
) -> None:
    """Let the site's own code ``store``; in empty tables what it once made of the same files."""
    if any(model._default_manager.exists() for model in models):
        store()
        return
    what = (directory.name, *sorted(texts_of(directory).items()), *options)
    if what in _stored:
        _restore(_stored[what], now)
        return
    store()
    _stored[what] = [row for model in models for row in model._default_manager.order_by("pk")]


def _restore(rows: list[Model], now: datetime | None) -> None:
    """Store rows again with their keys, as if it had been ``now``; with None at the moment when it was."""
    for model, some in groupby(rows, key=type):
        named = {field.attname for field in model._meta.concrete_fields}
        fresh = {moment: now for moment in MOMENTS if now and moment in named}
        copies = [model(**{name: getattr(row, name) for name in named} | fresh) for row in some]
        # A plain query: some of the models refuse to be written to by the row.
        QuerySet(model).bulk_create(copies)
