"""A paper as one HTML file that fetches nothing: styles, pictures and logo are inside, no script runs."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path

from django.utils.translation import gettext, override

from advisor.pictures.svg import page_svg
from advisor.reports.embedding import html_block
from advisor.reports.evaluation import Logo
from advisor.reports.harmless import visible
from advisor.reports.paper.blocks import (
    Block,
    Bullets,
    Cite,
    Cover,
    Facts,
    Figure,
    Heading,
    Inline,
    Item,
    Line,
    Numbers,
    Paper,
    Paragraph,
    Run,
    SourceLine,
    Sources,
    Table,
)

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STATIC = Path(__file__).parents[2] / "static" / "advisor"
_SHAPES = {
    "rehost": '<rect x="1" y="1" width="12" height="12"/>',
    "refactor": '<circle cx="7" cy="7" r="6.4"/>',
    "rearchitect": '<path d="M7 .6 13.8 13H.2z"/>',
    "rebuild": '<path d="M7 0l7 7-7 7-7-7z"/>',
}
_ADDRESS = re.compile(r"https://[^\s<>\"]+|#[\w-]+")
#: The names of anchors are ours; whatever else comes is made one.
_NOT_ANCHOR = re.compile(r"[^\w-]+")


def write_html(paper: Paper, data: str | None) -> str:
    """Return a paper as a whole HTML file; ``data`` is an inert script block, None leaves it out."""
    with override(paper.language):
        body = _Body(paper).text()
    about = f'<meta name="author" content="{_attribute(paper.author)}">' if paper.author else ""
    carried = html_block(data) if data is not None else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{_attribute(paper.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta name="generator" content="Fourways">\n{about}'
        f"<title>{_text(paper.title)}</title>\n<style>\n{_styles()}</style>\n</head>\n"
        f"<body>\n{body}\n{carried}\n</body>\n</html>\n"
    )


@cache
def _styles() -> str:
    """Return the colours and sizes of the site, the classes of drawings, and how a paper looks."""
    sheets = (
        _STATIC / "tokens.css",
        _STATIC / "pictures.css",
        Path(__file__).with_name("html_paper.css"),
    )
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


@cache
def _mark() -> str:
    """Return the mark for use beside its name."""
    drawn = (_STATIC / "mark.svg").read_text(encoding="utf-8")
    strokes = drawn[drawn.index("<g") : drawn.index("</svg>")].replace("#15171a", "currentcolor")
    return f'<svg class="mark" viewBox="0 -2 32 34" aria-hidden="true">{strokes}</svg>'


class _Body:
    """Writes the blocks of one paper; knows in which part it is, and where each source was cited first."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._part = Heading(1, "")
        self._figures = 0
        #: Source → name of a part → the anchor of the first citation there.
        self._cited: dict[int, dict[str, str]] = {}

    def text(self) -> str:
        """Return all that stands between ``<body>`` and the data."""
        paper = self._paper
        skip = f'<a class="skip" href="#report">{_text(gettext("Skip to content"))}</a>'
        summary = self._summary()
        parts = self._parts()
        return "\n".join(
            (
                skip,
                _cover(paper.cover),
                f'<main id="report">\n{summary}\n<div class="report">\n{self._contents()}',
                f"<div>\n{parts}\n</div>\n</div>\n</main>",
                f'<footer><p class="foot">{_text(paper.made_from)}</p></footer>',
            )
        )

    def _summary(self) -> str:
        """Return the first screen: what stands before the first facts is set beside them."""
        blocks = self._paper.summary
        first = next((n for n, block in enumerate(blocks) if isinstance(block, Facts)), None)
        if first is None:
            return f'<section class="summary">{self._blocks(blocks)}</section>'
        return (
            f'<section class="summary">\n<div class="beside"><div>{self._blocks(blocks[:first])}</div>\n'
            f"{self._block(blocks[first])}</div>\n{self._blocks(blocks[first + 1 :])}</section>"
        )

    def _contents(self) -> str:
        rows = "".join(
            f'<li><a href="#{_anchor(heading.anchor)}"><span>{_text(heading.number)}</span>'
            f"<span>{_text(heading.label or heading.text)}</span></a></li>"
            for heading in self._paper.blocks
            if isinstance(heading, Heading) and heading.level == 1 and heading.anchor
        )
        title = _text(self._paper.contents_title)
        return (
            f'<nav class="toc" aria-labelledby="contents"><h2 id="contents">{title}</h2><ol>{rows}</ol></nav>'
        )

    def _parts(self) -> str:
        """Return the parts; the lists of sources are written last, when all citations are known."""
        written: list[str | Sources] = []
        for block in self._paper.blocks:
            if not written or (isinstance(block, Heading) and block.level == 1):
                written.append(f"</section>\n{_section(block)}" if written else _section(block))
            written.append(block if isinstance(block, Sources) else self._block(block))
        end = "</section>" if written else ""
        return "".join(self._sources(b) if isinstance(b, Sources) else b for b in written) + end

    def _blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(map(self._block, blocks))

    def _block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph(line, style):
                look = f' class="{style}"' if style != "body" else ""
                return f"<p{look}>{self._line(line)}</p>\n"
            case Bullets(items):
                return f"<ul>{''.join(f'<li>{self._line(item)}</li>' for item in items)}</ul>\n"
            case Numbers(items, start):
                count = f' start="{start}"' if start != 1 else ""
                return f"<ol{count}>{''.join(map(self._item, items))}</ol>\n"
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Facts(rows):
                return f'<dl class="facts">{"".join(_fact(*row) for row in rows)}</dl>\n'
            case Sources():
                return self._sources(block)

    def _heading(self, heading: Heading) -> str:
        level = heading.level + 1
        if heading.level == 1:
            self._part = heading
        name = f' id="{_anchor(heading.anchor)}"' if heading.anchor else ""
        above = " · ".join(part for part in (heading.number, heading.label) if part)
        eyebrow = f'<p class="eyebrow">{_text(above)}</p>\n' if above else ""
        return f"{eyebrow}<h{level}{name}>{_shape(heading.strategy)}{_text(heading.text)}</h{level}>\n"

    def _item(self, item: Item) -> str:
        checks = "".join(_fact(label, words, "") for label, words in item.details)
        below = f'<dl class="checks">{checks}</dl>' if checks else ""
        return f"<li>{self._line(item.line)}{below}</li>"

    def _table(self, table: Table) -> str:
        widths = "".join(f'<col style="width:{100 * w / sum(table.widths):.4g}%">' for w in table.widths)
        columns = f"<colgroup>{widths}</colgroup>" if widths else ""
        head = "".join(
            f'<th scope="col"{_numeric(table, n)}>{_text(name)}</th>' for n, name in enumerate(table.columns)
        )
        rows = "".join(f"<tr>{self._cells(table, row)}</tr>\n" for row in table.rows)
        return (
            f"<table><caption>{_text(table.caption)}</caption>{columns}"
            f"<thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>\n"
        )

    def _cells(self, table: Table, row: tuple[Line, ...]) -> str:
        cells = []
        for n, line in enumerate(row):
            label = f' data-label="{_attribute(table.columns[n])}"' if n and line else ""
            tag, scope = ("th", ' scope="row"') if table.heads and not n else ("td", "")
            cells.append(f"<{tag}{scope}{_numeric(table, n)}{label}>{self._line(line)}</{tag}>")
        return "".join(cells)

    def _figure(self, figure: Figure) -> str:
        self._figures += 1
        name = f"figure-{self._figures}"
        caption = f"<figcaption>{_text(figure.caption)}</figcaption>" if figure.caption else ""
        broad = page_svg(figure.drawing, name)
        if figure.narrow is None:
            drawn = f'<div class="wide" tabindex="0" role="group" aria-labelledby="{name}-t">{broad}</div>'
        else:
            narrow = page_svg(figure.narrow, f"{name}-narrow")
            drawn = f'<div class="broad">{broad}</div><div class="narrow">{narrow}</div>'
        return f"<figure>{drawn}{caption}</figure>\n"

    def _sources(self, sources: Sources) -> str:
        return f'<ol class="sources">{"".join(map(self._source, sources.items))}</ol>\n'

    def _source(self, source: SourceLine) -> str:
        title = _text(source.title)
        if link := _link(source.url):
            title = f'<a href="{link}" rel="noreferrer">{title}</a>'
        places = self._cited.get(source.number, {})
        back = " ".join(f'<a href="#{anchor}">{_text(part)}</a>' for part, anchor in places.items())
        words = _text(gettext("cited in"))
        cited = f'<span class="back">{words} {back}</span>' if back else ""
        detail = f"<small>{_text(source.detail)} {cited}</small>"
        return f'<li id="s{source.number}" value="{source.number}">{title}{detail}</li>\n'

    def _line(self, line: Line) -> str:
        return "".join(map(self._inline, line))

    def _inline(self, inline: Inline) -> str:
        if isinstance(inline, Run):
            return _run(inline)
        if isinstance(inline, Cite):
            return self._cite(inline.number)
        return _shape(inline.strategy)

    def _cite(self, number: int) -> str:
        part = self._part.number or self._part.text
        places = self._cited.setdefault(number, {})
        anchor = ""
        if part not in places:
            places[part] = f"c{number}-{len(places) + 1}"
            anchor = f' id="{places[part]}"'
        label = f"{_attribute(gettext('source'))} {number}"
        return f'<sup><a href="#s{number}"{anchor} aria-label="{label}">[{number}]</a></sup>'


