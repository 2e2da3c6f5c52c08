"""Values as FEEL and ZEN both write them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal


def text(value: str) -> str:
    """Return a text in double quotes, with what must be escaped escaped."""
    return json.dumps(value, ensure_ascii=False)


def texts(values: Iterable[str]) -> str:
    """Return a list of texts."""
    return f"[{', '.join(map(text, values))}]"


def number(value: float) -> str:
    """Return a number in plain digits: neither language knows exponents everywhere."""
    return f"{Decimal(str(value)).normalize():f}"
