"""Before you move: what in the answers speaks for not moving the workload, or for replacing it."""

from __future__ import annotations

from django.utils.translation import ngettext

from advisor.reports.desk import Desk, fill
from advisor.reports.parts.advice import SIGNS, items_of_topic
from advisor.reports.report import SignsPart


def signs_part(desk: Desk) -> SignsPart:
    """Return what to settle first; without items where nothing speaks against moving at all."""
    items = items_of_topic(desk, SIGNS)
    text = ngettext(
        "%(count)s thing to settle first; the recommendation assumes that the workload moves",
        "%(count)s things to settle first; the recommendation assumes that the workload moves",
        len(items),
    )
    return SignsPart(fill(text, count=len(items)) if items else "", items)
