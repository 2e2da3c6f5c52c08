"""The first screen: what is recommended, why in one sentence, how sure, what would change it."""

from __future__ import annotations

import re

from django.utils.translation import gettext, ngettext, pgettext

from advisor.engine.recommendation import Contribution, RankedDecision
from advisor.reports import labels
from advisor.reports.desk import Desk, fill
from advisor.reports.names import names_elsewhere
from advisor.reports.parts.strategies import points_text, runner_up
from advisor.reports.report import ChangesPart, KeyFact, Verdict

#: Words that may start a clause in lower case; any other first word may be a name.
_PLAIN_WORDS = re.compile(
    r"^(A|All|An|And|Any|As|At|Both|Code|Each|Every|Few|For|From|If|In|It|Its|Little|Long|Many|More|Most|Much|No"
    r"|Nobody|None|Nothing|On|One|Only|Other|People|Some|That|The|Their|There|These|They|This|Those|To|Two|What"
    r"|When|Where|While|With|Without|Work)\b"
)
#: A second reason is added to the verdict up to this length of the sentence, in characters.
_LONGEST_LEAD = 280


def verdict(desk: Desk, changes: ChangesPart) -> Verdict:
    """Return the first screen of the report."""
    decision = desk.evaluation.recommendation.strategy
    outcome = decision.outcome
    entry = next((o for o in desk.rulebook.decisions["strategy"].options if o.slug == outcome), None)
    return Verdict(
        strategy=outcome or "",
        title=desk.option_name("strategy", outcome),
        lead=_lead(desk, decision),
        status=_status(desk, decision),
        definition=desk.say(entry.summary) if entry else "",
        other_names=names_elsewhere(desk, outcome) if outcome else "",
        facts=_facts(desk, decision, changes),
        stack=_stack(desk),
    )


def _lead(desk: Desk, decision: RankedDecision) -> str:
    if decision.outcome is None:
        return gettext(
            "No rule holds for these answers yet, so no strategy can be recommended. Answer more questions."
        )
    target = _target(desk)
    action = _action(decision.outcome, bool(target))
    best = next(o for o in decision.ranking if o.option == decision.outcome)
    strongest = sorted((c for c in best.because if c.points > 0), key=lambda c: -c.points)
    return _joined(
        desk, fill(action, target=target, option=desk.option_name("strategy", best.option)), strongest
    )


def _joined(desk: Desk, action: str, strongest: list[Contribution]) -> str:
    texts = [desk.say(labels.rule_text(desk.rulebook, c.rule)) for c in strongest[:2]]
    if not texts:
        return f"{action}."
    if desk.language.startswith("ko"):
        whole = [f"{action}.", *texts]
        return " ".join(whole if len(" ".join(whole)) <= _LONGEST_LEAD else whole[:2])
    clauses = [as_clause(text) for text in texts]
    sentence = f"{action}: {'; '.join(clauses)}."
    return sentence if len(sentence) <= _LONGEST_LEAD else f"{action}: {clauses[0]}."


def as_clause(sentence: str) -> str:
    """Return a sentence to stand after a colon: no full stop, a plain first word in lower case."""
    text = sentence.strip().rstrip(".")
    return text[0].lower() + text[1:] if _PLAIN_WORDS.match(text) else text


def _target(desk: Desk) -> str:
    """Return where the workload goes: “App Service and Azure Database for PostgreSQL”, or ""."""
    found = desk.evaluation.recommendation
    names = [
        desk.option_name(decision.decision, decision.outcome)
        for decision in (found.compute, found.database)
        if decision.outcome not in (None, "none")
    ]
    if len(names) == 2:
        return fill(gettext("%(compute)s and %(database)s"), compute=names[0], database=names[1])
    return names[0] if names else ""


def _action(strategy: str, target: bool) -> str:
    actions = {
        "rehost": (
            gettext("Move the workload as it is"),
            gettext("Move the workload as it is to %(target)s"),
        ),
        "refactor": (
            gettext("Move the workload to managed services, changing little code"),
            gettext("Move the workload to %(target)s, changing little code"),
        ),
        "rearchitect": (
            gettext("Change the workload’s architecture, keeping the code that is worth it"),
            gettext("Change the workload’s architecture and run it on %(target)s"),
        ),
        "rebuild": (
            gettext("Write the workload anew"),
            gettext("Write the workload anew on %(target)s"),
        ),
    }
    fallback = (gettext("%(option)s fits best"), gettext("%(option)s fits best"))
    return actions.get(strategy, fallback)[target]


