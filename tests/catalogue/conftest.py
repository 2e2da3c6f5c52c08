"""The small rulebook with a fuller catalogue, and the repository's rulebook published."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from advisor.catalogue.writer import Writer
from advisor.engine.rulebook import Advice, Condition, Fact, ReferenceTable, Rule, Service, Text
from advisor.rulebook import published
from advisor.rulebook.document import FORMAT, canonical_json, hash_of
from advisor.rulebook.models import Version
from tests import books

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "rulebook" / "fixtures"
REAL = ROOT / "fixtures"
TODAY = date(2026, 11, 22)


def text(en: str) -> Text:
    return Text(en, f"{en}(한)")


FUNCTIONS = Service(
    slug="functions",
    category="compute",
    name=Text("Azure Functions", "Azure Functions"),
    summary=text("Runs code on events."),
    choose_when=text("Choose it for events."),
    avoid_when=text("Avoid it for long work."),
    scaling=text("By event."),
    scales_to_zero="yes",
    billing=text("By execution."),
    migration=text("By hand."),
    operations="low",
    operations_note=text("Watch failed messages."),
    related=("virtual_machines", "gone"),
    sources=("guide",),
    checked_on=TODAY,
)
MACHINES = Service(
    slug="virtual_machines",
    category="compute",
    name=Text("Azure Virtual Machines", "Azure Virtual Machines"),
    summary=text("Servers."),
    operations="high",
    lifecycle="retiring",
    lifecycle_on=date(2028, 9, 30),
    lifecycle_note=text("Choose another."),
)
MONITOR = Service(
    slug="azure_monitor",
    category="supporting",
    name=Text("Azure Monitor", "Azure Monitor"),
    summary=text("Watches."),
    operations="low",
    lifecycle="preview",
)
SETS = Service(
    slug="sets", category="advice", name=text("Sets"), summary=text("Spread machines."), operations="medium"
)


def fact(slug: str, kind: str, when=None) -> Fact:
    return Fact(slug, "functions", kind, "1", text(""), text(f"{slug} is so."), when or {}, ("guide",), TODAY)


JAVA = {"runtime": Condition(any_of=("java",))}
FACTS = [
    fact("only-java", "limit", JAVA),
    fact("always", "figure"),
    fact("promise", "availability"),
    fact("end", "retirement"),
]
REFACTORED = {"strategy": Condition(any_of=("refactor",))}


def rule(slug: str, points=None, rules_out=(), when=None) -> Rule:
    because = text(f"Because of {slug}.")
    return Rule(slug, "compute", REFACTORED if when is None else when, points or {}, rules_out, because)


RULES = [
    rule("a-little", {"functions": 1}),
    rule("a-lot", {"functions": 5, "virtual_machines": -1}),
    rule("against", {"functions": -1}),
    rule("more-against", {"functions": -4}),
    rule("veto", rules_out=("functions",)),
    rule("always", {"functions": 2}, when={}),
    rule("other", {"virtual_machines": 3}),
]


def advice(slug: str, kind, when) -> Advice:
    return Advice(slug, kind, "data", when, text(slug), text(f"About {slug}."), ("guide",))


ON_FUNCTIONS = Condition(any_of=("functions", "virtual_machines"))
ADVICE = [
    advice("cold", "risk", {"compute": ON_FUNCTIONS}),
    advice("warm", "practice", {"compute": ON_FUNCTIONS, **JAVA}),
    advice("first", "step", {"compute": Condition(all_of=("functions",))}),
    advice("elsewhere", "risk", {"compute": Condition(none_of=("functions",))}),
    advice("anywhere", "risk", {}),
]


@pytest.fixture(scope="session")
def small():
    return books.compiled(books.SMALL).rulebook


@pytest.fixture
def book(small):
    """The small rulebook with every part of an entry filled for Functions, and nothing for the sets."""
    levels = small.tables["sizes"]
    figures = [
        {"service": "functions", "sla_percent": 99.95, "condition": text("On a plan")},
        {"service": "functions", "sla_percent": 99.995, "condition": None},
        {"service": "virtual_machines", "sla_percent": 99, "condition": None},
    ]
    table = ReferenceTable("sla-figures", text("Levels"), levels.columns, tuple(figures), ("guide",))
    return replace(
        small,
        services={s.slug: s for s in (FUNCTIONS, MACHINES, MONITOR, SETS)},
        facts={f.slug: f for f in FACTS},
        rules={r.slug: r for r in RULES},
        advice={a.slug: a for a in ADVICE},
        tables={**small.tables, "sla-figures": table},
    )


@pytest.fixture
def writer(book):
    return Writer(book, "en", TODAY)


@pytest.fixture(scope="session")
def document():
    """The repository's rulebook as one document."""
    return books.text(books.REAL)


def publish(document: str):
    """Publish a document; return its rulebook."""
    Version.objects.create(hash=hash_of(document), format=FORMAT, document=document)
    return published.current().rulebook


@pytest.fixture
def real(db, document):
    """The repository's rulebook, published."""
    return publish(document)


@pytest.fixture
def without_comparison(db, document):
    """The same without the table that compares Functions and Logic Apps."""
    data = json.loads(document)
    data["tables"] = [row for row in data["tables"] if row["slug"] != "functions-or-logic-apps"]
    data["chapters"] = [row for row in data["chapters"] if row["table"] != "functions-or-logic-apps"]
    return publish(canonical_json(data))