def _section(first: Block) -> str:
    """Return the start of a part; its heading, which names it, comes first."""
    anchor = _anchor(first.anchor) if isinstance(first, Heading) else ""
    return f'<section class="part" aria-labelledby="{anchor}">\n' if anchor else '<section class="part">\n'


def _cover(cover: Cover) -> str:
    """Return the cover without its lead: the summary begins with it."""
    kind = "verdict" if cover.strategy else "verdict words"
    strategy = f' data-strategy="{_attribute(cover.strategy)}"' if cover.strategy else ""
    rows = "".join(
        f"<div><dt>{_text(label)}</dt><dd>{_text(value)}</dd></div>" for label, value in cover.rows
    )
    brand = _logo(cover.logo) if cover.logo else f'<p class="brand">{_mark()}Fourways</p>'
    secret = f'<p class="secret">{_text(cover.confidentiality)}</p>' if cover.confidentiality else ""
    return (
        f'<header{strategy}>\n<div class="top">{brand}{secret}</div>\n'
        f'<div class="cover"><p class="eyebrow">{_text(cover.eyebrow)}</p>\n'
        f'<h1 class="{kind}">{_shape(cover.strategy)}{_text(cover.title)}</h1>\n'
        f'<dl class="about">{rows}</dl></div>\n</header>'
    )


