"""Publish: fixtures → draft → checks → a version, in one transaction; or put an earlier one in use."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from advisor.engine import RulebookError, read_document
from advisor.rulebook.audit import COMMAND_LINE, Actor, log_event
from advisor.rulebook.checks import check
from advisor.rulebook.document import FORMAT, canonical_json, document_of, hash_of
from advisor.rulebook.draft import records_from_draft, replace_draft
from advisor.rulebook.editing import hold_draft
from advisor.rulebook.files import read_records
from advisor.rulebook.findings import Finding, FixtureError, errors
from advisor.rulebook.heads import keep_heads
from advisor.rulebook.locking import Outdated, hold_rulebook
from advisor.rulebook.models import Event, Version
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.published_names import published_before
from advisor.rulebook.reading import texts_of
from advisor.rulebook.records import RecordSet
from advisor.rulebook.scenarios import Agreement
from advisor.rulebook.trial import Trial, tried


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did. ``new`` is false where the very same document was published before."""

    version: Version
    new: bool
    agreement: Agreement
    warnings: tuple[Finding, ...]
    draft: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a publisher looked at before publishing: the draft's mark and the hash of the version in use."""

    mark: str
    in_use: str


def publish_directory(
    directory: Path,
    *,
    label: str = "",
    note: str = "",
    accept: str = "",
    actor: Actor = COMMAND_LINE,
    examine: Callable[[RecordSet], Sequence[Finding]] | None = None,
) -> Published:
    """Make the draft equal to the fixtures and publish it. FixtureError leaves everything as it was.

    ``examine``: the exact checks, which take their time before anything is held.
    """
    records = read_records(directory)
    texts = texts_of(directory)
    # What stops publishing is said before anything is written, with the lines of the files.
    _refuse_errors(check(records, published_before()))
    exact = examine(records) if examine else ()
    _refuse_errors(exact)
    with transaction.atomic():
        hold_rulebook()
        changes = replace_draft(records)
        if any(changes.values()):
            counts = {name: (None, count) for name, count in changes.items()}
            log_event(actor, Event.Action.REPLACED, note=str(directory.name), changes=counts)
        keep_heads(texts)
        return publish_draft(
            label=label,
            note=note,
            accept=accept,
            changes=changes,
            records=records,
            actor=actor,
            exact=exact,
        )


@transaction.atomic
def publish_draft(
    *,
    label: str = "",
    note: str = "",
    accept: str = "",
    changes: Mapping[str, int] | None = None,
    records: RecordSet | None = None,
    actor: Actor = COMMAND_LINE,
    seen: Seen | None = None,
    exact: Sequence[Finding] = (),
) -> Published:
    """Publish the draft as it is. ``accept``: why a fall of the agreement is accepted; it joins the note.

    FixtureError if a check, a requirement or the agreement stands against it, or the label is another
    version's; :class:`Outdated` if what the publisher has ``seen`` is not what would be published.
    ``exact``: the findings of the exact checks.
    """
    hold_rulebook()
    if seen is not None:
        _refuse_other_version(seen.in_use)
        hold_draft(seen.mark)
    draft = records_from_draft()
    previous = current_document()
    # Findings name the lines of the files, where the draft was just read from some.
    findings = [*check(records or draft, published_before()), *exact]
    _refuse_errors(findings)
    document = document_of(draft)
    trial = _tried(document, draft, previous, accept)
    version, new = _version_of(
        canonical_json(document), label, "\n".join(filter(None, (note, accept))), actor
    )
    return Published(version, new, trial.now, tuple(findings), changes or {})


@transaction.atomic
def roll_back(version: Version, *, actor: Actor, note: str = "", in_use: str | None = None) -> None:
    """Put an earlier version in use again; the draft stays as it is.

    :class:`Outdated` if the version in use is no longer ``in_use``, where that is given. FixtureError if
    this program cannot decide from the version.
    """
    hold_rulebook()
    if in_use is not None:
        _refuse_other_version(in_use)
    if reason := unreadable(version):
        raise FixtureError(phrase(_("The version cannot be put in use: %(reason)s."), reason=reason))
    if Version.objects.current() != version:
        _put_in_use(version, actor, note)


def unreadable(version: Version) -> str:
    """Return why this program cannot decide from a version, as one of a newer format; "" where it can."""
    try:
        read_document(json.loads(version.document), version.hash)
    except RulebookError as error:
        return str(error)
    return ""


def current_document() -> dict[str, Any]:
    """Return the document in use, {} where nothing is published."""
    current = Version.objects.current()
    document: dict[str, Any] = json.loads(current.document) if current else {}
    return document


def _version_of(text: str, label: str, note: str, actor: Actor) -> tuple[Version, bool]:
    """Return the version with this document, now in use, and whether it is new."""
    name = hash_of(text)
    known = Version.objects.filter(hash=name).first()
    current = Version.objects.current()
    if known is not None:
        if current != known:
            _put_in_use(known, actor, note)
        return known, False
    if label and Version.objects.filter(label=label).exists():
        words = _("Nothing was published: there is a version “%(label)s” already. Choose another label.")
        raise FixtureError(phrase(words, label=label))
    now = Version.objects.next_moment()
    version = Version.objects.create(
        hash=name, label=label, note=note, format=FORMAT, document=text, published_at=now, current_since=now
    )
    log_event(actor, Event.Action.PUBLISHED, version=name, note=note)
    return version, True


def _put_in_use(version: Version, actor: Actor, note: str) -> None:
    Version.objects.make_current(version)
    log_event(actor, Event.Action.PUT_IN_USE, version=version.hash, note=note)


def _refuse_other_version(in_use: str) -> None:
    current = Version.objects.current()
    if (current.hash if current else "") != in_use:
        raise Outdated("Somebody else published in the meantime.")


def _refuse_errors(findings: Sequence[Finding]) -> None:
    wrong = errors(findings)
    if wrong:
        raise FixtureError(_("Nothing was published: the rulebook has errors."), wrong)


def _tried(document: Mapping[str, Any], draft: RecordSet, previous: Mapping[str, Any], accept: str) -> Trial:
    """Run the scenarios; FixtureError where a requirement breaks or an unaccepted fall of the agreement."""
    trial = tried(document, draft, previous)
    if trial.broken:
        raise FixtureError(_("Nothing was published: requirements do not hold."), trial.broken)
    if trial.fallen and not accept:
        words = _(
            "Nothing was published: the agreement with published cases fell. "
            "To accept that, say why (--accept)."
        )
        raise FixtureError(words, trial.fallen)
    return trial
