"""What is said of an architecture: its finding, how to read the picture, and all of it in words."""

from __future__ import annotations

from collections.abc import Iterable

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
    said = [_today(part), *(_way(way, part.compute) for way in part.ways_in), _core(part)]
    if part.standby:
        said.append(
            gettext("The same stands by in a second region, dashed, and takes over when the first one fails.")
        )
    said += [
        fill(
            gettext("Under “%(title)s” stand: %(services)s."), title=group.title, services=_names(group.nodes)
        )
        for group in part.groups
    ]
    return " ".join(said)


def _today(part: ArchitecturePart) -> str:
    if not part.today:
        return gettext("Today’s workload is not described by the answers so far.")
    named = [f"{node.name} ({', '.join(node.notes)})" if node.notes else node.name for node in part.today]
    return fill(gettext("Today’s workload consists of: %(parts)s."), parts=", ".join(named))


def _way(way: WayIn, compute: Node) -> str:
    """Return one way in; it ends nowhere where nothing is recommended to run the work."""
    words = {"through": _names(way.through), "compute": compute.name}
    if way.start is None:
        return fill(gettext("Requests come in through %(through)s."), **words)
    words["start"] = way.start.name
    if compute.role == "open" and way.through:
        text = gettext("From “%(start)s” an arrow leads to %(through)s.")
    elif compute.role == "open":
        text = gettext("“%(start)s” starts the work.")
    elif way.through:
        text = gettext("From “%(start)s” an arrow leads through %(through)s to %(compute)s.")
    else:
        text = gettext("From “%(start)s” an arrow leads to %(compute)s.")
    return fill(text, **words)


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


def _names(nodes: Iterable[Node]) -> str:
    return ", ".join(node.name for node in nodes)
