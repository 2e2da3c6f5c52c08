"""What choosers offer: what exists and is in use; what is retired or unknown only where it is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from advisor.editor.forms.shape import spoken_in
from advisor.engine.rulebook import RANKED_DECISIONS, Choice, Option, Question, Rulebook


class Offer(NamedTuple):
    """Something to choose: its slug, its words, whether it is chosen."""

    slug: str
    words: str
    chosen: bool = False


class Group(NamedTuple):
    """Offers under a heading."""

    title: str
    offers: tuple[Offer, ...]


def kind_of(book: Rulebook, name: str) -> str:
    """Return the kind of a question, "one" for the outcome of a decision, "" for what is unknown."""
    if name in RANKED_DECISIONS:
        return "one"
    question = book.questions.get(name)
    return question.kind if question else ""


def title_of(book: Rulebook, name: str) -> str:
    """Return what people call a question or the outcome of a decision; the slug of what is unknown."""
    known = book.questions.get(name)
    if known:
        return known.label.in_language(spoken_in())
    if name in book.decisions:
        return _("outcome of %(decision)s") % {"decision": decision_title(book, name)}
    return name


def decision_title(book: Rulebook, slug: str) -> str:
    """Return what people call a decision; the slug of what is unknown."""
    known = book.decisions.get(slug)
    return known.title.in_language(spoken_in()) if known else slug


def values_of(book: Rulebook, name: str, chosen: Collection[str]) -> tuple[Offer, ...]:
    """Return the choices of a question, or the options of a decision."""
    question, decision = book.questions.get(name), book.decisions.get(name)
    known: Sequence[Choice | Option] = question.choices if question else decision.options if decision else ()
    offers = [
        Offer(item.slug, _marked(_words(item), item.retired), item.slug in chosen)
        for item in known
        if not item.retired or item.slug in chosen
    ]
    slugs = {item.slug for item in known}
    return (*offers, *(Offer(slug, _unknown(slug), True) for slug in chosen if slug not in slugs))


def question_groups(
    book: Rulebook,
    chosen: str,
    *,
    outcomes: Iterable[str] = (),
    without: str = "",
    kinds: Collection[str] = ("one", "many", "number"),
) -> tuple[Group, ...]:
    """Return the questions by section, the outcomes of earlier decisions before them."""

    def offered(question: Question) -> bool:
        fits = not question.retired and question.kind in kinds and question.slug != without
        return fits or question.slug == chosen

    groups = []
    earlier = [name for name in outcomes if name in book.decisions]
    if earlier:
        words = tuple(Offer(name, title_of(book, name), name == chosen) for name in earlier)
        groups.append(Group(_("Earlier outcomes"), words))
    for section in book.sections.values():
        members = [q for q in book.questions.values() if q.section == section.slug and offered(q)]
        words = tuple(
            Offer(q.slug, _marked(q.label.in_language(spoken_in()), q.retired), q.slug == chosen)
            for q in members
        )
        if words:
            groups.append(Group(section.title.in_language(spoken_in()), words))
    known = {offer.slug for group in groups for offer in group.offers}
    if chosen and chosen not in known:
        groups.append(Group(_("Not offered"), (Offer(chosen, _unknown(title_of(book, chosen)), True),)))
    return tuple(groups)


def _words(item: Choice | Option) -> str:
    text = item.label if isinstance(item, Choice) else item.name
    return text.in_language(spoken_in())


def _marked(words: str, retired: bool) -> str:
    return _("%(name)s (retired)") % {"name": words} if retired else words


def _unknown(slug: str) -> str:
    return _("%(name)s (cannot be chosen here)") % {"name": slug}
