"""The words of the rulebook in alphabetical order, under their letters."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.engine.rulebook import Rulebook, Term

_FIRST_SYLLABLE, _LAST_SYLLABLE, _SYLLABLES_A_LETTER = 0xAC00, 0xD7A3, 588
#: Initial consonants in the order of syllables; doubled ones stand under the single one.
_INITIALS = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
#: Where everything goes that starts with neither a letter nor a syllable.
NO_LETTER = "#"


@dataclass(frozen=True, slots=True)
class Word:
    """A term with its name in the other language ("" where that is the same) and its definition."""

    slug: str
    term: str
    elsewhere: str
    definition: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The words under one letter; ``anchor`` addresses it within the page."""

    letter: str
    anchor: str
    words: tuple[Word, ...]


def glossary(rulebook: Rulebook, language: str) -> tuple[Letter, ...]:
    """Return all words in the alphabetical order of a language; in Korean, Latin letters follow Hangul."""
    other = "en" if language.startswith("ko") else "ko"
    words = sorted(
        (_word(term, language, other) for term in rulebook.glossary.values()),
        key=lambda word: (_place(word.term), word.term.casefold(), word.slug),
    )
    letters: dict[str, list[Word]] = {}
    for word in words:
        letters.setdefault(letter_of(word.term), []).append(word)
    return tuple(
        Letter(letter, f"letter-{number}", tuple(under))
        for number, (letter, under) in enumerate(letters.items(), start=1)
    )


def letter_of(term: str) -> str:
    """Return the letter that a term stands under: ㄱ, A, or # for a digit or a sign."""
    first = term[:1].upper()
    if "A" <= first <= "Z":
        return first
    if first and _FIRST_SYLLABLE <= ord(first) <= _LAST_SYLLABLE:
        return _INITIALS[(ord(first) - _FIRST_SYLLABLE) // _SYLLABLES_A_LETTER]
    return NO_LETTER


def _place(term: str) -> tuple[bool, bool]:
    """Return what puts signs and digits last, and Latin letters behind Hangul."""
    letter = letter_of(term)
    return letter == NO_LETTER, "A" <= letter <= "Z"


def _word(term: Term, language: str, other: str) -> Word:
    name, elsewhere = term.term.in_language(language), term.term.in_language(other)
    return Word(
        term.slug, name, "" if elsewhere == name else elsewhere, term.definition.in_language(language)
    )
