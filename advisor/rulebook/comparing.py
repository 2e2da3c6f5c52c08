"""A published version's records beside those of the draft or of files.

A version holds no order numbers (its lists are in order), no digests and no scenarios. Compared as it is,
it would differ everywhere; so it takes these from the records that it is compared with, except where the
order itself is another one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from advisor.rulebook.records import Record, RecordSet


def beside(version: RecordSet, known: RecordSet) -> RecordSet:
    """Return the records of a version, made comparable with ``known``.

    An order number may come out as a fraction: it says where the record stands, between two others.
    """
    groups: dict[tuple[str, tuple[str, str]], list[Record]] = {}
    for record in version:
        if record.kind != "scenario":
            groups.setdefault((record.kind, record.group), []).append(record)
    placed = [record for group in groups.values() for record in _placed(group, known)]
    return RecordSet([*(_with_digest(record, known) for record in placed), *known.of("scenario")])


def _with_digest(record: Record, known: RecordSet) -> Record:
    twin = known.find(record.kind, *record.key)
    if twin is None or "korean_of" not in record.fields:
        return record
    return replace(record, fields={**record.fields, "korean_of": twin.fields["korean_of"]})


def _placed(group: list[Record], known: RecordSet) -> list[Record]:
    """Give the records of one group the order numbers of their twins, where these are in the same order."""
    if not group[0].schema.ordered:
        return group
    twins = [known.find(record.kind, *record.key) for record in group]
    numbered = [
        (place, (twin.fields["order"], twin.slug))
        for place, (record, twin) in enumerate(zip(group, twins, strict=True))
        if twin and twin.group == record.group
    ]
    staying = [numbered[n] for n in _longest_rise([number for _, number in numbered])]
    orders = _filled(len(group), {place: order for place, (order, _) in staying})
    return [
        replace(record, fields={**record.fields, "order": order})
        for record, order in zip(group, orders, strict=True)
    ]


def _longest_rise(numbers: Sequence[tuple[float, str]]) -> list[int]:
    """Return the places of a longest run of numbers that only rises (patience sorting)."""
    tops: list[tuple[float, str]] = []
    piles: list[int] = []
    for number in numbers:
        pile = bisect_left(tops, number)
        tops[pile : pile + 1] = [number]
        piles.append(pile)
    wanted = len(tops) - 1
    rise: list[int] = []
    for place in reversed(range(len(piles))):
        if piles[place] == wanted:
            rise.append(place)
            wanted -= 1
    return rise[::-1]


def _filled(length: int, known: dict[int, float]) -> list[float]:
    """Return a number for each place: those known, and between them numbers that keep the order."""
    places = sorted(known)
    found: list[float] = []
    for place in range(length):
        if place in known:
            found.append(known[place])
            continue
        before = max((p for p in places if p < place), default=None)
        after = min((p for p in places if p > place), default=None)
        low = known[before] if before is not None else (known[after] - 1 if after is not None else 0)
        high = known[after] if after is not None else low + 1
        first = before if before is not None else -1
        last = after if after is not None else length
        found.append(low + (high - low) * (place - first) / (last - first))
    return found
