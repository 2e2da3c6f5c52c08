"""The plan: ordered steps in the phases of the Cloud Adoption Framework, with tool, entry and exit checks."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext, pgettext

from advisor.engine.rulebook import Advice
from advisor.reports.desk import Desk, fill
from advisor.reports.parts.advice import answers_behind, held, last_about_each
from advisor.reports.report import Phase, PlanPart, Step
from advisor.rulebook.schema import PHASES


def phase_title(slug: str) -> str:
    """Return the name of a phase, "" of none."""
    titles = {
        "strategy": pgettext("phase", "Strategy"),
        "plan": pgettext("phase", "Plan"),
        "ready": pgettext("phase", "Ready"),
        "adopt": pgettext("phase", "Adopt"),
        "govern": pgettext("phase", "Govern"),
        "secure": pgettext("phase", "Secure"),
        "manage": pgettext("phase", "Manage"),
    }
    return titles.get(slug, "")


def plan_part(desk: Desk) -> PlanPart:
    """Return the steps that these answers need; steps without a phase come first."""
    entries = sorted(last_about_each(held(desk, "step")), key=_place)
    if not entries:
        return PlanPart(gettext("No plan yet: it follows from the recommendation"), "", ())
    steps: dict[str, list[Step]] = {}
    for number, advice in enumerate(entries, start=1):
        steps.setdefault(advice.phase, []).append(_step(desk, advice, number))
    phases = tuple(Phase(slug, phase_title(slug), tuple(items)) for slug, items in steps.items())
    return PlanPart(_headline(len(entries), phases), _intro(phases), phases)


def _place(advice: Advice) -> int:
    return PHASES.index(advice.phase) if advice.phase in PHASES else -1


def _step(desk: Desk, advice: Advice, number: int) -> Step:
    return Step(
        number=number,
        slug=advice.slug,
        title=desk.say(advice.title),
        text=desk.say(advice.text),
        cites=desk.cite(advice.sources),
        answers=answers_behind(desk, advice),
        tool=desk.say(advice.tool),
        entry=desk.say(advice.entry),
        exit=desk.say(advice.exit),
    )


def _headline(count: int, phases: tuple[Phase, ...]) -> str:
    if any(phase.title for phase in phases):
        text = ngettext("%(count)s step, phase by phase", "%(count)s steps, phase by phase", count)
    else:
        text = ngettext("%(count)s step to start with", "%(count)s steps, in this order", count)
    return fill(text, count=count)


def _intro(phases: tuple[Phase, ...]) -> str:
    if not any(phase.title for phase in phases):
        return gettext("The order is given, not the duration.")
    return gettext(
        "The order is given, not the duration. The phases are those of the Cloud Adoption Framework; "
        "Govern, Secure and Manage run beside the others and go on after the move."
    )
