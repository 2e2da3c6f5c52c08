"""The target architecture as a Mermaid flowchart, for files that are text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from advisor.reports.harmless import visible
from advisor.reports.report import Report
from advisor.reports.report.architecture import ArchitecturePart, Node

#: What a label may hold as it is; all else is written as a number, so that nothing in it is Mermaid or HTML.
_PLAIN = frozenset(" ,")
_STANDBY = "standby_"


def architecture_mermaid(report: Report) -> str:
    """Return the flowchart, without a code fence and with a line feed at its end."""
    return "\n".join(["flowchart LR", *_lines(report.architecture)]) + "\n"


def _lines(part: ArchitecturePart) -> Iterator[str]:
    ids = {node.slug: f"n{n}" for n, node in enumerate((*part.today, *part.target))}
    unknown = [f'  unknown["{harmless(part.today_missing)}"]']
    yield from _subgraph("today", part.today_title, _boxes(part.today, ids) or unknown)
    before = [node for way in part.ways_in for node in (way.start, *way.through) if node]
    inside = [*_boxes(before, ids), *_regions(part, ids)]
    for n, group in enumerate(part.groups):
        inside += _subgraph(f"group{n}", group.title, _boxes(group.nodes, ids))
    yield from _subgraph("azure", part.target_title, inside)
    for link in part.links:
        if link.standby:
            yield f"  {ids[link.source]} -.-> {_STANDBY}{ids[link.target]}"
        else:
            yield f"  {ids[link.source]} --> {ids[link.target]}"
    yield from _styles(part, ids)


def _regions(part: ArchitecturePart, ids: dict[str, str]) -> Iterator[str]:
    """Yield compute and database, once for each region; what is not recommended does not stand by."""
    core = [part.compute, part.database]
    if not part.regions:
        yield from _boxes(core, ids)
    for n, region in enumerate(part.regions):
        kept = [node for node in core if not (region.standby and node.role == "open")]
        prefix = _STANDBY if region.standby else ""
        lines = _boxes(kept, {node.slug: prefix + ids[node.slug] for node in kept})
        if region.standby and part.keeps_data:
            lines.append(f"  {prefix}{ids[part.compute.slug]} -.-> {prefix}{ids[part.database.slug]}")
        yield from _subgraph(f"region{n}", region.name, lines)


def _subgraph(name: str, title: str, lines: Iterable[str]) -> list[str]:
    return [f'  subgraph {name}["{harmless(title)}"]', *(f"  {line}" for line in lines), "  end"]


def _boxes(nodes: Iterable[Node], ids: dict[str, str]) -> list[str]:
    return [f'  {ids[node.slug]}["{_label(node)}"]' for node in nodes]


def _label(node: Node) -> str:
    return "<br>".join(harmless(text) for text in (_name(node), *node.notes))


def _name(node: Node) -> str:
    """Return the whole name; the short one where the notes tell the alternatives."""
    return node.label if len(node.options) > 1 else node.name


def _styles(part: ArchitecturePart, ids: dict[str, str]) -> Iterator[str]:
    """Yield the outlines: thick takes over from today, dashed stands by."""
    taken = [ids[node.slug] for node in part.services if node.role == "takes_over"]
    core = [node for node in (part.compute, part.database) if node.role != "open"]
    waiting = [_STANDBY + ids[node.slug] for node in core] if part.standby else []
    if taken:
        yield "  classDef takesOver stroke-width:3px"
        yield f"  class {','.join(taken)} takesOver"
    if waiting:
        yield "  classDef standsBy stroke-dasharray:4 3"
        yield f"  class {','.join(waiting)} standsBy"


def harmless(text: str) -> str:
    """Return text for a quoted label: letters, digits and a few marks as they are, all else by number."""
    return "".join(
        c if c.isalnum() or c in _PLAIN else f"#{ord(c)};" for c in " ".join(visible(text).split())
    )
