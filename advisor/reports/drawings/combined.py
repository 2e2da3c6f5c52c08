"""A whole workload as one drawing: what is shared once, and a row for each component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from django.utils.translation import gettext, ngettext, override

from advisor.pictures.drawing import Drawing
from advisor.pictures.korean import fill
from advisor.reports.combined import Combined, Component
from advisor.reports.drawings.combined_broad import WIDTH as BROAD
from advisor.reports.drawings.combined_broad import broad
from advisor.reports.drawings.combined_shared import Whole, whole_of
from advisor.reports.drawings.combined_tall import WIDTH as TALL
from advisor.reports.drawings.combined_tall import tall
from advisor.reports.drawings.lettering import sentences
from advisor.reports.drawings.timeline import plan_drawing
from advisor.reports.report.architecture import Node

Layout = Literal["broad", "tall"]


def combined_drawing(combined: Combined, layout: Layout = "broad", *, around: bool = True) -> Drawing:
    """Return the first eight components with what they share: 840 px wide, or 306 px where ``tall``.

    Without ``around`` the services around them are left out, for paper on which all would be too small.
    """
    with override(combined.subject.language):
        whole = whole_of(combined)
        whole = whole if around else replace(whole, groups=())
        draw = broad if layout == "broad" else tall
        titles = gettext("Today"), gettext("On Azure"), gettext("Around them, on Azure")
        piece = draw(whole, titles, gettext("Not described by the answers so far"), _more(whole))
        return Drawing(
            width=BROAD if layout == "broad" else TALL,
            height=piece.bottom,
            title=f"{gettext('Target architecture')}: {combined.subject.name}",
            description=_description(combined.components, whole),
            shapes=tuple(piece.shapes),
        )


def combined_timeline(combined: Combined, layout: Layout = "broad") -> Drawing | None:
    """Return the one plan's phases; ``None`` where there is no plan."""
    return plan_drawing(combined.plan, combined.subject.language, layout)


def combined_caption() -> str:
    """Return how to read the picture, in the language that is active."""
    return gettext(
        "Each row is a component; the numbers say which components use what is shared. Filled: takes over "
        "from today. Outlined: added around it. Pale: nothing is recommended there. Only what is "
        "recommended is drawn."
    )


def _more(whole: Whole) -> str:
    if not whole.left_out:
        return ""
    text = ngettext("and %(count)s more, in the table", "and %(count)s more, in the table", whole.left_out)
    return fill(text, count=whole.left_out)


def _description(components: Sequence[Component], whole: Whole) -> str:
    """Return all of the picture in full sentences."""
    told = [_told(row.component, row.today) for row in whole.rows]
    told.append(_more(whole))
    for entrance in whole.entrances:
        way = [*([_names(entrance.starts)] if entrance.starts else []), *map(_name, entrance.through)]
        told.append(fill(gettext("Work comes in by: %(way)s"), way=" → ".join(way)))
    told += [f"{group.title}: {_names(group.nodes)}" for group in whole.groups]
    return sentences(*told)


def _told(component: Component, today: Node | None) -> str:
    part = component.report.architecture
    before = ", ".join((today.name, *today.notes)) if today else part.today_missing
    text = gettext(
        "Component %(number)s, %(name)s: %(strategy)s. Today: %(today)s. On Azure: %(compute)s, %(database)s"
    )
    compute = part.compute.name + (f" ({gettext('in two regions')})" if part.standby else "")
    return fill(
        text,
        number=component.number,
        name=component.name,
        strategy=component.outcomes[0],
        today=before,
        compute=compute,
        database=part.database.name,
    )


def _name(node: Node) -> str:
    told = node.notes[-1:] if node.options else node.notes  # the name says the alternatives already
    return f"{node.name} ({', '.join(told)})"


def _names(nodes: Sequence[Node]) -> str:
    return ", ".join(map(_name, nodes))
