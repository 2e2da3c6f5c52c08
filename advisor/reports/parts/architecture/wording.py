"""What is said of an architecture: its finding, how to read the picture, and all of it in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext

from advisor.reports.desk import fill
from advisor.reports.parts.architecture.standing import standing_of
from advisor.reports.report.architecture import ArchitecturePart, Node, WayIn


def headline(part: ArchitecturePart) -> str:
    """Return what becomes of the application, on what, in how many regions."""
    if part.compute.role == "open":
        return gettext("The answers so far do not tell what the target looks like")
    words = {"application": _application(part.strategy), "platform": _platform(part)}
    if part.standby:
        return fill(gettext("%(application)s on %(platform)s, in two regions"), **words)
    return fill(gettext("%(application)s on %(platform)s"), **words)


def _application(strategy: str) -> str:
    words = {
        "rehost": gettext("The unchanged application"),
        "refactor": gettext("The same application"),
        "rearchitect": gettext("A restructured application"),
        "rebuild": gettext("A new application"),
    }
    return words.get(strategy) or gettext("The application")


def _platform(part: ArchitecturePart) -> str:
    """Return on what it runs: virtual machines, managed services, or one of each."""
    runs, keeps = _on_machines(part.compute), _on_machines(part.database)
    if part.database.role == "open":
        return gettext("virtual machines") if runs else gettext("one managed service")
    if runs and keeps:
        return gettext("virtual machines, with its data")
    if runs:
        return gettext("virtual machines with a managed database")
    if keeps:
        return gettext("a managed service with its database on virtual machines")
    return gettext("two managed services")


def _on_machines(node: Node) -> bool:
    return standing_of(node.entry or node.slug, "").machines


def caption(part: ArchitecturePart) -> str:
    """Return how to read the picture."""
    said = [
        gettext("Filled: takes over from today.") if _any(part, "takes_over") else "",
        gettext("Outlined: added around it.") if _any(part, "added") else "",
        gettext("Dashed: stands by in a second region.") if part.standby else "",
        gettext("Pale: nothing is recommended there.") if _any(part, "open") else "",
        gettext("Only what is recommended is drawn."),
    ]
    return " ".join(filter(None, said))


def _any(part: ArchitecturePart, role: str) -> bool:
    return any(node.role == role for node in part.target)


def description(part: ArchitecturePart) -> str:
    """Return the whole picture in full sentences."""
    said = [_today(part), *(_way(way, part.compute) for way in part.ways_in), _core(part), _standby(part)]
    said += [f"{group.title}: {_names(group.nodes)}." for group in part.groups]
    return " ".join(filter(None, said))


def _today(part: ArchitecturePart) -> str:
    if not part.today:
        return f"{part.today_title}: {part.today_missing}."
    named = [f"{node.name} ({', '.join(node.notes)})" if node.notes else node.name for node in part.today]
    return f"{part.today_title}: {'; '.join(named)}."


def _way(way: WayIn, compute: Node) -> str:
    if compute.role == "open" and not way.through:
        return fill(gettext("Work starts by: %(start)s."), start=way.start.name if way.start else "")
    if way.start is None:
        text = gettext("Requests come through %(through)s.")
        return fill(text, through=_names(way.through))
    if way.through:
        text = gettext("%(start)s: through %(through)s to %(compute)s.")
        return fill(text, start=way.start.name, through=_names(way.through), compute=compute.name)
    return fill(gettext("%(start)s: to %(compute)s."), start=way.start.name, compute=compute.name)


def _core(part: ArchitecturePart) -> str:
    if part.compute.role == "open":
        said = [part.compute.name]
        if part.database.role != "open":
            said.append(part.database.name)
        return " ".join(f"{name}." for name in said)
    if part.database.role == "open":
        text = gettext("%(compute)s runs the work. %(database)s.")
    else:
        text = gettext("%(compute)s runs the work, %(database)s keeps the data.")
    return fill(text, compute=part.compute.name, database=part.database.name)


def _standby(part: ArchitecturePart) -> str:
    if part.standby is None:
        return ""
    return gettext("The same stands by in a second region, dashed, and takes over when the first one fails.")


def _names(nodes: Sequence[Node] | Iterable[Node]) -> str:
    return ", ".join(node.name for node in nodes)
