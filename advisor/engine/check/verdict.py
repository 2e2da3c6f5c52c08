"""What an examination says, one row a finding."""

from __future__ import annotations

from typing import Literal, NamedTuple

from advisor.engine.rulebook import Profile

Kind = Literal[
    "rule_never_fires",
    "rule_never_matters",
    "points_never_count",
    "duplicate_rules",
    "option_never_wins",
    "nothing_left",
    "order_decides",
    "question_never_asked",
    "question_unread",
    "advice_never_shown",
    "fact_never_shown",
]


class Verdict(NamedTuple):
    """One finding, proved; or, where ``decided`` is false, one that the budget left open.

    ``subject`` is the slug of the rule, option, decision, question, advice or fact. ``others`` names the
    rules that always rule the option out, the rule that is the same, or the option tied with. ``witness``
    is a small profile that shows the finding (for what can never be: one that comes near), or None.
    """

    kind: Kind
    subject: str
    decision: str = ""
    option: str = ""
    others: tuple[str, ...] = ()
    witness: Profile | None = None
    decided: bool = True
