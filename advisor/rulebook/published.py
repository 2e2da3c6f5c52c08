"""The published versions as the engine wants them, kept in memory by hash.

A version never changes, so a process may keep it as long as it likes.
"""

from __future__ import annotations

import json
from functools import lru_cache

from advisor.engine import Compiled, Rulebook, RulebookError, compile_rulebook, read_document
from advisor.rulebook.document import Document, hash_of
from advisor.rulebook.models import Version

#: Versions in memory at once: the one in use and those that older assessments are pinned to.
KEPT = 8


class NotPublished(LookupError):
    """There is no such version, or none at all; the message says what to do."""


def current_version() -> Version:
    """Return the version that new assessments are pinned to, without its document (one query).

    Raises :class:`NotPublished`.
    """
    version = Version.objects.current()
    if version is None:
        raise NotPublished("No rulebook is published yet. Publish one: manage.py publish_rulebook fixtures")
    return version


class Unreadable(NotPublished, RulebookError):
    """The version is published, and this program cannot read it: as if it were not there."""


@lru_cache(maxsize=KEPT)
def compiled(hash: str) -> Compiled:
    """Return a version ready to decide from (one query the first time in a process).

    Raises :class:`NotPublished` for an unknown hash, :class:`Unreadable` for a document that this program
    cannot read.
    """
    try:
        return compile_rulebook(read_document(document_for(hash), hash))
    except RulebookError as error:
        raise Unreadable(f"The rulebook version {hash} cannot be read by this program: {error}") from error


def compiled_or_none(hash: str) -> Compiled | None:
    """Return a version ready to decide from; None for "" and where it is missing or cannot be read."""
    try:
        return compiled(hash) if hash else None
    except NotPublished:
        return None


def document_for(hash: str) -> Document:
    """Return the document of a version; raises :class:`NotPublished`."""
    text = Version.objects.filter(hash=hash).values_list("document", flat=True).first()
    if text is None:
        raise NotPublished(f"The rulebook version {hash} is not published here.")
    if hash_of(text) != hash:
        raise NotPublished(f"The rulebook version {hash} was damaged: its document has another hash.")
    document: Document = json.loads(text)
    return document


def rulebook_for(hash: str) -> Rulebook:
    """Return the rulebook of a version; errors as :func:`compiled`."""
    return compiled(hash).rulebook


def current() -> Compiled:
    """Return the version in use, ready to decide from; errors as :func:`compiled`."""
    return compiled(current_version().hash)
