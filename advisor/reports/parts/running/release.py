"""Which way to release is advised, why, and how it is done on the service recommended."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext

from advisor.engine.rulebook import Answer
from advisor.reports import labels
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.advice import items_of_topic
from advisor.reports.parts.running.cells import Row, table_rows
from advisor.reports.report import MethodView, Reason, ReleaseView, Statement
from advisor.rulebook.wording import signed

METHODS_TABLE = "release-methods"
POINTS_TABLE = "release-points"
TOPIC = "release"
#: The question on the way to release; its choices are the methods, the smallest change first.
QUESTION = "release_method"


def release_view(desk: Desk) -> ReleaseView | None:
    """Return the ways to release, the one advised first."""
    compute = desk.evaluation.recommendation.compute.outcome or ""
    rows = table_rows(desk, METHODS_TABLE, service=compute)
    items = items_of_topic(desk, TOPIC)
    if not rows:
        return ReleaseView("", gettext("Releases"), "", None, (), items) if items else None
    scored = [(row, _reasons(desk, row.slug("method"))) for row in rows]
    best = _best(scored)
    methods = [_method(desk, row, [reason for _, reason in found]) for row, found in scored]
    advised = methods[best] if best is not None else None
    return ReleaseView(
        short=advised.name if advised else "",
        headline=_headline(desk, advised),
        note=gettext("The points are a weighing of Fourways’ own; they simply add up."),
        advised=advised,
        others=_others(scored, methods, best),
        items=items,
    )


def _best(scored: Sequence[tuple[Row, list[tuple[int, Reason]]]]) -> int | None:
    """Return which method has the most points among those possible; the first of equals; none for none."""
    sums = [
        (sum(points for points, _ in found), -place)
        for place, (row, found) in enumerate(scored)
        if row.slug("offered") == "yes"
    ]
    return -max(sums)[1] if sums and any(found for _, found in scored) else None


def _others(
    scored: Sequence[tuple[Row, list[tuple[int, Reason]]]], methods: Sequence[MethodView], best: int | None
) -> tuple[MethodView, ...]:
    """Return the methods not advised: those possible first, the most points first."""

    def place(number: int) -> tuple[bool, int]:
        row, found = scored[number]
        return row.slug("offered") != "yes", -sum(points for points, _ in found)

    others = [number for number in range(len(methods)) if number != best]
    return tuple(methods[number] for number in sorted(others, key=place))


def _reasons(desk: Desk, method: str) -> list[tuple[int, Reason]]:
    """Return what speaks for or against a method by these answers, with its points."""
    facts = desk.evaluation.facts()
    found = []
    for row in table_rows(desk, POINTS_TABLE, method=method):
        question, answer, points = row.slug("question"), row.slug("answer"), row.number("points")
        if points is not None and _gave(facts.get(question), answer) and question in desk.rulebook.questions:
            reason = Reason(
                signed(int(points)), row.text("why"), desk.answers({question: answer}), row.cites()
            )
            found.append((int(points), reason))
    return found


def _gave(answer: Answer, choice: str) -> bool:
    return choice in answer if isinstance(answer, tuple) else answer == choice


def _headline(desk: Desk, advised: MethodView | None) -> str:
    if advised is None:
        return gettext("Ways to release: the answers speak for none of them")
    wished = desk.evaluation.facts().get(QUESTION)
    if isinstance(wished, str) and wished != advised.slug:
        wish = labels.answer_words(desk.rulebook, QUESTION, wished, desk.language)
        text = gettext("%(method)s is advised, not %(wish)s, which you ask for")
        return fill(text, method=advised.name, wish=wish)
    return fill(gettext("%(method)s: %(means)s"), method=advised.name, means=advised.means)


def _method(desk: Desk, row: Row, why: list[Reason]) -> MethodView:
    slug = row.slug("method")
    offered = row.slug("offered") == "yes"
    steps = table_rows(desk, row.slug("table"), method=slug) if offered else []
    total = sum(int(reason.points.replace("−", "-")) for reason in why)
    return MethodView(
        slug=slug,
        name=labels.answer_words(desk.rulebook, QUESTION, slug, desk.language),
        means=row.text("text"),
        balance=signed(total) if offered else gettext("not possible on this service"),
        why=tuple(sorted(why, key=lambda reason: reason.points.startswith("−"))),
        steps=_statements(steps, "step"),
        back=_statements(steps, "back"),
        cites=row.cites(),
    )


def _statements(rows: list[Row], part: str) -> tuple[Statement, ...]:
    return tuple(Statement(row.text("text"), row.cites()) for row in rows if row.slug("part") == part)
