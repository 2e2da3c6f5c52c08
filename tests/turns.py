"""Which of many examples alike run at each change; the others run in the sweeps."""

from collections.abc import Collection
from typing import Any

import pytest

LANGUAGES = ("en", "ko")


def in_turn(names: Collection[str]) -> list[Any]:
    """Return (name, language) of all: by turns in one language at each change, in the other one swept."""
    return [
        pytest.param(name, language, marks=[pytest.mark.sweep] if (number + turn) % 2 else [])
        for number, name in enumerate(names)
        for turn, language in enumerate(LANGUAGES)
    ]
