"""A simulated profile kept as a requirement: a scenario of the draft that expects what the draft gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import IntegrityError
from django.http import QueryDict
from django.utils.translation import gettext as _

from advisor.editor.simulation.entry import Entered
from advisor.editor.simulation.sides import Side
from advisor.rulebook.audit import Actor
from advisor.rulebook.checks import record_findings
from advisor.rulebook.editing import apply
from advisor.rulebook.findings import errors
from advisor.rulebook.models import Event
from advisor.rulebook.reading import make_record
from advisor.rulebook.records import Record, RecordSet, stamped
from advisor.rulebook.scenarios import DECISIONS

SLUG, TITLE, EXPECT = "keep.slug", "keep.title", "keep.expect"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be kept under which name. ``expect``: the decisions whose outcome must stay.

    ``problems``: slug, title, expect or profile → what is wrong with it.
    """

    slug: str = ""
    title: str = ""
    expect: tuple[str, ...] = DECISIONS[:3]
    problems: Mapping[str, str] = field(default_factory=dict)


def read_wish(data: QueryDict) -> Wish:
    """Return what the form asks for, as it was typed."""
    chosen = data.getlist(EXPECT)
    return Wish(
        data.get(SLUG, "").replace("\x00", "").strip(),
        data.get(TITLE, "").replace("\x00", "").strip(),
        tuple(decision for decision in DECISIONS if decision in chosen),
    )


def scenario_of(wish: Wish, entered: Entered, draft: Side) -> tuple[Record | None, dict[str, str]]:
    """Return the scenario that a wish describes, or what is wrong with it by field."""
    problems = {}
    expect = {decision: list(draft.outcome(decision)) for decision in wish.expect if draft.outcome(decision)}
    if not wish.title:
        problems["title"] = _("Say in a few words what the case is.")
    answers = draft.profile
    if entered.problems:
        problems["profile"] = _("One of the answers cannot be taken; mend it first.")
    elif not answers:
        problems["profile"] = _("Answer at least one question first.")
    elif not expect:
        problems["expect"] = _("Choose at least one outcome that must stay.")
    values = {
        "slug": wish.slug,
        "kind": "requirement",
        "title": wish.title,
        "profile": {q: list(a) if isinstance(a, tuple) else a for q, a in answers.items()},
        "expect": expect,
    }
    record, findings = make_record("scenario", values)
    if any(finding.field == "slug" for finding in findings):
        problems["slug"] = _("Give a name of small letters, digits and hyphens, like small-web-shop.")
    if record is None and not problems:
        problems["profile"] = " ".join(finding.message for finding in findings)
    return (None if problems else record), problems


def keep(record: Record, records: RecordSet, actor: Actor) -> dict[str, str]:
    """Write the scenario into the draft; return what stands against it by field, {} once it is written."""
    found = errors(record_findings(record, RecordSet([*records, record])))
    if found:
        return {"profile": " ".join(finding.message for finding in found)}
    try:
        apply([(None, stamped(record))], actor, Event.Action.ADDED)
    except IntegrityError:
        taken = _("There is a scenario “%(slug)s” already. Give another name.")
        return {"slug": taken % {"slug": record.slug}}
    return {}
