"""A simulated profile kept as a requirement: a scenario of the draft that expects what the draft gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError
from django.http import QueryDict
from django.utils.translation import gettext as _

from advisor.editor.simulation.entry import Entered
from advisor.editor.simulation.sides import Side
from advisor.engine import Profile
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
        typed(data, SLUG),
        typed(data, TITLE),
        tuple(decision for decision in DECISIONS if decision in chosen),
    )


def typed(data: QueryDict, name: str) -> str:
    """Return a line of a form as the database can hold it."""
    return data.get(name, "").replace("\x00", "").strip()


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
    return requirement(wish.slug, wish.title, answers, expect, problems)


def requirement(
    slug: str,
    title: str,
    profile: Profile,
    expect: Mapping[str, Sequence[str]],
    problems: Mapping[str, str],
) -> tuple[Record | None, dict[str, str]]:
    """Return a scenario that must hold, or what is wrong with it by field, ``problems`` among it."""
    values = {
        "slug": slug,
        "kind": "requirement",
        "title": title,
        "profile": {q: list(a) if isinstance(a, tuple) else a for q, a in profile.items()},
        "expect": expect,
    }
    record, findings = make_record("scenario", values)
    found = dict(problems)
    if any(finding.field == "slug" for finding in findings):
        found["slug"] = _("Give a name of small letters, digits and hyphens, like small-web-shop.")
    if record is None and not found:
        found["profile"] = " ".join(finding.message for finding in findings)
    return (None if found else record), found


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
