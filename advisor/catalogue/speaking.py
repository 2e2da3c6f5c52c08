"""The rules and the advice of the rulebook that are about one service."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext, pgettext

from advisor.catalogue.values import AdviceGroup, AdviceView, DecisionView, RuleView
from advisor.catalogue.writer import Writer
from advisor.engine.rulebook import RANKED_DECISIONS, Advice, Conditions, DecisionTable, Rule, Rulebook
from advisor.rulebook.wording import conditions_text, signed


def options_of(rulebook: Rulebook, service: str) -> dict[str, tuple[str, ...]]:
    """Return decision → the options of it that are this service."""
    found = {
        slug: tuple(option.slug for option in table.options if option.service == service)
        for slug, table in rulebook.decisions.items()
    }
    return {decision: options for decision, options in found.items() if options}


def decisions(writer: Writer, service: str) -> tuple[DecisionView, ...]:
    """Return what the rules say about a service, decision by decision."""
    tables = writer.rulebook.decisions
    return tuple(
        view
        for slug, options in options_of(writer.rulebook, service).items()
        for view in [_decision(writer, tables[slug], options)]
        if view.speaks_for or view.speaks_against or view.vetoes
    )


def _decision(writer: Writer, table: DecisionTable, options: tuple[str, ...]) -> DecisionView:
    told: list[tuple[int, RuleView]] = []
    vetoes: list[RuleView] = []
    for rule in writer.rulebook.rules.values():
        if rule.decision != table.slug:
            continue
        points = sum(rule.points.get(option, 0) for option in options)
        if points:
            told.append((points, _rule(writer, rule, signed(points))))
        if any(option in rule.rules_out for option in options):
            vetoes.append(_rule(writer, rule, ""))
    return DecisionView(
        title=writer.say(table.title),
        speaks_for=tuple(rule for points, rule in sorted(told, key=lambda pair: -pair[0]) if points > 0),
        speaks_against=tuple(rule for points, rule in sorted(told, key=lambda pair: pair[0]) if points < 0),
        vetoes=tuple(vetoes),
    )


def _rule(writer: Writer, rule: Rule, points: str) -> RuleView:
    conditions = conditions_text(writer.rulebook, rule.when, writer.language)
    when = gettext("When %(conditions)s:") % {"conditions": conditions} if conditions else gettext("Always:")
    return RuleView(rule.slug, points, when, writer.say(rule.because), writer.cite(rule.sources))


def headline(views: tuple[DecisionView, ...]) -> str:
    """Return how many rules speak for a service, against it, and rule it out."""
    if not views:
        return gettext("No rule chooses it: it is named in advice only")
    speaks_for = sum(len(view.speaks_for) for view in views)
    against = sum(len(view.speaks_against) for view in views)
    vetoes = sum(len(view.vetoes) for view in views)
    first = ngettext("%(count)s rule speaks for it", "%(count)s rules speak for it", speaks_for)
    rest = ngettext("%(count)s rules it out", "%(count)s rule it out", vetoes)
    return ", ".join(
        [
            first % {"count": speaks_for},
            pgettext("rules", "%(count)s against it") % {"count": against},
            rest % {"count": vetoes},
        ]
    )


def advice(writer: Writer, service: str) -> tuple[AdviceGroup, ...]:
    """Return the advice whose conditions name this service as an outcome: risks, practices, steps."""
    options = options_of(writer.rulebook, service)
    titles = {
        "risk": gettext("Risks"),
        "practice": gettext("Practices"),
        "step": gettext("Steps of the plan"),
    }
    found: dict[str, list[AdviceView]] = {kind: [] for kind in titles}
    for entry in writer.rulebook.advice.values():
        rest = _besides_the_outcome(entry, options)
        if rest is not None:
            found[entry.kind].append(_advice(writer, entry, rest))
    return tuple(AdviceGroup(titles[kind], tuple(items)) for kind, items in found.items() if items)


def _besides_the_outcome(entry: Advice, options: dict[str, tuple[str, ...]]) -> Conditions | None:
    """Return what else must hold where the outcome is this service; ``None`` if it is not asked for."""
    for decision in RANKED_DECISIONS:
        condition = entry.when.get(decision)
        named = (*condition.any_of, *condition.all_of) if condition else ()
        if any(option in named for option in options.get(decision, ())):
            return {name: other for name, other in entry.when.items() if name != decision}
    return None


def _advice(writer: Writer, entry: Advice, rest: Conditions) -> AdviceView:
    return AdviceView(
        writer.say(entry.title), writer.say(entry.text), writer.only_when(rest), writer.cite(entry.sources)
    )
