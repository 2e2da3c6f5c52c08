"""What editors read for the slugs of options, rules and answers: the draft's words, else those in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from advisor.editor.links import record_url_of
from advisor.engine.rulebook import Rulebook
from advisor.engine.versions import Outcome
from advisor.rulebook.draft import known_records, model_of
from advisor.rulebook.models import Version
from advisor.rulebook.published import compiled_or_none
from advisor.rulebook.records import RecordSet
from advisor.rulebook.spoken import spoken_rulebook
from advisor.rulebook.wording import answer_text, question_text


@dataclass(frozen=True, slots=True)
class OptionName:
    """One outcome; ``strategy`` is its slug where it is a strategy, which has a shape and a colour."""

    name: str
    strategy: str = ""


@dataclass(frozen=True, slots=True)
class RuleName:
    """A rule by the reason that it gives; ``gone`` where the draft does not have it."""

    slug: str
    text: str
    decision: str
    gone: bool


class Names:
    """The words of the draft in one language; where it has none any more, those of the version in use."""

    def __init__(self, records: RecordSet, in_use: Rulebook | None, language: str) -> None:
        self.records = records
        self.rulebook = spoken_rulebook(records)
        self._in_use = in_use
        self._language = language

    def decision(self, slug: str) -> str:
        """Return what a decision is called."""
        table = self.rulebook.decisions.get(slug)
        return table.title.in_language(self._language) if table else slug

    def option(self, decision: str, slug: str) -> OptionName:
        """Return what an option is called."""
        books = [self.rulebook, *([self._in_use] if self._in_use else [])]
        options = [
            o for book in books if decision in book.decisions for o in book.decisions[decision].options
        ]
        name = next((o.name.in_language(self._language) for o in options if o.slug == slug), slug)
        return OptionName(name, slug if decision == "strategy" else "")

    def outcome(self, decision: str, outcome: Outcome) -> tuple[OptionName, ...]:
        """Return what came out: one option, several of ``supporting``, or that nothing did."""
        slugs = outcome if isinstance(outcome, tuple) else (outcome,) if outcome else ()
        return tuple(self.option(decision, slug) for slug in slugs) or (OptionName(_("no recommendation")),)

    def change(self, decision: str, before: Outcome, after: Outcome) -> tuple[Sequence[OptionName], ...]:
        """Return an outcome before and after; of several options only those that differ."""
        if isinstance(before, tuple) and isinstance(after, tuple):
            gone = tuple(slug for slug in before if slug not in after)
            new = tuple(slug for slug in after if slug not in before)
            return self._named(decision, gone), self._named(decision, new)
        return self.outcome(decision, before), self.outcome(decision, after)

    def _named(self, decision: str, slugs: Iterable[str]) -> Sequence[OptionName]:
        return [self.option(decision, slug) for slug in slugs] or [OptionName(_("none"))]

    def rule(self, slug: str) -> RuleName:
        """Return a rule's reason."""
        record = self.records.find("rule", slug)
        if record is not None:
            korean = self._language.startswith("ko") and record.fields["because_ko"]
            text = record.fields["because_ko" if korean else "because_en"]
            return RuleName(slug, text or slug, record.ref("decision"), gone=False)
        rule = self._in_use.rules.get(slug) if self._in_use else None
        text = rule.because.in_language(self._language) if rule else ""
        return RuleName(slug, text or slug, rule.decision if rule else "", gone=True)

    def answers(self, profile: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return a profile in words: question and answer."""
        told = []
        for slug, given in profile.items():
            answer = tuple(given) if isinstance(given, list) else given
            question = question_text(self.rulebook, slug, self._language)
            told.append((question, answer_text(self.rulebook, slug, answer, self._language)))
        return told


def names_now(language: str) -> Names:
    """Return the words of the draft as it is now, whether or not it can be decided from."""
    in_use = compiled_or_none(Version.objects.current_hash())
    return Names(known_records(), in_use.rulebook if in_use else None, language)


def record_links(wanted: Iterable[tuple[str, tuple[str, ...]]]) -> dict[tuple[str, tuple[str, ...]], str]:
    """Return the admin's page of each record of the draft that is there (one query for each kind)."""
    by_kind: dict[str, set[tuple[str, ...]]] = {}
    for kind, key in wanted:
        by_kind.setdefault(kind, set()).add(key)
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for kind, keys in by_kind.items():
        model = model_of(kind)
        columns = (f"{model.PARENT}__slug", "slug") if model.PARENT else ("slug",)
        rows = model._default_manager.filter(slug__in={key[-1] for key in keys})
        for pk, *key in rows.values_list("pk", *columns):
            if tuple(key) in keys:
                found[kind, tuple(key)] = record_url_of(kind, pk)
    return found
