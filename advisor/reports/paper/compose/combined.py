"""The paper of a workload of several components: what holds for all of them, then a chapter for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Literal

from django.utils.translation import gettext, override

from advisor.pictures.korean import fill
from advisor.reports.combined import Combined, Component, SharedRisk, SharedService
from advisor.reports.drawings.combined import combined_caption, combined_drawing, combined_timeline
from advisor.reports.paper.blocks import (
    Block,
    Cover,
    Heading,
    Inline,
    Line,
    Mark,
    Paper,
    Paragraph,
    Run,
    Table,
)
from advisor.reports.paper.compose import review
from advisor.reports.paper.compose.choice import services, strategies
from advisor.reports.paper.compose.doing import phases
from advisor.reports.paper.compose.doubt import changes, unknown
from advisor.reports.paper.compose.end import (
    about,
    answers_given,
    how_to_check,
    made_from,
    names_elsewhere,
    source_list,
)
from advisor.reports.paper.compose.pieces import bold, figure, paragraphs, plain, said
from advisor.reports.paper.compose.summary import short_hash, summary
from advisor.reports.report import Report

#: What a component's chapter takes from its own report.
_OF_A_COMPONENT: tuple[Callable[[Report], Iterator[Block]], ...] = (
    summary,
    strategies,
    services,
    changes,
    unknown,
)
#: So many components have a column each beside the services that they share.
_MOST_COLUMNS = 12
#: A level → the one below it, as far down as there is one.
_LOWER: dict[int, Literal[2, 3, 4]] = {1: 2, 2: 3, 3: 4, 4: 4}
#: Of more components a page has no room for the services around them, which the table below lists.
_MOST_WITH_AROUND = 4


def paper_of_combined(combined: Combined) -> Paper:
    """Return a whole workload as a paper in its own language."""
    subject = combined.subject
    with override(subject.language):
        title = f"{subject.name}: {_strategies(combined)}"
        return Paper(
            language=subject.language,
            title=title,
            running_title=title,
            date=combined.date,
            cover=_cover(combined),
            summary=tuple(_summary(combined)),
            contents_title=gettext("In this report"),
            blocks=tuple(_numbered(_parts(combined))),
            made_from=" · ".join((gettext("Rulebook"), *_versions(combined), "Fourways")),
            author=subject.cover.prepared_by,
            written_on=subject.written_on,
        )


def _parts(combined: Combined) -> Iterator[Block]:
    yield from _glance(combined)
    yield from _architecture(combined)
    yield from _plan(combined)
    yield from _risks(combined)
    for component in combined.components:
        yield from _chapter(component)
    yield Heading(1, combined.sources.headline, "sources", label=gettext("Sources"))
    yield from source_list(combined.sources)
    yield from _appendix(combined)


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, the parts numbered in their order."""
    number = 0
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            number += 1
            block = replace(block, number=str(number))
        yield block


def _strategies(combined: Combined) -> str:
    names = ", ".join(name for _slug, name in combined.strategies)
    return names or combined.components[0].report.verdict.title


def _versions(combined: Combined) -> tuple[str, ...]:
    """Return the short hashes of the rulebooks, each once."""
    return tuple(dict.fromkeys(short_hash(c.report.appendix.rulebook) for c in combined.components))


def _cover(combined: Combined) -> Cover:
    details = combined.subject.cover
    strategies = {component.strategy for component in combined.components}
    one_for_all = strategies.pop() if len(strategies) == 1 else ""
    return Cover(
        eyebrow=combined.subject.name,
        title=_strategies(combined),
        strategy=one_for_all,
        lead=combined.headline,
        rows=tuple((label, value) for label, value in _cover_rows(combined) if value),
        confidentiality=details.confidentiality,
        logo=details.logo,
    )


def _cover_rows(combined: Combined) -> Iterator[tuple[str, str]]:
    subject = combined.subject
    yield gettext("Written for"), subject.client
    yield gettext("Owner of the workload"), subject.contact
    yield gettext("Prepared by"), subject.cover.prepared_by
    yield gettext("Date"), combined.date
    yield gettext("Version"), subject.cover.version
    for component in combined.components:
        for decision, told in review.cover_rows(component.report):
            yield f"{component.name}: {decision}", told
    yield gettext("Rulebook"), ", ".join(_versions(combined))


def _summary(combined: Combined) -> Iterator[Block]:
    """Yield the first screen: what each component becomes."""
    yield Heading(1, gettext("The recommendations in short"), "summary")
    yield Paragraph(plain(combined.headline), "lead")
    yield _outcomes(combined)
    if combined.rulebooks:
        yield Paragraph(plain(combined.rulebooks), "note")


def _outcomes(combined: Combined) -> Table:
    columns = (gettext("Component"), *combined.decisions, gettext("Effort"))
    rows = tuple(
        (_named(component), *map(plain, _cells(component)), plain(component.effort))
        for component in combined.components
    )
    rows = tuple((row[0], _strategy(c), *row[2:]) for row, c in zip(rows, combined.components, strict=True))
    return Table(gettext("What each component becomes"), columns, rows, (24, 20, 22, 22, 12))


def _named(component: Component) -> Line:
    return (Run(f"{component.number} "), Run(component.name, link=f"#component-{component.number}"))


