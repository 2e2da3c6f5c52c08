"""The parts of a report in their order: every page and file names, numbers and links them alike."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Part:
    """One part; ``slug`` is its anchor on the page and in every file."""

    slug: str
    title: Promise


PARTS = (
    Part("strategies", _("Four strategies")),
    Part("architecture", _("Target architecture")),
    Part("services", _("Services")),
    Part("running", _("How it would run")),
    Part("changes", _("What would change this")),
    Part("unknown", _("Still unknown")),
    Part("practices", _("Practices")),
    Part("plan", _("Plan")),
    Part("risks", _("Risks")),
    Part("cost", _("Cost")),
    Part("sources", _("Sources")),
    Part("appendix", _("Appendix")),
)


def number_of(slug: str) -> int:
    """Return the number of a part, from 1."""
    return [part.slug for part in PARTS].index(slug) + 1
