"""What one code of a finding means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from advisor.rulebook.findings import Level

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Meaning(NamedTuple):
    """One kind of finding. ``level``: how heavily it weighs when it is found; only errors stop publishing."""

    level: Level
    title: _StrPromise
    meaning: _StrPromise
    remedy: _StrPromise
