"""From one published document (plain data, as JSON gives it) to the typed :class:`Rulebook`.

Only what the engine needs in order to decide is checked here: known names, right types, points in
range. Whether texts, sources and dates are complete is for the editor's checks to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from advisor.engine.reading import Row, listed
from advisor.engine.rulebook import (
    COLLECTING_DECISION,
    NONE,
    RANKED_DECISIONS,
    Advice,
    Chapter,
    Choice,
    Column,
    Condition,
    DecisionTable,
    Fact,
    Option,
    Question,
    ReferenceTable,
    Rule,
    Rulebook,
    RulebookError,
    Section,
    Service,
    Source,
    Term,
)

FORMAT = 1
DECISIONS = (*RANKED_DECISIONS, COLLECTING_DECISION)
MOST_POINTS = 10

Item = TypeVar("Item")


def read_document(document: Mapping[str, Any], hash: str) -> Rulebook:
    """Return the rulebook that a document holds.

    ``document`` is the canonical document's data (lists in the rulebook's order); ``hash`` its name.
    Rules come sorted by slug, whatever their order in the document. For each option that a choice of a
    question with ``rules_out_named`` names, a veto rule ``refused--<option>`` is added.

    Raises :class:`RulebookError`, naming list, row and field, where nothing could be decided from it.
    """
    if not isinstance(document, Mapping):
        raise RulebookError("the document is not a mapping")
    refuse_format(document)
    sections = _read(document, "sections", _section)
    questions = _read(document, "questions", _question)
    decisions = _read(document, "decisions", _decision)
    _check_questions(sections, questions)
    _check_decisions(decisions)
    conditions = _Conditions(questions, decisions)
    rules = _read(document, "rules", lambda row: _rule(row, decisions, conditions))
    # A rule that speaks only of retired options has nothing left to say.
    rules = {slug: rule for slug, rule in rules.items() if rule.points or rule.rules_out}
    for slug, rule in _refusals(questions, decisions).items():
        if slug in rules:
            raise RulebookError(f"rules {slug}: the name is reserved for what the owner refuses")
        rules[slug] = rule
    return Rulebook(
        hash=hash,
        sections=sections,
        questions=questions,
        decisions=decisions,
        rules=dict(sorted(rules.items())),
        services=_read(document, "services", _service),
        facts=_read(document, "facts", lambda row: _fact(row, conditions)),
        advice=_read(document, "advice", lambda row: _advice(row, conditions)),
        tables=_read(document, "tables", _table),
        sources=_read(document, "sources", _source),
        glossary=_read(document, "glossary", _term),
        chapters=_read(document, "chapters", _chapter),
    )


def refuse_format(document: Mapping[str, Any]) -> None:
    """Raise :class:`RulebookError` where a document's format is not the one that is read here."""
    given = document.get("format")
    if given == FORMAT:
        return
    newer = "; a newer program wrote it" if isinstance(given, int) and given > FORMAT else ""
    raise RulebookError(f"format: {given!r} given, this program reads {FORMAT}{newer}")


def _read(document: Mapping[str, Any], name: str, build: Callable[[Row], Item]) -> dict[str, Item]:
    """Return slug → item for one list of the document; raises on a slug used twice."""
    items: dict[str, Item] = {}
    for row in listed(document.get(name, []), name):
        slug = row.string("slug")
        if slug in items:
            raise row.error("slug", "is used twice")
        items[slug] = build(row)
    return items


def _section(row: Row) -> Section:
    return Section(row.slug, row.text("title"), row.text("description"))


def _question(row: Row) -> Question:
    kind = row.one_of("kind", ("one", "many", "number"))
    choices = tuple(
        Choice(c.string("slug"), c.text("label"), c.text("help"), c.flag("retired"))
        for c in row.rows("choices")
    )
    if len({choice.slug for choice in choices}) < len(choices):
        raise row.error("choices", "one slug is used twice")
    if (kind == "number") == bool(choices):
        raise row.error("choices", "a number has none" if choices else "there must be at least one")
    return Question(
        slug=row.slug,
        section=row.string("section"),
        kind=kind,
        text=row.text("text"),
        label=row.text("label"),
        hint=row.text("hint"),
        why=row.text("why"),
        where=row.text("where"),
        unit=row.text("unit"),
        minimum=row.number("min"),
        below=row.number("below"),
        whole=row.flag("whole"),
        asked_when={name: row.strings_in("asked_when", name) for name in sorted(row.mapping("asked_when"))}
        or None,
        rules_out_named=row.flag("rules_out_named"),
        because=row.text("because"),
        retired=row.flag("retired"),
        choices=choices,
    )


