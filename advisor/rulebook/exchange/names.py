"""Slugs as names that FEEL and ZEN read as one variable each."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Words of FEEL and of ZEN, and their functions of one word, which a variable must not be called.
# fmt: off
RESERVED = frozenset((
    "abs", "after", "all", "and", "any", "append", "before", "between", "ceiling", "coincides",
    "concatenate", "contains", "context", "count", "date", "day", "days", "decimal", "duration", "during",
    "else", "even", "every", "exp", "external", "extract", "false", "filter", "finishes", "flatten",
    "floor", "for", "from", "function", "fuzzyMatch", "if", "in", "includes", "instance", "is", "item",
    "join", "keys", "len", "list", "log", "lower", "map", "match", "matches", "max", "mean", "median",
    "meets", "merge", "min", "mode", "modulo", "month", "none", "not", "now", "null", "number", "odd",
    "of", "one", "or", "overlaps", "partial", "product", "quarter", "rand", "range", "remove", "replace",
    "return", "reverse", "round", "satisfies", "some", "sort", "split", "sqrt", "starts", "startsWith",
    "stddev", "string", "sublist", "substring", "sum", "then", "time", "today", "trim", "true", "type",
    "union", "upper", "values", "week", "year",
))
# fmt: on
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*")


def identifiers(wanted: Iterable[str]) -> dict[str, str]:
    """Return each wanted name → a plain one of its own, the same wherever it can be.

    Others get what they may not have replaced by ``_``, and a number where that name is taken. Names that
    can stay are settled first, so that they do not depend on what else is wanted.
    """
    names = list(dict.fromkeys(wanted))
    found = {name: name for name in names if _PLAIN.fullmatch(name) and name not in RESERVED}
    taken = set(found)
    for name in names:
        if name in found:
            continue
        plain = re.sub(r"[^a-z0-9_]", "_", name)
        plain = plain if _PLAIN.fullmatch(plain) and plain not in RESERVED else f"q_{plain}"
        free, number = plain, 2
        while free in taken:
            free, number = f"{plain}_{number}", number + 1
        taken.add(free)
        found[name] = free
    return {name: found[name] for name in names}
