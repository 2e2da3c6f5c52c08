"""The scenarios against a rulebook to be published: which requirements break, and what agreed before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from advisor.engine import compile_rulebook, read_document
from advisor.rulebook.findings import Finding
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.phrases import phrase
from advisor.rulebook.records import RecordSet
from advisor.rulebook.scenarios import Agreement, Compared, Share, agreement, scenarios_of

#: Shares that differ by less are the same, however they were added up.
_SAME = 1e-9


class Moved(NamedTuple):
    """The agreement on one decision; ``before`` is None where nothing is published yet."""

    decision: str
    before: Share | None
    now: Share

    @property
    def percents(self) -> tuple[str, str]:
        """Both shares with one decimal place; "" for none."""
        return f"{self.before.share:.1%}" if self.before else "", f"{self.now.share:.1%}"

    @property
    def fell(self) -> bool:
        """Whether less of the published cases agrees than with the version in use."""
        return self.before is not None and self.now.share < self.before.share - _SAME


@dataclass(frozen=True, slots=True)
class Trial:
    """The same scenarios with the rulebook to be published and with the one in use (None: there is none)."""

    now: Agreement
    before: Agreement | None

    @property
    def moved(self) -> tuple[Moved, ...]:
        """The agreement on every decision."""
        shares: Mapping[str, Share] = self.before.shares if self.before else {}
        return tuple(Moved(name, shares.get(name), share) for name, share in self.now.shares.items())

    @property
    def fallen(self) -> tuple[Finding, ...]:
        """What has to be accepted in writing."""
        return tuple(_fallen(moved) for moved in self.moved if moved.fell)

    @property
    def broken(self) -> tuple[Finding, ...]:
        """What stops publishing: requirements that do not hold, scenarios that cannot be read."""
        unreadable = (
            Finding("error", reason, "", 0, f"scenario {slug}", "profile", "unreadable-profile")
            for slug, reason in self.now.errors.items()
        )
        return (*map(_broken, self.now.broken), *unreadable)


def _broken(item: Compared) -> Finding:
    words = phrase(
        _("%(decision)s is %(outcome)s, required %(wanted)s"),
        decision=item.decision,
        outcome=", ".join(item.given) or "–",
        wanted=", ".join(item.wanted),
    )
    return Finding("error", words, record=f"scenario {item.scenario.slug}", code="broken-requirement")


def _fallen(moved: Moved) -> Finding:
    words = phrase(_("fell from %(before)s to %(now)s"), before=moved.percents[0], now=moved.percents[1])
    return Finding("error", words, record=moved.decision, code="fallen-agreement")


def tried(document: Mapping[str, Any], records: RecordSet, previous: Mapping[str, Any]) -> Trial:
    """Run the scenarios among ``records`` with a document and with the one in use ({}: none).

    RulebookError where nothing can be decided from one of them.
    """
    scenarios = scenarios_of(records)
    now = agreement(compile_rulebook(read_document(document, "")), scenarios)
    before = agreement(compile_rulebook(read_document(previous, "")), scenarios) if previous else None
    return Trial(now, before)
