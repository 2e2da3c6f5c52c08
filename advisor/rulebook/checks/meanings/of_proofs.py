"""Findings that the exact checks prove."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from advisor.rulebook.checks.meanings.meaning import Meaning

PROOFS = {
    "rule_never_fires": Meaning(
        "error",
        _("A rule that never holds"),
        _("Each condition could hold, and no profile fulfils all of them at once."),
        _("See which questions are asked together, and loosen the conditions, or remove the rule."),
    ),
    "rule_never_matters": Meaning(
        "warning",
        _("A rule that never matters"),
        _("It holds for some profiles and never changes what comes out."),
        _("Give it more weight if it is to count; otherwise remove it."),
    ),
    "points_never_count": Meaning(
        "warning",
        _("Points that never count"),
        _("Wherever the rule gives points to the option, another rule rules the option out."),
        _("Take the points out, or narrow the veto."),
    ),
    "duplicate_rules": Meaning(
        "warning",
        _("Two rules that say the same"),
        _("They hold for the same profiles and do the same."),
        _("Remove one of them."),
    ),
    "option_never_wins": Meaning(
        "error",
        _("An option that never wins"),
        _("No profile makes it the outcome."),
        _("See what is always ahead of it; add a rule that speaks for it, or retire it."),
    ),
    "nothing_left": Meaning(
        "warning",
        _("Every option is ruled out"),
        _("The profile shown leaves no option without a veto."),
        _("Open the profile in the simulator and narrow one of the vetoes."),
    ),
    "order_decides": Meaning(
        "warning",
        _("Only the order decides"),
        _("In the profile shown two options have the same points, and the one with less change comes first."),
        _("If that is not meant, add a rule that tells them apart."),
    ),
    "question_never_asked": Meaning(
        "error",
        _("A question that is never asked"),
        _("No answers fulfil its preconditions."),
        _("Correct asked_when, or retire the question."),
    ),
    "question_unread": Meaning(
        "warning",
        _("A question that no rule reads"),
        _("People answer it and nothing depends on the answer."),
        _("Add a rule or advice that reads it, or retire it."),
    ),
    "advice_never_shown": Meaning(
        "warning",
        _("Advice that is never shown"),
        _("No profile fulfils its conditions."),
        _("Loosen the conditions, or remove the advice."),
    ),
    "fact_never_shown": Meaning(
        "warning",
        _("A fact that is never shown"),
        _("No profile fulfils its conditions."),
        _("Loosen the conditions, or remove the fact."),
    ),
    "not_decided": Meaning(
        "warning",
        _("Not decided"),
        _("The budget of the exact check ended before it was proved one way or the other."),
        _("Nothing has to be done; a simpler rule is easier to check."),
    ),
}
