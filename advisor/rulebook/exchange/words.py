"""The words that exports put beside the rulebook's own texts."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from advisor.engine.rulebook import DecisionTable, Option, Question


def if_asked(question: Question, language: str) -> str:
    """Name the answer that counts: given, and to a question that is asked."""
    label = question.label.in_language(language) or question.slug
    with override(language):
        return _("%(question)s (if asked)") % {"question": label}


def points_for(option: Option, decision: DecisionTable, language: str) -> str:
    """Name the points of an option; the decision too, for two may have an option of one name."""
    words = {"option": name_of(option, language), "decision": title_of(decision, language)}
    with override(language):
        return _("%(decision)s: points for %(option)s") % words


def rules_held(decision: DecisionTable, language: str) -> str:
    """Name the rules that hold."""
    with override(language):
        return _("%(decision)s: rules that hold") % {"decision": title_of(decision, language)}


def ruled_out(decision: DecisionTable, language: str) -> str:
    """Name the options that are ruled out."""
    with override(language):
        return _("%(decision)s: options ruled out") % {"decision": title_of(decision, language)}


def refused(decision: DecisionTable, language: str) -> str:
    """Name the options that the owner refuses."""
    with override(language):
        return _("%(decision)s: options the owner refuses") % {"decision": title_of(decision, language)}


def everything(language: str) -> str:
    """Name the diagram that shows all of it."""
    with override(language):
        return _("All decisions")


def answers_that_count(language: str) -> str:
    """Name the step that leaves out the answers to questions that are not asked."""
    with override(language):
        return _("Answers that count")


def how_to_read(language: str) -> str:
    """Say what somebody who decides with an exported rulebook has to know."""
    with override(language):
        return " ".join(
            (
                _("Give null for a question without an answer: no condition on it holds then."),
                _("The answer to a question that is not asked counts as none."),
                _("Points add up for each option; an option that is ruled out loses to any that is not."),
                _("Equal points go to the option that is listed first."),
                _("Where no rule holds there is no outcome, and what the owner refuses is no such rule."),
                _("Supporting services are all those with points above 0 that are not ruled out."),
            )
        )


def name_of(option: Option, language: str) -> str:
    """Return the name of an option; its slug where it has none."""
    return option.name.in_language(language) or option.slug


def title_of(decision: DecisionTable, language: str) -> str:
    """Return the title of a decision; its slug where it has none."""
    return decision.title.in_language(language) or decision.slug
