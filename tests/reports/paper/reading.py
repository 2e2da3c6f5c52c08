"""Reading a paper back as plain words, to see what it says and where."""

from __future__ import annotations

from advisor.reports.paper.blocks import (
    Bullets,
    Cite,
    Facts,
    Figure,
    Heading,
    Mark,
    Numbers,
    Paragraph,
    Run,
    Sources,
    Table,
)


def line_text(line):
    """Return the words of a line; citations as [1]."""
    return "".join(inline.text if isinstance(inline, Run) else _sign(inline) for inline in line)


def lines_of(block):
    """Return all lines of running text of a block."""
    match block:
        case Paragraph(line):
            return [line]
        case Bullets(items):
            return list(items)
        case Numbers(items):
            return [item.line for item in items]
        case Table():
            return [cell for row in block.rows for cell in row]
    return []


def block_text(block):
    """Return all words of a block."""
    texts = [line_text(line) for line in lines_of(block)]
    match block:
        case Heading():
            texts += [block.number, block.label, block.text]
        case Numbers(items):
            texts += [word for item in items for detail in item.details for word in detail]
        case Table():
            texts += [block.caption, *block.columns]
        case Figure():
            texts += [block.caption, block.drawing.description]
        case Facts(rows):
            texts += [word for row in rows for word in row]
        case Sources(items):
            texts += [word for item in items for word in (item.title, item.detail, item.url)]
    return "\n".join(texts)


def summary_text(paper):
    """Return all words of the summary."""
    return "\n".join(map(block_text, paper.summary))


def parts_of(paper):
    """Return part → its blocks, in the order of the paper."""
    parts = {}
    for block in paper.blocks:
        if isinstance(block, Heading) and block.level == 1:
            parts[block.anchor] = []
        parts[list(parts)[-1]].append(block)
    return parts


def part_texts(paper):
    """Return part → all its words."""
    return {name: "\n".join(map(block_text, blocks)) for name, blocks in parts_of(paper).items()}


def _sign(inline):
    if isinstance(inline, Cite):
        return f" [{inline.number}]"
    assert isinstance(inline, Mark)
    return ""
