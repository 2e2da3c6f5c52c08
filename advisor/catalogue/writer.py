"""What every page of the catalogue is written with: one language, one day, one numbering of sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext

from advisor.catalogue.values import Cell, Link, Statement, TableView
from advisor.engine.rulebook import Column, Conditions, ReferenceTable, Rulebook, Text
from advisor.rulebook.citing import Cites, SourceView, source_view
from advisor.rulebook.wording import conditions_text, number_text

#: What stands where a table has nothing to say.
NOTHING = "–"
#: The column that has the names for the slugs in the first one.
NAME = "name"


@dataclass(slots=True)
class Writer:
    """The rulebook, the language and today, with helpers that write."""

    rulebook: Rulebook
    language: str
    today: date
    numbers: dict[str, int] = field(default_factory=dict)

    def say(self, text: Text) -> str:
        """Return a text of the rulebook in the page's language."""
        return text.in_language(self.language)

    def cite(self, sources: Iterable[str]) -> Cites:
        """Return the numbers of sources, giving a number to those that are cited for the first time."""
        known = [slug for slug in sources if slug in self.rulebook.sources]
        return tuple(sorted(self.numbers.setdefault(slug, len(self.numbers) + 1) for slug in known))

    def link(self, slug: str) -> Link:
        """Return a service by its name."""
        return Link(slug, self.say(self.rulebook.services[slug].name))

    def statements(self, *texts: Text) -> tuple[Statement, ...]:
        """Return those of the texts that say something."""
        return tuple(Statement(self.say(text)) for text in texts if self.say(text))

    def matters_when(self, when: Conditions) -> str:
        """Return for which answers a fact matters, as a sentence; "" for all."""
        conditions = conditions_text(self.rulebook, when, self.language)
        return gettext("Matters when %(conditions)s.") % {"conditions": conditions} if conditions else ""

    def only_when(self, when: Conditions) -> str:
        """Return for which answers advice is given, as a sentence; "" for all."""
        conditions = conditions_text(self.rulebook, when, self.language)
        return gettext("Applies when %(conditions)s.") % {"conditions": conditions} if conditions else ""

    def table(self, table: ReferenceTable) -> TableView:
        """Return a reference table in words.

        Slugs that a column beside them names are left out, and so are those that name nothing a reader knows.
        """
        first, *others = table.columns
        named = first.kind == "slug" and any(column.slug == NAME for column in others)
        told = [column for column in others if column.kind != "slug" or self._is_known(table, column)]
        columns = told if named else [first, *told]
        return TableView(
            title=self.say(table.title),
            columns=tuple((self.say(column.label), column.kind == "number") for column in columns),
            rows=tuple(
                tuple(
                    (self.say(column.label), self._cell(column, row.get(column.slug))) for column in columns
                )
                for row in table.rows
            ),
            cites=self.cite(table.sources),
        )

    def _is_known(self, table: ReferenceTable, column: Column) -> bool:
        """Return whether the slugs of a column name services, options or choices."""
        return all(
            self._name(column, slug) for row in table.rows if isinstance(slug := row.get(column.slug), str)
        )

    def _cell(self, column: Column, value: Text | str | float | None) -> Cell:
        if isinstance(value, Text):
            return Cell(self.say(value) or NOTHING)
        if isinstance(value, str):
            return self._named(column, value)
        return Cell(NOTHING if value is None else number_text(value), is_number=column.kind == "number")

    def _named(self, column: Column, slug: str) -> Cell:
        """Return what a slug names, or its words."""
        name = self._name(column, slug) or slug.replace("_", " ")
        return Cell(name, service=slug if slug in self.rulebook.services else "")

    def _name(self, column: Column, slug: str) -> str:
        """Return the name of a service, option or choice of the column's question; "" for other slugs."""
        service = self.rulebook.services.get(slug)
        if service is not None:
            return self.say(service.name)
        options = (o for decision in self.rulebook.decisions.values() for o in decision.options)
        names = {option.slug: self.say(option.name) for option in options}
        question = self.rulebook.questions.get(column.slug)
        choices = {choice.slug: self.say(choice.label) for choice in question.choices} if question else {}
        return (choices | names).get(slug, "")

    def sources(self) -> tuple[SourceView, ...]:
        """Return the sources cited so far, by number."""
        known = self.rulebook.sources
        return tuple(source_view(known[slug], number, self.language) for slug, number in self.numbers.items())
