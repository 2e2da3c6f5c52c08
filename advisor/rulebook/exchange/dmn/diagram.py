"""Where everything stands: a diagram of all, and one for each decision with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.rulebook.exchange.dmn.graph import Node, requirement_id
from advisor.rulebook.exchange.dmn.xml import Element, element

WIDTH, HEIGHT = 240, 60
COLUMN, ROW, MARGIN = 480, 90, 40

Places = dict[str, tuple[int, int]]


def diagram(id_: str, name: str, nodes: Sequence[Node]) -> Element:
    """Return a diagram of nodes in columns by stage, from left to right, with the edges between them."""
    places = _places(nodes)
    shapes = [_shape(id_, node, places[node.name]) for node in nodes]
    edges = [_edge(id_, node, one, places) for node in nodes for one in node.requires if one in places]
    width = max(x for x, _ in places.values()) + WIDTH + MARGIN
    height = max(y for _, y in places.values()) + HEIGHT + MARGIN
    size = element("dmndi:Size", width=str(width), height=str(height))
    return element("dmndi:DMNDiagram", size, *shapes, *edges, id=id_, name=name)


def beneath(node: Node, known: dict[str, Node], outcomes: Iterable[str]) -> list[Node]:
    """Return a node and all that it rests on, in the order of ``known``; not what is beneath ``outcomes``."""
    stops = {*outcomes} - {node.name}
    found: set[str] = set()
    ahead = [node.name]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += known[name].requires if name not in stops else ()
    return [one for one in known.values() if one.name in found]


def _places(nodes: Sequence[Node]) -> Places:
    """Each stage that there is gets a column; the shorter ones stand in the middle."""
    columns: dict[int, list[Node]] = {}
    for node in nodes:
        columns.setdefault(node.stage, []).append(node)
    tallest = max(map(len, columns.values()))
    places = {}
    for number, (_, column) in enumerate(sorted(columns.items())):
        top = MARGIN + (tallest - len(column)) * ROW // 2
        for row, node in enumerate(column):
            places[node.name] = (MARGIN + number * COLUMN, top + row * ROW)
    return places


def _shape(diagram: str, node: Node, place: tuple[int, int]) -> Element:
    x, y = place
    return element(
        "dmndi:DMNShape",
        element("dc:Bounds", x=str(x), y=str(y), width=str(WIDTH), height=str(HEIGHT)),
        element("dmndi:DMNLabel", element("dmndi:Text", node.label)),
        id=f"{diagram}.shape.{node.name}",
        dmnElementRef=node.name,
    )


def _edge(diagram: str, node: Node, required: str, places: Places) -> Element:
    """From the right of what is required to the left of what requires it."""
    requirement = requirement_id(node, required)
    (from_x, from_y), (to_x, to_y) = places[required], places[node.name]
    return element(
        "dmndi:DMNEdge",
        element("di:waypoint", x=str(from_x + WIDTH), y=str(from_y + HEIGHT // 2)),
        element("di:waypoint", x=str(to_x), y=str(to_y + HEIGHT // 2)),
        id=f"{diagram}.edge.{requirement}",
        dmnElementRef=requirement,
    )