def _status(desk: Desk, decision: RankedDecision) -> str:
    """Return in a sentence what is not clear about the ranking; "" where it is clear."""
    name = desk.option_name("strategy", decision.outcome)
    if decision.status == "tie":
        equal = [
            o.option for o in decision.ranking if o.points == decision.ranking[0].points and not o.ruled_out
        ]
        names = ", ".join(desk.option_name("strategy", option) for option in equal)
        return fill(
            gettext(
                "A tie: %(names)s have equal points. A tie goes to the smallest change, here %(option)s."
            ),
            names=names,
            option=name,
        )
    if decision.status == "no_clean_fit":
        return fill(
            gettext(
                "No clean fit: every strategy is ruled out by at least one answer. %(option)s has the least "
                "in its way; what stands in the way is listed in part 1."
            ),
            option=name,
        )
    if decision.status == "no_evidence":
        return gettext("No evidence: not one rule holds for the answers given.")
    return ""


def _facts(desk: Desk, decision: RankedDecision, changes: ChangesPart) -> tuple[KeyFact, ...]:
    facts = [_margin(desk, decision), _settled(desk), _change(desk, changes), _ruled_out(desk, decision)]
    return tuple(fact for fact in facts if fact is not None)


def _margin(desk: Desk, decision: RankedDecision) -> KeyFact | None:
    if decision.outcome is None:
        return None
    second = runner_up(decision)
    label = gettext("Margin")
    if decision.margin is None or second is None:
        return KeyFact(label, gettext("None to measure"), gettext("every other strategy is ruled out"))
    name = desk.option_name("strategy", second.option)
    if decision.status == "tie":
        note = fill(gettext("equal with %(option)s; a tie goes to the smaller change"), option=name)
    else:
        note = fill(gettext("over %(option)s, the runner-up"), option=name)
    return KeyFact(label, points_text(decision.margin), note, figure=True)


def _settled(desk: Desk) -> KeyFact | None:
    settlement = desk.evaluation.settlement
    if settlement is None:
        return None
    label = pgettext("label", "Settled")
    if all(settlement.settled.values()):
        return KeyFact(
            label,
            pgettext("settled", "Yes"),
            gettext("no open question can change strategy, compute or database"),
        )
    count = len(settlement.open_questions)
    note = ngettext(
        "%(count)s open question could still change: %(decisions)s",
        "%(count)s open questions could still change: %(decisions)s",
        count,
    )
    unsettled = [slug for slug, settled in settlement.settled.items() if not settled]
    titles = ", ".join(desk.say(desk.rulebook.decisions[slug].title) for slug in unsettled)
    value = gettext("The strategy, yes") if settlement.settled["strategy"] else gettext("Not yet")
    return KeyFact(label, value, fill(note, count=count, decisions=titles))


def _change(desk: Desk, changes: ChangesPart) -> KeyFact | None:
    if desk.evaluation.changes is None or desk.evaluation.recommendation.strategy.outcome is None:
        return None
    label = gettext("What would change it")
    count = len(desk.evaluation.changes.get("strategy", ()))
    if not count:
        return KeyFact(label, gettext("No single answer"), gettext("changing one answer keeps the strategy"))
    value = ngettext("%(count)s single answer", "%(count)s single answers", count) % {"count": count}
    row = changes.tables[0].rows[0]
    note = fill(
        gettext("for example %(change)s → %(outcome)s"), change="; ".join(row.if_so), outcome=row.outcome_name
    )
    return KeyFact(label, value, note)


def _ruled_out(desk: Desk, decision: RankedDecision) -> KeyFact | None:
    out = [option for option in decision.ranking if option.ruled_out]
    if not out:
        return None
    names = ", ".join(desk.option_name("strategy", option.option) for option in out)
    veto = next(c for c in out[0].because if c.rules_out)
    return KeyFact(
        pgettext("label", "Ruled out"), names, desk.say(labels.rule_text(desk.rulebook, veto.rule))
    )


def _stack(desk: Desk) -> tuple[KeyFact, ...]:
    found = desk.evaluation.recommendation
    stack = []
    for decision in (found.compute, found.database):
        table = desk.rulebook.decisions[decision.decision]
        entry = next((o for o in table.options if o.slug == decision.outcome), None)
        note = ""
        if entry is not None and entry.service is not None:
            note = desk.say(desk.rulebook.services[entry.service].summary)
        elif entry is not None:
            note = desk.say(entry.summary)
        stack.append(
            KeyFact(desk.say(table.title), desk.option_name(decision.decision, decision.outcome), note)
        )
    names = [desk.option_name("supporting", option) for option in found.supporting.outcome]
    count = len(names)
    title = desk.say(desk.rulebook.decisions["supporting"].title)
    value = ngettext("%(count)s service", "%(count)s services", count) % {"count": count}
    if not count and found.compute.outcome is None:
        value = gettext("Nothing to recommend yet")
    elif not count:
        value = gettext("None needed for these answers")
    stack.append(KeyFact(title, value, ", ".join(names)))
    return tuple(stack)
