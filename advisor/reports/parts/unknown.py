"""Part four: what is still unknown, and whether it matters."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from advisor.engine import asked
from advisor.engine.recommendation import OpenQuestion
from advisor.reports.desk import Desk, fill
from advisor.reports.report import UnknownPart, UnknownRow


def unknown_part(desk: Desk) -> UnknownPart:
    """Return the open questions and the closed ones, those that matter first."""
    evaluation = desk.evaluation
    slugs = _without_answer(desk)
    settlement = evaluation.settlement
    if settlement is None:
        return _not_asked(desk, slugs)
    decisive = {o.question: o for o in settlement.open_questions}
    matter = settlement.unknown_that_matter
    open_ = [*decisive, *(slug for slug in slugs["open"] if slug not in decisive)]
    closed = [*matter, *(slug for slug in slugs["closed"] if slug not in matter)]
    return UnknownPart(
        headline=_headline(len(open_), len(decisive), len(closed), len(matter)),
        open=tuple(_row(desk, slug, _reach(decisive.get(slug)), slug in decisive) for slug in open_),
        closed=tuple(
            _row(desk, slug, gettext("Yes") if slug in matter else gettext("No"), slug in matter)
            for slug in closed
        ),
    )


def _not_asked(desk: Desk, slugs: dict[str, list[str]]) -> UnknownPart:
    """Return the questions without an answer where nobody asked whether they matter."""
    count = len(slugs["open"]) + len(slugs["closed"])
    text = ngettext(
        "%(count)s question has no answer; whether it matters was not asked for",
        "%(count)s questions have no answer; whether they matter was not asked for",
        count,
    )
    rows = {
        kind: tuple(_row(desk, slug, gettext("not asked for"), False) for slug in found)
        for kind, found in slugs.items()
    }
    return UnknownPart(fill(text, count=count), rows["open"], rows["closed"])


def _without_answer(desk: Desk) -> dict[str, list[str]]:
    """Return the questions that are asked and have no answer: open ones, and closed ones."""
    profile = desk.evaluation.profile
    now_asked = asked(desk.evaluation.compiled, profile)
    found: dict[str, list[str]] = {"open": [], "closed": []}
    for slug, question in desk.rulebook.questions.items():
        if slug not in now_asked or question.rules_out_named:
            continue
        if slug not in profile:
            found["open"].append(slug)
        elif profile[slug] is None:
            found["closed"].append(slug)
    return found


def _headline(open_: int, decisive: int, closed: int, matter: int) -> str:
    if not open_ and not closed:
        return gettext("Every question is answered")
    if not open_:
        return _closed_headline(closed, matter)
    if not decisive:
        text = ngettext(
            "%(count)s question is open, and it cannot change an outcome",
            "%(count)s questions are open, and none can change an outcome",
            open_,
        )
        return fill(text, count=open_)
    text = ngettext(
        "%(decisive)s of %(count)s open questions can still change an outcome",
        "%(decisive)s of %(count)s open questions can still change an outcome",
        decisive,
    )
    return fill(text, decisive=decisive, count=open_)


def _closed_headline(closed: int, matter: int) -> str:
    if matter:
        text = ngettext(
            "%(matter)s answer that nobody knows could change an outcome",
            "%(matter)s answers that nobody knows could change an outcome",
            matter,
        )
        return fill(text, matter=matter)
    text = ngettext(
        "%(count)s answer is not known, and it cannot change an outcome",
        "%(count)s answers are not known, and none can change an outcome",
        closed,
    )
    return fill(text, count=closed)


def _reach(question: OpenQuestion | None) -> str:
    if question is None:
        return gettext("No")
    if question.may_rule_out:
        return gettext("Yes: it may rule an option out")
    if not question.reach:
        return gettext("Yes")
    text = ngettext("Yes: by up to %(count)s point", "Yes: by up to %(count)s points", question.reach)
    return text % {"count": question.reach}


def _row(desk: Desk, slug: str, effect: str, matters: bool) -> UnknownRow:
    question = desk.rulebook.questions[slug]
    return UnknownRow(
        question=slug,
        text=desk.say(question.text),
        matters=matters,
        effect=effect,
        why=desk.say(question.why),
        where=desk.say(question.where),
    )
