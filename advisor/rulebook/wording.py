"""Answers, conditions, dates and errors in words, in a language named by the caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from advisor.engine import Answer, ProfileError, Rulebook
from advisor.engine.rulebook import NONE, RANKED_DECISIONS, Condition, Conditions, Question, Source

#: Longer than this, a given value is cut in an error message.
LONGEST_QUOTE = 60
#: The kind of a sentence about one answer, and the words that fill it.
Demand = tuple[str, dict[str, str]]
_DATE_FORMATS = {"en": ("Y", "F Y", "j F Y"), "ko": ("Y년", "Y년 n월", "Y년 n월 j일")}


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


def quoted_answer(rulebook: Rulebook, question: str, answer: Answer, language: str) -> str:
    """Return an answer with each choice in quotes: “MySQL”, “Oracle”; 20 GiB."""
    if isinstance(answer, str | tuple | list):
        slugs = (answer,) if isinstance(answer, str) else answer
        return quoted(choice_text(rulebook.questions.get(question), slug, language) for slug in slugs)
    return answer_text(rulebook, question, answer, language)


def quoted(names: Iterable[str]) -> str:
    """Return names in quotes, a comma between them."""
    return ", ".join(f"“{name}”" for name in names)


def choice_text(question: Question | None, slug: str, language: str) -> str:
    """Return the label of a choice; the slug where the question does not offer it."""
    for choice in question.choices if question else ():
        if choice.slug == slug:
            return choice.label.in_language(language)
    return slug


def with_unit(number: str, unit: str) -> str:
    """Return a number with its unit; Korean counters and % follow without a space: "240 GiB", "20개"."""
    joined = unit == "%" or "가" <= unit[:1] <= "힣"
    return f"{number}{unit}" if joined else f"{number} {unit}".rstrip()


def number_text(number: int | float) -> str:
    """Return a number with commas between thousands, as both languages write it: 1,500 or 0.5."""
    if float(number) == int(number):
        return f"{int(number):,}"
    return f"{number:,.6f}".rstrip("0")


def signed(points: int) -> str:
    """Return points with a sign, the minus being the real one: +3, −2, 0."""
    if points > 0:
        return f"+{points}"
    return f"−{-points}" if points else "0"


def question_text(rulebook: Rulebook, question: str, language: str) -> str:
    """Return the short name of a question; its slug where the rulebook does not know it."""
    known = rulebook.questions.get(question)
    return known.label.in_language(language) if known else question


def date_words(value: date | str | None, language: str) -> str:
    """Return a date in words: a day, or the month or year that is all that is known; "" for none."""
    if not value:
        return ""
    if isinstance(value, date):
        parts = [value.year, value.month, value.day]
    else:
        try:
            parts = [int(part) for part in value.split("-")]
        except ValueError:
            return value
    year, month, day = (*parts, 1, 1)[:3]
    formats = _DATE_FORMATS["ko" if language.startswith("ko") else "en"]
    try:
        with override(language):
            return date_format(date(year, month, day), formats[min(len(parts), 3) - 1])
    except ValueError:
        return str(value)


def source_detail(source: Source, language: str) -> str:
    """Return who published a source and when, and when it was checked."""
    with override(language):
        published = date_words(source.published_on, language) or _("date not stated")
        detail = f"{source.publisher}, {published}" if source.publisher else published
        if source.checked_on:
            checked = date_words(source.checked_on, language)
            detail += " · " + _("checked on %(date)s") % {"date": checked}
        return detail


# ── conditions ──


def conditions_text(rulebook: Rulebook, when: Conditions, language: str) -> str:
    """Return conditions in words, to be put behind “when”; "" where there are none.

    “Runtime” is “Java” or “PHP”, and “Database size” is at least 4 GiB and below 16 GiB. In Korean the
    last condition ends in “-이면”, those before it in “-이고”.
    """
    with override(language):
        return joined(
            [
                fact
                for name, condition in when.items()
                for fact in demands(rulebook, name, condition, language)
            ]
        )


def joined(facts: Sequence[Demand]) -> str:
    """Return what :func:`demands` yields as one text in the active language; "" for nothing."""
    if not facts:
        return ""
    going_on, last = _going_on(), _last()
    *before, (kind, words) = facts
    told = [going_on[kind] % words for kind, words in before] + [last[kind] % words]
    text = told[0]
    for more in told[1:]:
        text = _("%(first)s, and %(second)s") % {"first": text, "second": more}
    return text


def demands(rulebook: Rulebook, name: str, condition: Condition, language: str) -> Iterator[Demand]:
    """Yield what one condition demands, as the kind of a sentence and the words that fill it.

    Call it with the language active.
    """
    question = rulebook.questions.get(name)
    if name in RANKED_DECISIONS and name in rulebook.decisions:
        title = rulebook.decisions[name].title.in_language(language)
        names = {o.slug: o.name.in_language(language) for o in rulebook.decisions[name].options}
        is_, is_not, among = "outcome", "outcome_not", False
    else:
        title = question_text(rulebook, name, language)
        names = {c.slug: c.label.in_language(language) for c in question.choices} if question else {}
        is_, is_not, among = "is", "is_not", question is not None and question.kind == "many"

    def words(slugs: Sequence[str], *, every: bool = False) -> dict[str, str]:
        return {"name": title, "choices": _listed([f"“{names.get(s, s)}”" for s in slugs], every=every)}

    if condition.any_of:
        yield ("includes" if among and NONE not in condition.any_of else is_), words(condition.any_of)
    if condition.all_of:
        several = len(condition.all_of) > 1
        yield ("includes_all" if several else "includes"), words(condition.all_of, every=True)
    if condition.none_of:
        alone = condition.none_of == (NONE,)
        yield ("includes_not" if among and not alone else is_not), words(condition.none_of)
    unit = question.unit.in_language(language) if question else ""
    bounds = {"least": condition.minimum, "most": condition.below}
    given = {name: with_unit(number_text(n), unit) for name, n in bounds.items() if n is not None}
    if given:
        kind = "between" if len(given) == len(bounds) else next(iter(given))
        yield kind, {"name": title, **given}


def _listed(words: Sequence[str], *, every: bool) -> str:
    """Return “a”, “a or b”, “a, b or c”; with “and” where all are meant."""
    if len(words) == 1:
        return words[0]
    pair = {"first": ", ".join(words[:-1]), "last": words[-1]}
    return (_("%(first)s and %(last)s") if every else _("%(first)s or %(last)s")) % pair


def _going_on() -> dict[str, str]:
    """Return the sentences of conditions that another one follows."""
    return {
        "is": pgettext("condition", "“%(name)s” is %(choices)s"),
        "is_not": pgettext("condition", "“%(name)s” is not %(choices)s"),
        "includes": pgettext("condition", "“%(name)s” includes %(choices)s"),
        "includes_all": pgettext("condition", "“%(name)s” includes all of %(choices)s"),
        "includes_not": pgettext("condition", "“%(name)s” does not include %(choices)s"),
        "outcome": pgettext("condition", "the outcome of “%(name)s” is %(choices)s"),
        "outcome_not": pgettext("condition", "the outcome of “%(name)s” is not %(choices)s"),
        "between": pgettext("condition", "“%(name)s” is at least %(least)s and below %(most)s"),
        "least": pgettext("condition", "“%(name)s” is %(least)s or more"),
        "most": pgettext("condition", "“%(name)s” is below %(most)s"),
    }


def _last() -> dict[str, str]:
    """Return the sentences of the last condition."""
    return {
        "is": pgettext("last condition", "“%(name)s” is %(choices)s"),
        "is_not": pgettext("last condition", "“%(name)s” is not %(choices)s"),
        "includes": pgettext("last condition", "“%(name)s” includes %(choices)s"),
        "includes_all": pgettext("last condition", "“%(name)s” includes all of %(choices)s"),
        "includes_not": pgettext("last condition", "“%(name)s” does not include %(choices)s"),
        "outcome": pgettext("last condition", "the outcome of “%(name)s” is %(choices)s"),
        "outcome_not": pgettext("last condition", "the outcome of “%(name)s” is not %(choices)s"),
        "between": pgettext("last condition", "“%(name)s” is at least %(least)s and below %(most)s"),
        "least": pgettext("last condition", "“%(name)s” is %(least)s or more"),
        "most": pgettext("last condition", "“%(name)s” is below %(most)s"),
    }


# ── errors ──


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
