"""What all parts of a report are written with: one language, one numbering of sources, one date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext

from advisor.engine.recommendation import Contribution, RankedDecision, RankedOption
from advisor.engine.rulebook import Answer, Rulebook, Source, Text
from advisor.pictures.korean import fill as fill
from advisor.reports import labels
from advisor.reports.evaluation import Evaluation, Subject
from advisor.reports.report import OptionView, Reason, Statement
from advisor.rulebook.citing import Cites, SourceView, source_view
from advisor.rulebook.wording import date_words as date_words
from advisor.rulebook.wording import signed


@dataclass(slots=True)
class Desk:
    """The evaluation and the subject of one report, with helpers that write in its language."""

    subject: Subject
    evaluation: Evaluation
    numbers: dict[str, int] = field(default_factory=dict)
    in_use: Rulebook | None = None

    @property
    def rulebook(self) -> Rulebook:
        """Return the version that the report rests on."""
        return self.evaluation.rulebook

    @property
    def newest(self) -> Rulebook:
        """Return the version in use, where it is known, for what the world has announced since."""
        return self.in_use or self.rulebook

    @property
    def language(self) -> str:
        """Return the report's language."""
        return self.subject.language

    def say(self, text: Text) -> str:
        """Return a text of the rulebook in the report's language."""
        return text.in_language(self.language)

    def cite(self, sources: Iterable[str]) -> Cites:
        """Return the numbers of sources, giving a number to those that are cited for the first time."""
        known = [slug for slug in sources if slug in self.rulebook.sources or slug in self.newest.sources]
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

    def source(self, slug: str) -> Source:
        """Return a source of this version or of the one in use."""
        return self.rulebook.sources.get(slug) or self.newest.sources[slug]

    def source_views(self) -> tuple[SourceView, ...]:
        """Return the sources cited so far, by number; other reports may cite what these versions lack."""
        return tuple(
            source_view(self.source(slug), number, self.language)
            for slug, number in self.numbers.items()
            if slug in self.rulebook.sources or slug in self.newest.sources
        )


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
