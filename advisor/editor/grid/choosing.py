"""The controls around a decision table: tabs, filters, heads that sort, pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from advisor.editor.grid.asked import ADVICE, Asked, effects_of, readable
from advisor.editor.grid.entries import rules_of
from advisor.editor.grid.rows import Column, Columns
from advisor.editor.grid.table import Table
from advisor.engine.rulebook import RANKED_DECISIONS, Rulebook
from advisor.rulebook.rule_words import option_names
from advisor.rulebook.wording import question_text

#: (value, words, chosen)
Choice = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the tables; ``count`` is None where the draft cannot be read."""

    slug: str
    title: str
    count: int | None
    here: bool


@dataclass(frozen=True, slots=True)
class Select:
    """A list to choose from; ``any`` is the word for choosing nothing."""

    name: str
    label: str
    any: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: where it leads, and how the rows are ordered by it now ("" for not)."""

    column: Column
    query: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of the rule's column, the questions' and the options'."""

    rule: Head
    questions: tuple[Head, ...]
    options: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything that a table can be narrowed by. ``columns``: the questions that can be columns."""

    selects: tuple[Select, ...]
    more: tuple[Select, ...]
    columns: tuple[Choice, ...]


def table_title(rulebook: Rulebook | None, decision: str, language: str) -> str:
    """Return what a table is called; its slug where the draft cannot be read."""
    if decision == ADVICE:
        return _("Advice")
    table = rulebook.decisions.get(decision) if rulebook else None
    return table.title.in_language(language) if table else decision


def tabs(rulebook: Rulebook | None, tables: Sequence[str], here: str, language: str) -> list[Tab]:
    """Return a tab for each table."""
    return [
        Tab(
            slug,
            table_title(rulebook, slug, language),
            len(rules_of(rulebook, slug)) if rulebook else None,
            slug == here,
        )
        for slug in tables
    ]


def choices(rulebook: Rulebook, decision: str, asked: Asked, language: str) -> Choices:
    """Return what the rows of a table can be narrowed by: only what some row reads, touches or cites."""
    rules = rules_of(rulebook, decision).values()
    read = {name for rule in rules for name in rule.when}
    cited = {source for rule in rules for source in rule.sources}
    questions = [(slug, _name(rulebook, slug, language)) for slug in readable(rulebook) if slug in read]
    sources = [(slug, source.title) for slug, source in rulebook.sources.items() if slug in cited]
    selects = [_select("question", _("Question used"), _("Any question"), questions, asked.question)]
    if decision == ADVICE:
        selects.append(_select("kind", _("Kind"), _("Any kind"), kind_names(), asked.kind))
    else:
        names = option_names(rulebook, decision, language)
        options = [(slug, names[slug]) for slug in effects_of(rulebook, decision)]
        selects += [
            _select("option", _("Option touched"), _("Any option"), options, asked.option),
            _select("effect", _("How"), _("Any way"), effect_names(), asked.effect),
        ]
    selects.append(_select("source", _("Source"), _("Any source"), sources, asked.source))
    return Choices(
        tuple(selects),
        (_select("order", _("Order"), _("by name"), _orders(asked.order), asked.order),),
        tuple((slug, words, slug in asked.columns) for slug, words in questions),
    )


def _select(name: str, label: str, any_: str, known: Sequence[tuple[str, str]], chosen: str) -> Select:
    return Select(name, label, any_, tuple((slug, words, slug == chosen) for slug, words in known))


def _name(rulebook: Rulebook, slug: str, language: str) -> str:
    if slug in RANKED_DECISIONS:
        title = rulebook.decisions[slug].title.in_language(language)
        return _("outcome: %(decision)s") % {"decision": title}
    return question_text(rulebook, slug, language)


def kind_names() -> list[tuple[str, str]]:
    """Return the kinds of advice in words."""
    return [("risk", _("Risk")), ("practice", _("Practice")), ("step", _("Plan step"))]


def effect_names() -> list[tuple[str, str]]:
    """Return the kinds of effects in words."""
    return [
        ("for", pgettext("points", "for")),
        ("against", pgettext("points", "against")),
        ("out", _("rules out")),
    ]


def _orders(now: str) -> list[tuple[str, str]]:
    known = [
        ("checked", _("longest unchecked first")),
        ("-checked", _("last checked first")),
        ("-conditions", _("most conditions first")),
        ("conditions", _("fewest conditions first")),
    ]
    if now == "slug" or now in dict(known):
        return known
    return [*known, (now, _("by the column chosen"))]


def heads(columns: Columns, asked: Asked, params: QueryDict) -> Heads:
    """Return the heads of a table's columns."""
    return Heads(
        _head(Column("rule", _("Rule") if columns.layout != "none" else _("Advice"), "slug"), asked, params),
        tuple(_head(column, asked, params) for column in columns.questions),
        tuple(_head(column, asked, params) for column in columns.options),
    )


def _head(column: Column, asked: Asked, params: QueryDict) -> Head:
    forwards, backwards = asked.order == column.order, asked.order == f"-{column.order}"
    order = f"-{column.order}" if forwards else column.order
    state = "ascending" if forwards else "descending" if backwards else ""
    return Head(column, query_with(params, {"order": order}), state)


def pages(table: Table, params: QueryDict) -> list[tuple[int, str, bool]]:
    """Return (number, query, here) of each page; [] where there is only one."""
    if table.pages == 1:
        return []
    numbers = range(1, table.pages + 1)
    return [(n, query_with(params, {"page": str(n)}, keep_page=True), n == table.page) for n in numbers]


def query_with(params: QueryDict, changed: Mapping[str, str], *, keep_page: bool = False) -> str:
    """Return an address's query with some values changed and the empty ones left out."""
    left_out = {*changed} if keep_page else {*changed, "page"}
    query = QueryDict(mutable=True)
    for name, values in params.lists():
        if name not in left_out and any(values):
            query.setlist(name, [value for value in values if value])
    for name, value in changed.items():
        query[name] = value
    return query.urlencode()


def address(path: str, params: QueryDict) -> str:
    """Return the address of what is shown, without what asks for nothing."""
    query = query_with(params, {}, keep_page=True)
    return f"{path}?{query}" if query else path
