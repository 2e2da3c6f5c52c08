"""Sets of fixtures that are kept beside the draft: brought in and waiting, or the draft of before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from advisor.editor.comparing import version_records
from advisor.editor.models import FixtureSet
from advisor.rulebook.draft import Draft, current_draft, draft_mark, known_records
from advisor.rulebook.exchange.archive import zip_of
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.from_document import with_orders_of
from advisor.rulebook.heads import kept_heads
from advisor.rulebook.records import RecordSet
from advisor.rulebook.schema import FILES, SCENARIO, SUFFIX, file_of
from advisor.rulebook.writing import canonical_files

#: Sets that are kept: the newest.
KEPT = 20
#: A set that holds this file is a Konveyor questionnaire, and no fixtures.
QUESTIONNAIRE = "konveyor.yaml"
#: The heads that are kept, which are part of what is written.
Heads = frozenset[tuple[str, str]]
SCENARIOS = f"{SCENARIO.files[0]}{SUFFIX}"


def keep(role: FixtureSet.Role, name: str, files: Mapping[str, str], user: Any, mark: str) -> FixtureSet:
    """Keep files (name → text) as a set, and forget the oldest beyond :data:`KEPT`."""
    kept = FixtureSet.objects.create(role=role, name=name[:200], archive=zip_of(files), user=user, mark=mark)
    newest = list(FixtureSet.objects.order_by("-created_at", "-pk").values_list("pk", flat=True)[:KEPT])
    FixtureSet.objects.exclude(pk__in=newest).delete()
    return kept


def files_in(kept: FixtureSet) -> dict[str, str]:
    """Return the files of a set (name → text)."""
    with ZipFile(BytesIO(bytes(kept.archive))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def files_of(records: RecordSet) -> dict[str, str]:
    """Return every fixture file of some records, with the heads kept; those without records too."""
    return canonical_files(records, dict.fromkeys((f"{name}{SUFFIX}" for name in FILES), "") | kept_heads())


def draft_files() -> dict[str, str]:
    """Return the draft's fixture files, written once per mark in a process. FixtureError as current_draft."""
    return dict(_files_of_draft(current_draft(), _heads()))


def version_files(hash: str) -> dict[str, str]:
    """Return a version's fixture files: all but the scenarios, which no version holds.

    Records have the order numbers that they have in the draft, wherever these keep the order. FixtureError
    if the version cannot be read.
    """
    try:
        draft = current_draft()
    except FixtureError:
        draft = Draft(draft_mark(), known_records())
    files = _files_of_version(hash, draft, _heads())
    return {name: text for name, text in files.items() if name != SCENARIOS}


# To write the files takes seconds.
@lru_cache(maxsize=2)
def _files_of_draft(draft: Draft, heads: Heads) -> dict[str, str]:
    return files_of(draft.records)


@lru_cache(maxsize=4)
def _files_of_version(version: str, draft: Draft, heads: Heads) -> dict[str, str]:
    return files_of(with_orders_of(draft.records, version_records(version)))


def _heads() -> Heads:
    return frozenset(kept_heads().items())


def home_of(kind: str, decision: str) -> str:
    """Return the name of the file that records of a kind (rules: of a decision) stand in."""
    return file_of(kind, decision) + SUFFIX
