"""A paper as the data that the template walks, and the files that go with it."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable

from django.utils.translation import gettext

from advisor.pictures.svg import LIGHT
from advisor.reports.embedding import ATTACHMENT, attachment
from advisor.reports.evaluation import Logo
from advisor.reports.exporters.pdf import layout
from advisor.reports.exporters.pdf.blocks import BlockWriter, Values
from advisor.reports.exporters.pdf.layout import Sheet
from advisor.reports.exporters.pdf.words import shortened
from advisor.reports.paper.blocks import Block, Cover, Heading, Paper, Paragraph, Run, Sources

#: The part's number in the contents.
_COUNTER = 24.0
#: The widest and highest a logo is printed.
_LOGO = (60 * layout.MM, 20 * layout.MM)
_LOGO_NAME = "logo"
_COVER_LEAD = 14.0
_COVER_EYEBROW = 12.0
#: Of the foot of a page; the rest is for the page number.
_RUNNING, _CONFIDENTIAL = 0.55, 0.3


def inputs_of(paper: Paper, data: str | None, sheet: Sheet) -> dict[str, str]:
    """Return what the template reads: the ``paper`` as JSON, the pictures' SVG and the attachment."""
    writer = BlockWriter(sheet, _anchors(paper), _numbers(paper))
    values = _front(paper, writer, sheet)
    values["cover"] = _cover(paper.cover, writer, sheet)
    values["summary"] = writer.blocks(paper.summary)
    writer.level = 1  # the contents have a heading of their own
    values["blocks"] = writer.blocks(paper.blocks) + writer.blocks(_remarks(writer))
    values["foot"] = writer.words(paper.made_from, sheet.inner, 7.5)
    values["attached"] = data is not None
    inputs = {"paper": json.dumps(values, ensure_ascii=False), **writer.pictures}
    if paper.cover.logo:
        inputs[_LOGO_NAME] = _logo_svg(paper.cover.logo)
    if data is not None:
        inputs[ATTACHMENT] = attachment(data).decode()
    return inputs


def _anchors(paper: Paper) -> set[str]:
    return {block.anchor for block in (*paper.summary, *paper.blocks) if isinstance(block, Heading)} - {""}


def _numbers(paper: Paper) -> set[int]:
    """Return the numbers of the sources that the paper lists."""
    lists = (block for block in (*paper.summary, *paper.blocks) if isinstance(block, Sources))
    return {item.number for sources in lists for item in sources.items}


def _second_column(paper: Paper) -> str:
    """Return the number of the part that the second column of the contents begins with."""
    parts = [block.number for block in paper.blocks if isinstance(block, Heading) and block.number]
    return parts[(len(parts) + 1) // 2] if len(parts) > 1 else ""


def _front(paper: Paper, writer: BlockWriter, sheet: Sheet) -> Values:
    """Return what holds for the whole file and stands on each page."""
    day = paper.written_on
    room = sheet.inner
    return {
        "language": paper.language,
        "title": writer.clean(paper.title) or "Fourways",
        "author": writer.clean(paper.author),
        "date": [day.year, day.month, day.day] if day else None,
        "running": shortened(writer.clean(paper.running_title), room * _RUNNING, layout.SMALL, bold=True),
        "confidentiality": shortened(
            writer.clean(paper.cover.confidentiality), room * _CONFIDENTIAL, layout.SMALL
        ),
        "contents_title": writer.clean(paper.contents_title),
        "attachment": gettext("The recommendation as data"),
        "colours": {tone: value for tone, value in LIGHT.items() if value != "none"},
        "paper": sheet.paper,
        "margin": sheet.margin,
        "width": sheet.inner,
        "measure": sheet.measure,
        "counter": _COUNTER,
        "gap": layout.GAP,
        "second_column": _second_column(paper),
    }


def _cover(cover: Cover, writer: BlockWriter, sheet: Sheet) -> Values:
    title = writer.clean(cover.title) or "Fourways"
    size = layout.cover_title_size(title, sheet.inner, marked=bool(cover.strategy))
    secret = (gettext("Confidentiality"), cover.confidentiality)
    rows = (*cover.rows, secret) if cover.confidentiality else cover.rows
    labels = layout.label_width([writer.clean(label) for label, _ in rows], sheet.inner, layout.BODY)
    values: Values = {
        "eyebrow": writer.words(cover.eyebrow, sheet.inner, _COVER_EYEBROW, bold=True),
        "eyebrow_size": _COVER_EYEBROW,
        "title": writer.words(cover.title or "Fourways", sheet.inner * 0.9, size, bold=True),
        "size": size,
        "strategy": cover.strategy,
        "lead": writer.words(cover.lead, sheet.measure, _COVER_LEAD),
        "measure": sheet.measure,
        "labels": labels,
        "rows": [
            [
                writer.words(label, labels, layout.BODY),
                writer.words(value, sheet.inner - labels - layout.GAP, layout.BODY, bold=True),
            ]
            for label, value in rows
        ],
    }
    if cover.logo:
        width = min(_LOGO[0], _LOGO[1] * cover.logo.width / cover.logo.height)
        values["logo"] = {"name": _LOGO_NAME, "width": width, "alt": gettext("Logo")}
    return values


def _logo_svg(logo: Logo) -> str:
    """Return the logo's pixels wrapped in an SVG, because typst is given texts only."""
    size = f'width="{logo.width}" height="{logo.height}"'
    pixels = f"data:image/png;base64,{b64encode(logo.png).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{pixels}"/></svg>'


def _remarks(writer: BlockWriter) -> Iterable[Block]:
    """Return the note on characters that were spelled out, where there were any."""
    if writer.spelled_out:
        note = gettext(
            "Characters that this paper’s typeface does not have are written as their Unicode code point "
            "and name between ‹ and ›."
        )
        yield Paragraph((Run(note),), "note")
