"""Compares what is stored with what was acknowledged."""

from __future__ import annotations

from collections import defaultdict

from tests.faults.tabs import ACKNOWLEDGED, UNKNOWN


def wrong(saves, stored):
    """Return in words what is lost, altered, doubled or half of what was sent.

    Each answer that is stored adds one to the revision that it was made from. So every revision up to the one
    that is stored must be an answer that was acknowledged, or one of which nobody heard; and no two.
    """
    sent = defaultdict(list)
    for save in saves:
        sent[save.code, save.question].append(save)
    problems = [f"{key}: half stored" for key in sent if key in stored and not stored[key][4]]
    for key, those in sent.items():
        problems += [f"{key}: {problem}" for problem in _wrong_with(those, stored.get(key))]
    return problems


def _wrong_with(saves, stored):
    revision, given, value, note, _whole = stored or (0, False, None, "", True)
    became = defaultdict(list)
    for save in saves:
        if save.outcome == ACKNOWLEDGED:
            became[save.revision + 1].append(save)
    unheard = {(s.revision + 1, s.note, s.value) for s in saves if s.outcome == UNKNOWN}
    for number, those in became.items():
        if number > revision:
            yield f"revision {number} was acknowledged, {revision} is stored"
        if len(those) > 1:
            yield f"revision {number} was acknowledged {len(those)} times"
    for number in range(1, revision):
        if number not in became and not any(one[0] == number for one in unheard):
            yield f"revision {number} comes from nowhere"
    if revision:
        sent = {(save.note, save.value) for save in became[revision]}
        sent |= {(note, value) for number, note, value in unheard if number == revision}
        if not given or (note, as_sent(value)) not in sent:
            yield f"revision {revision} is {value!r} {note!r}, sent was {sorted(sent)}"


def as_sent(value):
    """Return a stored value as a form sends it."""
    if value is None:
        return "?"
    if isinstance(value, list):
        (value,) = value
    return value if isinstance(value, str) else str(int(value))