def _logo(logo: Logo) -> str:
    source = f"data:image/png;base64,{b64encode(logo.png).decode()}"
    size = f'width="{logo.width}" height="{logo.height}"'
    return f'<img class="logo" src="{source}" {size} alt="{_attribute(gettext("Logo"))}">'


def _fact(label: str, value: str, note: str) -> str:
    below = f"<small>{_text(note)}</small>" if note else ""
    return f"<div><dt>{_text(label)}</dt><dd>{_text(value)}{below}</dd></div>"


def _run(run: Run) -> str:
    text = _text(run.text)
    if run.code:
        text = f"<code>{text}</code>"
    if run.bold:
        text = f"<b>{text}</b>"
    if run.soft:
        text = f'<span class="soft">{text}</span>'
    if link := _link(run.link):
        text = f'<a href="{link}" rel="noreferrer">{text}</a>'
    return text


def _shape(strategy: str) -> str:
    drawn = _SHAPES.get(strategy)
    if drawn is None:
        return ""
    return f'<svg class="shape f-{strategy}" viewBox="0 0 14 14" aria-hidden="true">{drawn}</svg>'


def _numeric(table: Table, column: int) -> str:
    return ' class="n"' if column in table.numeric else ""


def _link(address: str) -> str:
    """Return an address for an attribute: of https or within the paper, and nothing else."""
    seen = visible(address).strip()
    return escape(seen) if _ADDRESS.fullmatch(seen) else ""


def _anchor(name: str) -> str:
    return _NOT_ANCHOR.sub("-", visible(name))


def _text(text: str) -> str:
    return escape(visible(text, keep_lines=True), quote=False)


def _attribute(text: str) -> str:
    return escape(visible(text))