def _cells(component: Component) -> Iterator[str]:
    for outcome, decided in zip(component.outcomes, component.decided, strict=True):
        yield f"{outcome}\n{_decided(decided)}" if decided else outcome


def _strategy(component: Component) -> Line:
    mark: tuple[Inline, ...] = (Mark(component.strategy),) if component.strategy else ()
    decided = (Run(f"\n{_decided(component.decided[0])}"),) if component.decided[0] else ()
    return (*mark, Run(component.outcomes[0], bold=True), *decided)


def _decided(name: str) -> str:
    return fill(gettext("decided otherwise: %(option)s"), option=name)


def _glance(combined: Combined) -> Iterator[Block]:
    """Yield each component in a sentence."""
    finding = gettext("Why each component goes its way")
    yield Heading(1, finding, "components", label=gettext("The components at a glance"))
    columns = (gettext("Component"), gettext("Why"))
    rows = tuple(
        (_named(component), plain(component.report.verdict.lead)) for component in combined.components
    )
    yield Table(gettext("The components at a glance"), columns, rows, (28, 72))


def _architecture(combined: Combined) -> Iterator[Block]:
    label = gettext("Target architecture")
    yield Heading(1, combined.services_headline, "architecture", label=label)
    fits = len(combined.components) <= _MOST_WITH_AROUND
    broad, tall = (combined_drawing(combined, layout, around=fits) for layout in ("broad", "tall"))
    yield from figure(broad, tall, combined_caption())
    if combined.services:
        yield _matrix(combined)


def _matrix(combined: Combined) -> Table:
    """Return which component uses which supporting service."""
    caption, service = gettext("Supporting services, and the components that use them"), gettext("Service")
    if len(combined.components) > _MOST_COLUMNS:
        rows = tuple((plain(one.name), plain(_users(combined, one))) for one in combined.services)
        return Table(caption, (service, gettext("Used by")), rows, (34, 66))
    columns = tuple(str(component.number) for component in combined.components)
    ticks = tuple((plain(one.name), *map(_tick, one.used)) for one in combined.services)
    return Table(caption, (service, *columns), ticks, (34, *[66 // len(columns)] * len(columns)))


def _tick(used: bool) -> Line:
    return bold(gettext("yes")) if used else plain("–")


def _users(combined: Combined, service: SharedService) -> str:
    pairs = zip(combined.components, service.used, strict=True)
    return ", ".join(component.name for component, used in pairs if used)


def _plan(combined: Combined) -> Iterator[Block]:
    yield Heading(1, combined.plan.headline, "plan", label=gettext("Plan"))
    yield from paragraphs(combined.plan.intro)
    caption = gettext("The phases with their first steps; all steps are listed below.")
    yield from figure(combined_timeline(combined), combined_timeline(combined, "tall"), caption)
    yield from phases(combined.plan)


def _risks(combined: Combined) -> Iterator[Block]:
    yield Heading(1, combined.risks_headline, "risks", label=gettext("Risks"))
    if combined.risks:
        columns = (
            gettext("Risk"),
            gettext("What it means, and what to do about it"),
            gettext("Whom it threatens"),
        )
        yield Table(gettext("All risks"), columns, tuple(map(_risk, combined.risks)), (26, 52, 22))


def _risk(risk: SharedRisk) -> tuple[Line, ...]:
    return plain(risk.item.title), said(risk.item.text, risk.item.cites), plain(risk.threatened)


def _chapter(component: Component) -> Iterator[Block]:
    """Yield one component: its recommendation, and why, in the words of its own report."""
    report, anchor = component.report, f"component-{component.number}"
    title = ": ".join((component.outcomes[0], ", ".join(component.outcomes[1:])))
    yield Heading(1, title, anchor, label=component.name, strategy=component.strategy)
    for part in _OF_A_COMPONENT:
        yield from _lowered(part(report), anchor)
    told = gettext("How it would run, its practices and its cost stand in the component’s own report.")
    yield Paragraph(plain(told), "note")


def _lowered(blocks: Iterable[Block], anchor: str) -> Iterator[Block]:
    """Yield blocks of a component's own report one level down, with anchors that are its own."""
    for block in blocks:
        yield _one_lower(block, anchor) if isinstance(block, Heading) else block


def _one_lower(heading: Heading, anchor: str) -> Heading:
    text = f"{heading.label}: {heading.text}" if heading.label else heading.text
    own = f"{anchor}-{heading.anchor}" if heading.anchor else ""
    return Heading(_LOWER[heading.level], text, own, strategy=heading.strategy)


def _appendix(combined: Combined) -> Iterator[Block]:
    """Yield names elsewhere once, then the answers and the hashes of each component."""
    title = gettext("Names, answers, and what this report was made from")
    yield Heading(1, title, "appendix", label=gettext("Appendix"))
    names = next((c.report.appendix.names for c in combined.components if c.report.appendix.names), None)
    if names:
        yield from names_elsewhere(names)
    yield from about(combined.subject)
    for component in combined.components:
        anchor = f"component-{component.number}-appendix"
        yield Heading(2, f"{component.number} {component.name}", anchor)
        told = (*answers_given(component.report), *made_from(component.report))
        yield from _lowered(told, anchor)
    for block in how_to_check():
        yield replace(block, level=2) if isinstance(block, Heading) else block
