"""What people made of the recommendation: other outcomes that they decided, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from advisor.pictures.korean import fill
from advisor.reports.paper.blocks import Block, Heading, Inline, Line, Mark, Paragraph, Run, Table
from advisor.reports.paper.compose.pieces import bold, headed, joined, labelled, paragraphs, plain
from advisor.reports.report import OverrideView, Report, SincePart

#: Of a reason, in characters.
_LONGEST_ON_COVER = 240


def overrides(report: Report) -> Iterator[Block]:
    """Yield what was recommended and what was decided, side by side."""
    rows = tuple(_override(made) for made in report.overrides)
    if rows:
        yield Heading(2, gettext("Decided otherwise"), "overrides")
        columns = (gettext("Decision"), gettext("Recommended"), gettext("Decided"))
        yield Table(gettext("Recommended and decided"), columns, rows, (28, 30, 42))
    for made in report.overrides:
        if made.reason:
            yield Paragraph(labelled(f"{gettext('Reason')} ({made.title})", made.reason))


def cover_rows(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the same for the cover, a row a decision; of a long reason its begin, as the summary has all."""
    sentence = gettext("Recommended: %(recommended)s. Decided by %(by)s on %(on)s: %(decided)s.")
    because = gettext("Reason: %(reason)s")
    for made in report.overrides:
        told = fill(sentence, recommended=made.recommended, by=made.by, on=made.on, decided=made.decided)
        reason = because % {"reason": _shortened(made.reason)}
        yield made.title, f"{told} {reason}" if made.reason else told


def since(report: Report) -> Iterator[Block]:
    """Yield what changed since the last milestone; nothing where there is none."""
    told = report.since
    if told is not None:
        yield Heading(2, told.headline, "since")
        yield from paragraphs(told.rulebook)
        yield from _outcomes(told)
        yield from _answers(told)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_ON_COVER else f"{text[:_LONGEST_ON_COVER].rstrip()}…"


def _override(made: OverrideView) -> tuple[Line, ...]:
    by = ", ".join(filter(None, (made.by, made.on)))
    decided = joined((_option(made, made.decided_slug, made.decided), (Run(f"({by})", soft=True),)))
    return plain(made.title), _option(made, made.recommended_slug, made.recommended), decided


def _option(made: OverrideView, slug: str, name: str) -> Line:
    mark: tuple[Inline, ...] = (Mark(slug),) if made.decision == "strategy" and slug else ()
    return (*mark, Run(name, bold=True))


def _outcomes(told: SincePart) -> Iterator[Table]:
    """Yield the outcomes then and now; the headline is enough where all are the same."""
    if all(one.before == one.same_answers == one.now for one in told.outcomes):
        return
    columns = (
        gettext("Decision"),
        gettext("Then"),
        gettext("The answers of then, by the rules of now"),
        gettext("Now"),
    )
    rows = tuple(
        (
            plain(outcome.decision),
            plain(outcome.before),
            plain(outcome.same_answers),
            (Run(outcome.now, bold=outcome.moved),),
        )
        for outcome in told.outcomes
    )
    yield Table(gettext("Outcomes then and now"), columns, rows, (25, 25, 25, 25))


def _answers(told: SincePart) -> Iterator[Block]:
    columns = (gettext("Question"), gettext("Then"), gettext("Now"))
    none = gettext("not answered")
    rows = tuple(
        (plain(row.question), plain(row.before or none), bold(row.now or none)) for row in told.answers
    )
    if rows:
        title = gettext("Answers that changed")
        yield from headed(Heading(3, title), [Table(title, columns, rows, (40, 30, 30))])