def _decision(row: Row) -> DecisionTable:
    options = tuple(
        Option(
            o.string("slug"),
            o.text("name"),
            o.text("summary"),
            o.string_or_none("service"),
            o.flag("retired"),
        )
        for o in row.rows("options")
    )
    if len({option.slug for option in options}) < len(options):
        raise row.error("options", "one slug is used twice")
    offered = tuple(option for option in options if not option.retired)
    retired = tuple(option.slug for option in options if option.retired)
    return DecisionTable(row.slug, row.text("title"), offered, row.flag("collects"), retired)


def _check_questions(sections: Mapping[str, Section], questions: Mapping[str, Question]) -> None:
    """Check what questions say of sections and of one another; asked_when must not run in a circle."""
    for slug, question in questions.items():
        if slug in DECISIONS:
            raise RulebookError(f"questions {slug}: the name is reserved for a decision")
        if question.section not in sections:
            raise RulebookError(f"questions {slug}: section: {question.section!r} is unknown")
        for name, choices in (question.asked_when or {}).items():
            where = f"questions {slug}: asked_when: {name}"
            if name not in questions or questions[name].kind == "number":
                raise RulebookError(f"{where}: is no question with choices")
            _check_choices(where, choices, {choice.slug for choice in questions[name].choices})
        _check_no_circle(slug, questions)


def _check_no_circle(slug: str, questions: Mapping[str, Question]) -> None:
    """Raise when a question's asked_when leads back to itself."""
    seen: set[str] = set()
    ahead = [slug]
    while ahead:
        for parent in questions[ahead.pop()].asked_when or {}:
            if parent == slug:
                raise RulebookError(f"questions {slug}: asked_when: depends on its own answer")
            if parent in questions and parent not in seen:
                seen.add(parent)
                ahead.append(parent)


def _check_choices(where: str, choices: tuple[str, ...], known: set[str]) -> None:
    if not choices:
        raise RulebookError(f"{where}: names no choice")
    for choice in choices:
        if choice not in known:
            raise RulebookError(f"{where}: {choice!r} is unknown")


def _check_decisions(decisions: Mapping[str, DecisionTable]) -> None:
    for name in DECISIONS:
        if name not in decisions:
            raise RulebookError(f"decisions: {name} is missing")
        if decisions[name].collects != (name == COLLECTING_DECISION):
            raise RulebookError(f"decisions {name}: collects: only {COLLECTING_DECISION} does")
    for name in RANKED_DECISIONS:
        if not decisions[name].options:
            raise RulebookError(f"decisions {name}: options: there must be at least one")
    for name in decisions:
        if name not in DECISIONS:
            raise RulebookError(f"decisions {name}: is none of {', '.join(DECISIONS)}")


class _Conditions:
    """Reads ``when`` fields, knowing what each name in them may be compared with."""

    def __init__(self, questions: Mapping[str, Question], decisions: Mapping[str, DecisionTable]) -> None:
        self._questions = questions
        self._decisions = decisions
        self._place = {name: place for place, name in enumerate((*questions, *RANKED_DECISIONS))}

    def read(self, row: Row, outcomes: tuple[str, ...]) -> dict[str, Condition]:
        """Return the conditions of a row, which may name the given decisions' outcomes.

        They come in the order of the questions, however they were written down.
        """
        names = sorted(row.mapping("when"), key=lambda name: self._place.get(name, -1))
        return {name: self._condition(row, name, outcomes) for name in names}

    def _condition(self, row: Row, name: str, outcomes: tuple[str, ...]) -> Condition:
        condition = row.condition("when", name)
        where = f"{row.path}: when: {name}"
        if name in RANKED_DECISIONS:
            if name not in outcomes:
                raise RulebookError(f"{where}: is not decided yet when this is")
            kind, known = "one", _option_slugs(self._decisions[name])
        elif name in self._questions:
            question = self._questions[name]
            kind, known = question.kind, {choice.slug for choice in question.choices}
        else:
            raise RulebookError(f"{where}: is no question and no earlier decision")
        _check_operators(where, condition, kind)
        named = (*condition.any_of, *condition.none_of, *condition.all_of)
        if kind != "number":
            _check_choices(where, named, known)
        return condition


def _check_operators(where: str, condition: Condition, kind: str) -> None:
    bounded = condition.minimum is not None or condition.below is not None
    named = condition.any_of or condition.none_of or condition.all_of
    if kind == "number" and (named or not bounded):
        raise RulebookError(f"{where}: a number needs min, below or both, and nothing else")
    if kind != "number" and bounded:
        raise RulebookError(f"{where}: min and below are for numbers")
    if kind == "one" and condition.all_of:
        raise RulebookError(f"{where}: all_of is for questions that take several choices")


def _option_slugs(decision: DecisionTable) -> set[str]:
    """Return the slugs of all options, retired ones included."""
    return {option.slug for option in decision.options} | set(decision.retired)


