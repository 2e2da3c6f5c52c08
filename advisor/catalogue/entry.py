"""One service's page."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from advisor.catalogue import aspects, speaking
from advisor.catalogue.names import category_name
from advisor.catalogue.orchestration import COMPARED, TABLE
from advisor.catalogue.values import AdviceGroup, ChapterView, Entry, Part
from advisor.catalogue.writer import Writer
from advisor.engine.rulebook import Chapter


def entry_of(writer: Writer, slug: str) -> Entry:
    """Return the page of a service that the rulebook has; sources are numbered in reading order."""
    service = writer.rulebook.services[slug]
    described = aspects.described(writer, service)
    fit, limits = aspects.fit(writer, service), aspects.limits(writer, service)
    running = aspects.running(writer, service)
    chapters = tuple(_chapter(writer, c) for c in writer.rulebook.chapters.values() if c.service == slug)
    decisions = speaking.decisions(writer, slug)
    rules_headline = speaking.headline(decisions)
    advice = speaking.advice(writer, slug)
    related = tuple(writer.link(other) for other in service.related if other in writer.rulebook.services)
    in_a_table = slug in COMPARED and TABLE in writer.rulebook.tables
    parts = [
        Part("fit", gettext("When to choose it")) if fit else None,
        Part("limits", gettext("Limits and figures")) if limits else None,
        Part("running", gettext("Running it")),
        *(Part(f"chapter-{chapter.slug}", chapter.title) for chapter in chapters),
        Part("rules", gettext("Rules")),
        Part("advice", gettext("Advice")) if advice else None,
        Part("related", gettext("Related services")) if related or in_a_table else None,
        Part("sources", gettext("Sources")),
    ]
    return Entry(
        slug=slug,
        name=writer.say(service.name),
        category=category_name(service.category),
        summary=writer.say(service.summary),
        described=described,
        glance=aspects.glance(writer, service),
        fit=fit,
        limits=limits,
        running=running,
        chapters=chapters,
        rules_headline=rules_headline,
        decisions=decisions,
        advice=advice,
        advice_headline=_advice_headline(advice),
        related=related,
        compared_in_a_table=in_a_table,
        sources=writer.sources(),
        parts=tuple(part for part in parts if part),
    )


def _advice_headline(groups: tuple[AdviceGroup, ...]) -> str:
    count = sum(len(group.items) for group in groups)
    text = ngettext(
        "%(count)s piece of advice comes with it", "%(count)s pieces of advice come with it", count
    )
    return text % {"count": count}


def _chapter(writer: Writer, chapter: Chapter) -> ChapterView:
    table = writer.rulebook.tables.get(chapter.table) if chapter.table else None
    return ChapterView(
        slug=chapter.slug,
        title=writer.say(chapter.title),
        text=writer.say(chapter.text),
        points=tuple(writer.say(point) for point in chapter.points),
        numbered=chapter.numbered,
        table=writer.table(table) if table else None,
        cites=writer.cite(chapter.sources),
    )
