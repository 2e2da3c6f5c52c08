"""Publish: fixtures → draft → checks → a version, in one transaction; or put an earlier one in use."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from advisor.engine import compile_rulebook, read_document
from advisor.rulebook.audit import COMMAND_LINE, Actor, log_event
from advisor.rulebook.checks import check
from advisor.rulebook.document import FORMAT, canonical_json, document_of, hash_of
from advisor.rulebook.draft import draft_mark, records_from_draft, replace_draft
from advisor.rulebook.files import read_records
from advisor.rulebook.findings import Finding, FixtureError, errors
from advisor.rulebook.locking import hold_rulebook
from advisor.rulebook.models import Event, Version
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.records import RecordSet
from advisor.rulebook.scenarios import Agreement, Compared, Share, agreement, scenarios_of


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


class Outdated(Exception):
    """The draft or the version in use is no longer what the publisher looked at. Nothing was published."""


def publish_directory(
    directory: Path,
    *,
    label: str = "",
    note: str = "",
    accept: str = "",
    actor: Actor = COMMAND_LINE,
    exact: Sequence[Finding] = (),
) -> Published:
    """Make the draft equal to the fixtures and publish it. FixtureError leaves everything as it was.

    ``exact``: what the exact checks found in these files, where they were run.
    """
    records = read_records(directory)
    # What stops publishing is said before anything is written, with the lines of the files.
    _refuse_errors([*check(records, current_document()), *exact])
    with transaction.atomic():
        hold_rulebook()
        changes = replace_draft(records)
        if any(changes.values()):
            counts = {name: (None, count) for name, count in changes.items()}
            log_event(actor, Event.Action.REPLACED, note=str(directory.name), changes=counts)
        return publish_draft(
            label=label, note=note, accept=accept, changes=changes, records=records, actor=actor
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

    FixtureError if a check, a requirement or the agreement stands against it; :class:`Outdated` if what the
    publisher has ``seen`` is not what would be published. ``exact``: the findings of the exact checks.
    """
    hold_rulebook()
    if seen is not None:
        _refuse_outdated(seen)
    draft = records_from_draft()
    previous = current_document()
    # Findings name the lines of the files, where the draft was just read from some.
    findings = [*check(records or draft, previous), *exact]
    _refuse_errors(findings)
    document = document_of(draft)
    text = canonical_json(document)
    result = _tried(document, draft, previous, accept)
    known = Version.objects.filter(hash=hash_of(text)).first()
    note = "\n".join(part for part in (note, accept) if part)
    version = known or Version(hash=hash_of(text), label=label, note=note, format=FORMAT, document=text)
    if known is None:
        version.save()
        log_event(actor, Event.Action.PUBLISHED, version=version.hash, note=note)
    elif Version.objects.current() != known:
        _put_in_use(known, actor, note)
    return Published(version, known is None, result, tuple(findings), changes or {})


@transaction.atomic
def roll_back(version: Version, *, actor: Actor, note: str = "", in_use: str | None = None) -> None:
    """Put an earlier version in use again; the draft stays as it is.

    :class:`Outdated` if the version in use is no longer ``in_use``, where that is given.
    """
    hold_rulebook()
    current = Version.objects.current()
    if in_use is not None and (current is None or current.hash != in_use):
        raise Outdated("Somebody else published in the meantime.")
    if current != version:
        _put_in_use(version, actor, note)


def _put_in_use(version: Version, actor: Actor, note: str) -> None:
    Version.objects.make_current(version)
    log_event(actor, Event.Action.PUT_IN_USE, version=version.hash, note=note)


def _refuse_outdated(seen: Seen) -> None:
    current = Version.objects.current()
    if (current.hash if current else "") != seen.in_use:
        raise Outdated("Somebody else published in the meantime.")
    if draft_mark() != seen.mark:
        raise Outdated("The draft was changed in the meantime.")


def current_document() -> dict[str, Any]:
    """Return the document in use, {} where nothing is published."""
    current = Version.objects.current()
    document: dict[str, Any] = json.loads(current.document) if current else {}
    return document


def _refuse_errors(findings: list[Finding]) -> None:
    wrong = errors(findings)
    if wrong:
        raise FixtureError(_("Nothing was published: the rulebook has errors."), wrong)


def _tried(
    document: Mapping[str, Any], draft: RecordSet, previous: Mapping[str, Any], accept: str
) -> Agreement:
    """Run the scenarios; FixtureError where a requirement breaks or an unaccepted fall of the agreement."""
    scenarios = scenarios_of(draft)
    now = agreement(compile_rulebook(read_document(document, "")), scenarios)
    wrong = [_broken(item) for item in now.broken] + [
        Finding("error", reason, "", 0, f"scenario {slug}", "profile", "unreadable-profile")
        for slug, reason in now.errors.items()
    ]
    if wrong:
        raise FixtureError(_("Nothing was published: requirements do not hold."), wrong)
    if previous and not accept:
        before = agreement(compile_rulebook(read_document(previous, "")), scenarios)
        fallen = [
            _fallen(name, before.shares[name], share)
            for name, share in now.shares.items()
            if name in before.shares and share.share < before.shares[name].share - 1e-9
        ]
        if fallen:
            words = _(
                "Nothing was published: the agreement with published cases fell. "
                "To accept that, say why (--accept)."
            )
            raise FixtureError(words, fallen)
    return now


def _broken(item: Compared) -> Finding:
    words = phrase(
        _("%(decision)s is %(outcome)s, required %(wanted)s"),
        decision=item.decision,
        outcome=str(item.outcome),
        wanted=", ".join(item.wanted),
    )
    return Finding("error", words, record=f"scenario {item.scenario.slug}", code="broken-requirement")


def _fallen(decision: str, before: Share, now: Share) -> Finding:
    words = phrase(_("fell from %(before)s to %(now)s"), before=f"{before.share:.1%}", now=f"{now.share:.1%}")
    return Finding("error", words, record=decision, code="fallen-agreement")
