"""Answers and their errors in words, in a language named by the caller."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from advisor.engine import Answer, ProfileError, Rulebook
from advisor.engine.rulebook import Question

#: Longer than this, a given value is cut in an error message.
LONGEST_QUOTE = 60


def answer_text(rulebook: Rulebook, question: str, answer: Answer, language: str) -> str:
    """Return an answer in words: "Java", "SQL Server, MySQL", "240 GiB", "I don't know".

    A choice or a question that this rulebook does not know keeps its slug.
    """
    if answer is None:
        with override(language):
            return _("I don't know")
    known = rulebook.questions.get(question)
    if isinstance(answer, str):
        return choice_text(known, answer, language)
    if isinstance(answer, tuple | list):
        return ", ".join(choice_text(known, slug, language) for slug in answer)
    unit = known.unit.in_language(language) if known else ""
    return with_unit(number_text(answer), unit)


def choice_text(question: Question | None, slug: str, language: str) -> str:
    """Return the label of a choice; the slug where the question does not offer it."""
    for choice in question.choices if question else ():
        if choice.slug == slug:
            return choice.label.in_language(language)
    return slug


def with_unit(number: str, unit: str) -> str:
    """Return a number with its unit; Korean counters follow without a space: "240 GiB", "20개"."""
    return f"{number}{unit}" if "가" <= unit[:1] <= "힣" else f"{number} {unit}".rstrip()


def number_text(number: int | float) -> str:
    """Return a number with commas between thousands, as both languages write it: 1,500 or 0.5."""
    if float(number) == int(number):
        return f"{int(number):,}"
    return f"{number:,.6f}".rstrip("0")


def question_text(rulebook: Rulebook, question: str, language: str) -> str:
    """Return the short name of a question; its slug where the rulebook does not know it."""
    known = rulebook.questions.get(question)
    return known.label.in_language(language) if known else question


def profile_error_text(rulebook: Rulebook, error: ProfileError, language: str) -> str:
    """Return one sentence that says what is wrong with an answer and what is allowed.

    It names slugs, because it is about a file or a form that uses them.
    """
    with override(language):
        question = rulebook.questions.get(error.question)
        words = {
            "question": error.question,
            "given": _quoted(error.given),
            "allowed": ", ".join(error.allowed),
            "range": _range_text(question, language) if question else "",
        }
        return _template(error, question) % words


def _template(error: ProfileError, question: Question | None) -> str:
    templates = {
        "unknown_question": _("There is no question “%(question)s”."),
        "unknown_choice": _("%(question)s: %(given)s is not a choice. Allowed: %(allowed)s."),
        "out_of_range": _("%(question)s: %(given)s is out of range. Allowed: %(range)s."),
        "not_whole": _("%(question)s: %(given)s is not a whole number. Allowed: %(range)s."),
        "none_stands_alone": _("%(question)s: “none” cannot be given together with other choices."),
        "empty": _("%(question)s: the list is empty. Give at least one choice, or null for “I don't know”."),
        "repeated": _("%(question)s: %(given)s is given more than once."),
        "wrong_type": _wrong_type(question),
    }
    return templates[error.reason]


def _wrong_type(question: Question | None) -> str:
    kind = question.kind if question else "one"
    if kind == "number":
        return _("%(question)s: %(given)s is not a number. Allowed: %(range)s.")
    if kind == "many":
        return _("%(question)s: %(given)s is not a list of choices. Allowed: %(allowed)s.")
    return _("%(question)s: %(given)s is not one choice. Allowed: %(allowed)s.")


def _quoted(given: object) -> str:
    try:
        text = str(given)
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        text = _("a very large number")
    return f"“{text}”" if len(text) <= LONGEST_QUOTE else f"“{text[:LONGEST_QUOTE]}…”"


def _range_text(question: Question, language: str) -> str:
    """Return the allowed numbers: "at least 0 and below 10,000 GiB", "1 to 99 servers" for whole ones."""
    unit = question.unit.in_language(language)
    if question.minimum is None or question.below is None:
        return unit
    least = number_text(question.minimum)
    if question.whole:
        most = number_text(question.below - 1)
        return _("%(least)s to %(most)s %(unit)s") % {"least": least, "most": most, "unit": unit}
    below = number_text(question.below)
    return _("at least %(least)s and below %(below)s %(unit)s") % {
        "least": least,
        "below": below,
        "unit": unit,
    }
