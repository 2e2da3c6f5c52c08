"""What all parts of a report are written with: one language, one numbering of sources, one date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from advisor.engine.recommendation import Contribution, RankedDecision, RankedOption
from advisor.engine.rulebook import Answer, Rulebook, Text
from advisor.pictures.bars import signed
from advisor.pictures.korean import with_particles
from advisor.reports import labels
from advisor.reports.evaluation import Evaluation, Subject
from advisor.reports.report import Cites, OptionView, Reason, SourceView, Statement

_DATE_FORMATS = {"en": ("Y", "F Y", "j F Y"), "ko": ("Y년", "Y년 n월", "Y년 n월 j일")}


@dataclass(slots=True)
class Desk:
    """The evaluation and the subject of one report, with helpers that write in its language."""

    subject: Subject
    evaluation: Evaluation
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def rulebook(self) -> Rulebook:
        """Return the version that the report rests on."""
        return self.evaluation.rulebook

    @property
    def language(self) -> str:
        """Return the report's language."""
        return self.subject.language

    def say(self, text: Text) -> str:
        """Return a text of the rulebook in the report's language."""
        return text.in_language(self.language)

    def cite(self, sources: Iterable[str]) -> Cites:
        """Return the numbers of sources, giving a number to those that are cited for the first time."""
        known = [slug for slug in sources if slug in self.rulebook.sources]
        return tuple(sorted(self.numbers.setdefault(slug, len(self.numbers) + 1) for slug in known))

    def statement(self, text: Text, sources: Iterable[str]) -> Statement:
        """Return a text with the numbers of its sources."""
        return Statement(self.say(text), self.cite(sources))

    def option_name(self, decision: str, option: str | None) -> str:
        """Return an option's name; of no option, that nothing is recommended."""
        if option is None:
            return gettext("Nothing to recommend yet")
        return labels.option_name(self.rulebook, decision, option, self.language)

    def answers(self, answers: dict[str, Answer]) -> str:
        """Return answers in words: “Runtime: Java; Database: PostgreSQL”."""
        parts = [
            f"{labels.question_label(self.rulebook, slug, self.language)}: "
            f"{labels.answer_words(self.rulebook, slug, answer, self.language)}"
            for slug, answer in answers.items()
        ]
        return "; ".join(parts)

    def reason(self, contribution: Contribution) -> Reason:
        """Return a contribution in words."""
        return Reason(
            points="" if contribution.rules_out else signed(contribution.points),
            text=self.say(labels.rule_text(self.rulebook, contribution.rule)),
            answers=self.answers(dict(contribution.answers)),
            cites=self.cite(labels.rule_sources(self.rulebook, contribution.rule)),
        )

    def option(self, decision: RankedDecision, option: RankedOption) -> OptionView:
        """Return an option with its reasons, the strongest first."""
        table = self.rulebook.decisions[decision.decision]
        entry = next(o for o in table.options if o.slug == option.option)
        ordered = sorted(option.because, key=lambda c: -abs(c.points))
        return OptionView(
            slug=option.option,
            name=self.say(entry.name),
            summary=self.say(entry.summary),
            balance=balance(option),
            ruled_out=option.ruled_out,
            leads=option.option == decision.outcome,
            speaks_for=tuple(self.reason(c) for c in ordered if c.points > 0),
            speaks_against=tuple(self.reason(c) for c in ordered if c.points < 0),
            vetoes=tuple(self.reason(c) for c in ordered if c.rules_out),
        )

    def source_views(self) -> tuple[SourceView, ...]:
        """Return the sources cited so far, by number."""
        return tuple(self._source(slug, number) for slug, number in self.numbers.items())

    def _source(self, slug: str, number: int) -> SourceView:
        source = self.rulebook.sources[slug]
        published = date_words(source.published_on, self.language) or gettext("date not stated")
        detail = f"{source.publisher}, {published}" if source.publisher else published
        if source.checked_on:
            checked = date_words(source.checked_on, self.language)
            detail += " · " + gettext("checked on %(date)s") % {"date": checked}
        return SourceView(number, source.title, source.url or "", detail)


def balance(option: RankedOption) -> str:
    """Return an option's points in words: “12 for, 1 against”, “ruled out; 7 against”."""
    points_for = sum(c.points for c in option.because if c.points > 0)
    points_against = -sum(c.points for c in option.because if c.points < 0)
    numbers = {"for": points_for, "against": points_against}
    if option.ruled_out:
        text = ngettext(
            "ruled out; %(for)s point for, %(against)s against",
            "ruled out; %(for)s points for, %(against)s against",
            points_for,
        )
    else:
        text = ngettext(
            "%(for)s point for, %(against)s against", "%(for)s points for, %(against)s against", points_for
        )
    return text % numbers


def fill(sentence: str, **values: object) -> str:
    """Put values into a translated sentence and choose the Korean particles that follow them."""
    return with_particles(sentence % values)


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
        return date_format(date(year, month, day), formats[min(len(parts), 3) - 1])
    except ValueError:
        return str(value)
