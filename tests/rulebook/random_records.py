"""Random records of every kind, as the schema describes them, with texts that are hard to keep.

They are well formed, and name one another where the draft's tables have to; they are no sensible rulebook.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from advisor.rulebook.reading import make_record
from advisor.rulebook.records import RecordSet
from advisor.rulebook.schema import CONDITION_OPERATORS, KINDS, OUTCOMES, Field, Kind

#: What YAML, JSON or an editor could take for something else, and what they could wrap or trim.
PIECES = (
    *("yes", "no", "on", "off", "y", "null", "~", "true", "1e3", "0x1F", "012", "1:30", "2026-01-01", ".5"),
    *("- ", ": ", " #", "# ", "? ", "! ", "& ", "* ", "| ", "> ", "%", "@", "`", "{", "}", "[", "]", ","),
    *(
        "'",
        '"',
        "''",
        '\\"',
        "\\n",
        "---",
        "...",
        "<<",
        "=",
        "\t",
        "  ",
        "\n",
        "\n\n",
        "\n  ",
        "\n\t",
        "\r\n",
    ),
    *("한국어", "가", "각", "é", "e\u0301", "🚀", "👩‍🔧", "\u200b", "\u2028", "\u2029", "\ufeff", "\u00a0"),
    *("word", "A longer run of words that an editor would wrap somewhere.", "x" * 130, "한" * 70, "\ud7ff"),
    *("\ue000", "\U0010fffd", "İ", "ß", "\u3000", "no: yes", "key: {a: b}", "[[a]]", "!!python/object"),
)
SLUGS = ("null", "yes", "no", "on", "1", "0x1f", "1e3", "007", "2026-01-01", "a", "b-c", "d_e", "none", "y")
NUMBERS = (0, 1, -1, 7, 0.5, -0.25, 1e-07, 1.5e15, 2**53, 99.9, 1e16 / 3, 100_000)


def random_records(random: Random) -> RecordSet:
    """Return up to a handful of records of every kind."""
    made: dict[str, list[dict[str, Any]]] = {}
    for name, kind in KINDS.items():
        rows: dict[tuple[str, ...], dict[str, Any]] = {}
        for _ in range(random.randint(0, 4)):
            row = _row(kind, made, random)
            if row is not None:
                parent = (row[kind.parent][0],) if kind.parent else ()
                rows[*parent, row["slug"]] = row
        made[name] = list(rows.values())
    records = []
    for name, rows in made.items():
        for row in rows:
            record, findings = make_record(name, row)
            assert record is not None, findings
            records.append(record)
    random.shuffle(records)
    return RecordSet(records)


def _row(kind: Kind, made: dict[str, list[dict[str, Any]]], random: Random) -> dict[str, Any] | None:
    row: dict[str, Any] = {}
    for field in kind.fields:
        if field.type == "ref":
            there = [known["slug"] for known in made[field.target]]
            if field.nullable and (not there or random.random() < 0.4):
                row[field.name] = None
            elif there:
                row[field.name] = [random.choice(there)]
            else:
                return None
        else:
            row[field.name] = _value(field, row, random)
    if kind.name == "decision":
        row["slug"] = random.choice((*OUTCOMES, "supporting"))
    return row


def _value(field: Field, row: dict[str, Any], random: Random) -> Any:
    if field.words:
        return random.choice(field.words)
    if field.nullable and random.random() < 0.3:
        return None
    made = _MADE[field.type](row, random)
    return made[: field.longest].strip() if field.longest else made


def text(random: Random, most: int = 8) -> str:
    """Return a text of hard pieces; often empty, sometimes long."""
    return random.choice(("", " ")).join(random.choices(PIECES, k=random.randint(0, most)))


def slug(random: Random) -> str:
    """Return a slug, often one that looks like something else."""
    return random.choice(SLUGS) if random.random() < 0.5 else f"s{random.randint(0, 10**9)}"


def slugs(random: Random, least: int = 0) -> list[str]:
    """Return different slugs."""
    return list(dict.fromkeys(slug(random) for _ in range(random.randint(least, 5))))


def _day(random: Random) -> str:
    return (date(2020, 1, 1) + timedelta(days=random.randint(0, 3000))).isoformat()


def _condition(random: Random) -> Any:
    if random.random() < 0.4:
        return slugs(random, 1)
    chosen = random.sample(CONDITION_OPERATORS, random.randint(1, 3))
    return {name: random.choice(NUMBERS) if name in ("min", "below") else slugs(random, 1) for name in chosen}


def _named(random: Random, value: Any) -> dict[str, Any]:
    names = [*slugs(random), *random.sample(OUTCOMES, random.randint(0, 2))]
    return {name: value(random) for name in names}


def _both(random: Random) -> dict[str, str]:
    return {"en": text(random), "ko": text(random)}


def _cell(random: Random) -> Any:
    return random.choice((None, random.choice(NUMBERS), slug(random), text(random, 2), _both(random)))


def _columns(row: dict[str, Any], random: Random) -> list[dict[str, str]]:
    return [
        {
            "slug": name,
            "label_en": text(random, 3),
            "label_ko": text(random, 3),
            "kind": random.choice(("text", "number", "slug")),
        }
        for name in slugs(random, 1)
    ]


def _rows(row: dict[str, Any], random: Random) -> list[dict[str, Any]]:
    names = [column["slug"] for column in row["columns"]]
    return [{name: _cell(random) for name in names} for _ in range(random.randint(0, 4))]


def _answer(random: Random) -> Any:
    return random.choice((None, slug(random), slugs(random, 1), random.choice(NUMBERS)))


_MADE = {
    "slug": lambda row, random: slug(random),
    "refs": lambda row, random: [[name] for name in slugs(random)],
    "text": lambda row, random: text(random),
    "plain": lambda row, random: text(random, 3),
    "url": lambda row, random: f"https://example.org/{random.choice(('', 'a?b=1&c#d', '한국어', '%20'))}",
    "integer": lambda row, random: random.randint(0, 40),
    "number": lambda row, random: random.choice(NUMBERS),
    "flag": lambda row, random: random.random() < 0.5,
    "date": lambda row, random: _day(random),
    "partial_date": lambda row, random: _day(random)[: random.choice((4, 7, 10))],
    "digest": lambda row, random: random.choice(("", "00000012", "1234e567", "deadbeef", "12345678")),
    "conditions": lambda row, random: _named(random, _condition),
    "asked_when": lambda row, random: _named(random, lambda random: slugs(random, 1)),
    "effects": lambda row, random: _named(random, lambda random: random.choice(("rules_out", -10, 3, 7))),
    "columns": _columns,
    "rows": _rows,
    "answers": lambda row, random: _named(random, _answer),
    "notes": lambda row, random: _named(random, text),
    "picks": lambda row, random: _named(random, lambda random: slugs(random, 1)),
    "given": lambda row, random: _named(random, slugs),
    "slugs": lambda row, random: slugs(random),
    "points": lambda row, random: [_both(random) for _ in range(random.randint(0, 3))],
}