def _rule(row: Row, decisions: Mapping[str, DecisionTable], conditions: _Conditions) -> Rule:
    decision = row.one_of("decision", tuple(decisions))
    options = _option_slugs(decisions[decision])
    points: dict[str, int] = {}
    rules_out: list[str] = []
    for option, effect in sorted(row.mapping("effects").items()):
        if option not in options:
            raise row.error(f"effects: {option}", f"is no option of {decision}")
        if effect == "rules_out":
            rules_out.append(option)
        elif isinstance(effect, int) and not isinstance(effect, bool) and 0 < abs(effect) <= MOST_POINTS:
            points[option] = effect
        else:
            raise row.error(f"effects: {option}", f"{effect!r} is not rules_out or −10 to 10 without 0")
    if not points and not rules_out:
        raise row.error("effects", "there must be at least one")
    when = conditions.read(row, DECISIONS[: DECISIONS.index(decision)])
    if not when:
        raise row.error("when", "a rule needs at least one condition")
    gone = decisions[decision].retired
    points = {option: value for option, value in points.items() if option not in gone}
    vetoed = tuple(option for option in rules_out if option not in gone)
    return Rule(row.slug, decision, when, points, vetoed, row.text("because"), *row.provenance())


def _refusals(questions: Mapping[str, Question], decisions: Mapping[str, DecisionTable]) -> dict[str, Rule]:
    """Return the veto rules that stand for questions with ``rules_out_named``."""
    rules: dict[str, Rule] = {}
    for question in questions.values():
        named = [c.slug for c in question.choices if question.rules_out_named and c.slug != NONE]
        for decision in RANKED_DECISIONS:
            for option in decisions[decision].options:
                if option.slug in named:
                    slug = f"refused--{option.slug}"
                    slug = slug if slug not in rules else f"{slug}--{decision}"
                    when = {question.slug: Condition(any_of=(option.slug,))}
                    rules[slug] = Rule(slug, decision, when, {}, (option.slug,), question.because)
    return rules


def _service(row: Row) -> Service:
    return Service(
        slug=row.slug,
        category=row.string("category"),
        name=row.text("name"),
        summary=row.text("summary"),
        choose_when=row.text("choose_when"),
        avoid_when=row.text("avoid_when"),
        scaling=row.text("scaling"),
        scales_to_zero=row.string("scales_to_zero", ""),
        billing=row.text("billing"),
        migration=row.text("migration"),
        operations=row.string("operations", ""),
        operations_note=row.text("operations_note"),
        related=row.strings("related"),
        lifecycle=row.string("lifecycle", "current"),
        lifecycle_on=row.date("lifecycle_on"),
        lifecycle_note=row.text("lifecycle_note"),
        sources=row.strings("sources"),
        checked_on=row.date("checked_on"),
    )


def _fact(row: Row, conditions: _Conditions) -> Fact:
    when = conditions.read(row, RANKED_DECISIONS)
    service, kind, value = row.string("service"), row.string("kind"), row.string("value")
    return Fact(row.slug, service, kind, value, row.text("unit"), row.text("text"), when, *row.provenance())


def _advice(row: Row, conditions: _Conditions) -> Advice:
    kind = row.one_of("kind", ("risk", "practice", "step"))
    when = conditions.read(row, RANKED_DECISIONS)
    return Advice(
        row.slug,
        kind,
        row.string("topic"),
        when,
        row.text("title"),
        row.text("text"),
        *row.provenance(),
        about=row.string("about", ""),
        phase=row.string("phase", ""),
        tool=row.text("tool"),
        entry=row.text("entry"),
        exit=row.text("exit"),
    )


def _table(row: Row) -> ReferenceTable:
    columns = tuple(
        Column(c.string("slug"), c.text("label"), c.one_of("kind", ("text", "number", "slug")))
        for c in row.rows("columns")
    )
    cells = [line.cells({column.slug: column.kind for column in columns}) for line in row.rows("rows")]
    return ReferenceTable(row.slug, row.text("title"), columns, tuple(cells), *row.provenance())


def _source(row: Row) -> Source:
    return Source(
        slug=row.slug,
        title=row.string("title"),
        publisher=row.string("publisher", ""),
        url=row.string_or_none("url"),
        published_on=row.string_or_none("published_on"),
        checked_on=row.date("checked_on"),
    )


def _chapter(row: Row) -> Chapter:
    return Chapter(
        row.slug,
        row.string("service"),
        row.text("title"),
        row.text("text"),
        row.texts("points"),
        row.flag("numbered"),
        row.string_or_none("table"),
        *row.provenance(),
    )


def _term(row: Row) -> Term:
    return Term(row.slug, row.text("term"), row.text("definition"))
