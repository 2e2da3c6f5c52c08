"""The recommended services as boxes: what runs the work, what keeps its data, and what stands around."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext

from advisor.engine.recommendation import RankedDecision
from advisor.engine.rulebook import COLLECTING_DECISION, NONE, Option
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.architecture.standing import MESSAGING, PIPELINE, WEB, Standing, standing_of
from advisor.reports.parts.architecture.today import MESSAGES, REQUESTS, Facts
from advisor.reports.report.architecture import Group, Node, Role, Tier, WayIn

_PREFIX = "Azure "


def compute(desk: Desk, facts: Facts) -> Node:
    """Return what runs the work."""
    decision = desk.evaluation.recommendation.compute
    if decision.outcome is None:
        return _open(desk, decision, "compute", "app")
    runtime = facts.words("runtime")
    notes = tuple(note for note in (runtime, _change(desk)) if note)
    return _node(desk, _option(desk, decision.decision, decision.outcome), "takes_over", notes, "compute")


def _change(desk: Desk) -> str:
    """Return what the strategy does to the application, in a few words."""
    words = {
        "rehost": gettext("moved as it is"),
        "refactor": gettext("little code changed"),
        "rearchitect": gettext("structure changed"),
        "rebuild": gettext("written anew"),
    }
    return words.get(desk.evaluation.recommendation.strategy.outcome or "", "")


def database(desk: Desk, facts: Facts) -> Node:
    """Return what keeps the data; a box without a service where none is recommended or needed."""
    decision = desk.evaluation.recommendation.database
    if decision.outcome in (None, NONE):
        return _open(desk, decision, "data", "database")
    option = _option(desk, decision.decision, decision.outcome)
    engines = facts.many("databases")
    nothing_today = facts.answers.get("databases") == (NONE,)
    role: Role = "added" if nothing_today else "takes_over"
    return _node(desk, option, role, _origin(facts, engines, _standing(desk, option)), "data")


def _origin(facts: Facts, engines: Sequence[str], standing: Standing) -> tuple[str, ...]:
    """Return where the data come from."""
    if not engines:
        return ()
    if standing.machines:
        return (", ".join(facts.words("databases", engine) for engine in engines),)
    if engines == (standing.engine,):
        return (gettext("same engine"),)
    words = ", ".join(facts.words("databases", engine) for engine in engines)
    return (fill(gettext("data from %(databases)s"), databases=words),)


def _open(desk: Desk, decision: RankedDecision, tier: Tier, icon: str) -> Node:
    if decision.outcome is None:
        title = desk.say(desk.rulebook.decisions[decision.decision].title)
        name = fill(gettext("%(decision)s: nothing to recommend yet"), decision=title)
    else:
        name = desk.option_name(decision.decision, decision.outcome)
    return Node(f"open-{tier}", tier, "open", icon, name, name)


def supporting(desk: Desk, today: Collection[str]) -> tuple[Node, ...]:
    """Return what stands around; services that are alternatives to each other share one box.

    ``today`` names the parts of today's workload.
    """
    picked = desk.evaluation.recommendation.supporting.outcome
    options = [_option(desk, COLLECTING_DECISION, slug) for slug in picked]
    pipelines = [option for option in options if _standing(desk, option).kinship == PIPELINE]
    nodes = []
    for option in options:
        standing = _standing(desk, option)
        if len(pipelines) > 1 and option in pipelines:
            if option is pipelines[0]:
                nodes.append(_alternatives(desk, pipelines))
            continue
        notes = (str(standing.task),) if standing.task else ()
        role: Role = "takes_over" if standing.replaces in today else "added"
        nodes.append(_node(desk, option, role, notes))
    return tuple(nodes)


def _alternatives(desk: Desk, pipelines: Sequence[Option]) -> Node:
    names = [desk.say(option.name) for option in pipelines]
    either = names[0]
    for name in names[1:]:
        either = fill(gettext("%(one)s or %(other)s"), one=either, other=name)
    return Node(
        slug=PIPELINE,
        tier="operate",
        role="added",
        icon="pipeline",
        name=fill(gettext("Pipeline: %(services)s"), services=either),
        label=gettext("Pipeline"),
        notes=(either,),
        options=tuple(option.slug for option in pipelines),
        entry=_entry(desk, pipelines[0]),
    )


def ways_in(starts: Sequence[Node], around: Sequence[Node]) -> tuple[WayIn, ...]:
    """Return how work comes in: requests through what receives them, messages through what carries them.

    What receives requests stands at the edge even where no answer says who calls.
    """
    edge = tuple(node for node in around if _kinship(node) == WEB)
    carriers = tuple(node for node in around if _kinship(node) == MESSAGING)
    kinds = {f"start-{REQUESTS}": (edge, True), f"start-{MESSAGES}": (carriers, False)}
    ways = [WayIn(start, *kinds.get(start.slug, ((), True))) for start in starts]
    received = any(start.slug == f"start-{REQUESTS}" for start in starts)
    return (*([WayIn(None, edge)] if edge and not received else []), *ways)


def _kinship(node: Node) -> str:
    return standing_of(node.entry or node.slug, "").kinship


def groups(around: Sequence[Node]) -> tuple[Group, ...]:
    """Return what is not on the way in, by purpose."""
    operate = tuple(node for node in around if node.tier == "operate")
    move = tuple(node for node in around if node.tier == "move")
    use = tuple(node for node in around if node not in (*operate, *move))
    found = (
        Group(gettext("Used by the application"), use),
        Group(gettext("To build and operate it"), operate),
        Group(gettext("Only for the move"), move),
    )
    return tuple(group for group in found if group.nodes)


def _option(desk: Desk, decision: str, slug: str) -> Option:
    return next(option for option in desk.rulebook.decisions[decision].options if option.slug == slug)


def _entry(desk: Desk, option: Option) -> str:
    slug = option.service or ""
    return slug if slug in desk.rulebook.services else ""


def _standing(desk: Desk, option: Option) -> Standing:
    service = desk.rulebook.services.get(option.service or "")
    return standing_of(option.service or option.slug, service.category if service else "")


def _node(desk: Desk, option: Option, role: Role, notes: tuple[str, ...], tier: Tier | None = None) -> Node:
    """Return an option as a box, in its own tier unless its decision has one."""
    standing = _standing(desk, option)
    name = desk.say(option.name)
    return Node(
        slug=option.slug,
        tier=tier or standing.tier,
        role=role,
        icon=standing.icon,
        name=name,
        label=_short(name),
        notes=notes,
        options=(option.slug,),
        entry=_entry(desk, option),
    )


def _short(name: str) -> str:
    """Return a name without its first word, which the picture's title says, where two words are left."""
    rest = name.removeprefix(_PREFIX)
    return rest if " " in rest else name
