"""What is known: services, facts, chapters, tables, sources, terms."""

from __future__ import annotations

from django.contrib import admin

from advisor.editor.admin.lists import ChapterList, FactList, ServiceList, SourceList, TableList, TermList
from advisor.rulebook.models import Chapter, Fact, Service, Source, Table, Term


@admin.register(Service)
class ServiceAdmin(ServiceList):
    """The catalogue."""


@admin.register(Fact)
class FactAdmin(FactList):
    """Limits and figures."""


@admin.register(Table)
class TableAdmin(TableList):
    """Reference tables."""


@admin.register(Chapter)
class ChapterAdmin(ChapterList):
    """Parts of the services' pages."""


@admin.register(Source)
class SourceAdmin(SourceList):
    """Sources."""


@admin.register(Term)
class TermAdmin(TermList):
    """The glossary."""
