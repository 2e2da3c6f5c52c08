"""Findings that time and scenarios bring."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from advisor.rulebook.checks.meanings.meaning import Meaning

CASES = {
    "retired-service": Meaning(
        "error",
        _("A retired service can still be recommended"),
        _("The day of its retirement has come, and its option is still offered."),
        _("Mark the option retired."),
    ),
    "no-retirement-day": Meaning(
        "error",
        _("A retirement without a day"),
        _("The value of such a fact is the day or the month of the retirement."),
        _("Write it like 2028-09-30 or 2028-09."),
    ),
    "past-day": Meaning(
        "warning",
        _("The day announced has passed"),
        _("The text speaks of it as still to come."),
        _("Say it as done, and check the source again."),
    ),
    "due": Meaning(
        "warning",
        _("Due for a check"),
        _("The statement was last compared with its sources long ago."),
        _("Compare it again, correct what has changed, and fill in the day."),
    ),
    "incomplete-scenario": Meaning(
        "error",
        _("The scenario is not complete"),
        _("It expects something, weighs more than 0, and names its source if it is a published case."),
        _("Fill in what the message names."),
    ),
    "wrong-answer": Meaning(
        "error",
        _("An answer does not fit its question"),
        _("The scenario's profile holds an answer of another form, or out of range."),
        _("Correct the answer."),
    ),
    "basis-without-answer": Meaning(
        "warning",
        _("A basis without an answer"),
        _("The scenario says on what an answer rests that its profile does not hold."),
        _("Add the answer, or take the basis out."),
    ),
    "unreadable-profile": Meaning(
        "error",
        _("The scenario's profile cannot be read"),
        _("Nothing can be decided for it."),
        _("Correct the answers that the message names."),
    ),
    "broken-requirement": Meaning(
        "error",
        _("A requirement does not hold"),
        _("The draft decides this scenario otherwise than required."),
        _("Open it in the simulator and correct the rules that speak, or the requirement if it is wrong."),
    ),
    "fallen-agreement": Meaning(
        "error",
        _("The agreement with published cases fell"),
        _("The draft decides fewer of the published cases as they were decided in fact."),
        _("See which cases changed; mend the rules, or accept the fall with a reason."),
    ),
    "not-taken-over": Meaning(
        "warning",
        _("Not taken over"),
        _("The questionnaire that was imported says something that has no place in this rulebook."),
        _("See whether a rule or a condition is to say it instead."),
    ),
}
