"""What compares answers with what was acknowledged finds each kind of loss."""

import pytest

from tests.faults.judging import wrong
from tests.faults.tabs import Save

KEY = ("code", "size")


def sent(revision, value, status):
    """One answer whose note tells where it came from."""
    return Save(*KEY, revision, value, f"note {value}", status)


def stored(revision, value, *, given=True, whole=True):
    return {KEY: (revision, given, value, f"note {value}", whole)}


@pytest.mark.parametrize(
    ("saves", "found"),
    [
        ([], {}),
        ([sent(0, "1", 200), sent(1, "2", 302)], stored(2, 2)),
        ([sent(0, "1", 200), sent(0, "2", 409)], stored(1, 1)),
        # Nobody knows whether it was stored: both are right.
        ([sent(0, "1", 200), sent(1, "2", 0)], stored(1, 1)),
        ([sent(0, "1", 200), sent(1, "2", 0)], stored(2, 2)),
        ([sent(0, "1", 503)], stored(1, 1)),
        ([sent(0, "1", 0), sent(1, "2", 200)], stored(2, 2)),
    ],
)
def test_what_was_acknowledged_and_is_there_is_right(saves, found):
    assert wrong(saves, found) == []


@pytest.mark.parametrize(
    ("saves", "found", "why"),
    [
        ([sent(0, "1", 200)], {}, "revision 1 was acknowledged, 0 is stored"),
        ([sent(0, "1", 200), sent(1, "2", 200)], stored(1, 1), "revision 2 was acknowledged, 1 is stored"),
        ([sent(0, "1", 200)], stored(1, 7), "revision 1 is 7 'note 7'"),
        ([sent(0, "1", 200), sent(0, "2", 200)], stored(1, 2), "acknowledged 2 times"),
        ([sent(0, "1", 200)], stored(2, 1), "revision 2 is 1"),
        ([sent(1, "2", 200)], stored(2, 2), "revision 1 comes from nowhere"),
        ([sent(0, "1", 409)], stored(1, 1), "revision 1 is 1"),
        ([sent(0, "1", 200)], stored(1, 1, whole=False), "half stored"),
        ([sent(0, "1", 200)], stored(1, 1, given=False), "revision 1 is 1"),
    ],
)
def test_what_is_lost_altered_doubled_or_half_is_told(saves, found, why):
    assert why in "\n".join(wrong(saves, found))
