"""Sentences that wait for their reader's language: a template, and what fills it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext


def noop(template: str) -> str:
    """Mark a template for translation and leave it as it is (import it as ``_``).

    Django's own asks for the settings, which reading files does without.
    """
    return template


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence. ``template`` is its English, marked with :func:`noop` where it stands.

    ``params`` fill its ``%(name)s``: strings, numbers, or phrases of their own. ``str()`` gives the
    sentence in the active language, and the English one where Django is not set up.
    """

    template: str
    params: Mapping[str, str | float | Phrase] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        words = gettext(self.template) if self.template and settings.configured else self.template
        return words % self.params if self.params else words


#: A sentence without anything to fill in may be a plain string.
Words = str | Phrase


def phrase(template: str, /, **params: str | float | Phrase) -> Phrase:
    """Return the phrase that fills a template with ``params``."""
    return Phrase(template, params)


def spoken(words: Words) -> str:
    """Return words in the active language."""
    return str(words if isinstance(words, Phrase) else Phrase(words))


class Misfit(ValueError):
    """A value that cannot be taken; ``phrase`` says why, ``str()`` in the active language."""

    def __init__(self, template: str, /, **params: str | float | Phrase) -> None:
        self.phrase = Phrase(template, params)
        super().__init__(template)

    def __str__(self) -> str:
        return str(self.phrase)


def phrase_data(words: Words) -> Any:
    """Return words as JSON can hold them; :func:`phrase_from` turns them back."""
    if not isinstance(words, Phrase):
        return words
    params = {name: phrase_data(v) if isinstance(v, Phrase) else v for name, v in words.params.items()}
    return {"template": words.template, "params": params}


def phrase_from(data: Any) -> Any:
    """Return the words that :func:`phrase_data` wrote down."""
    if not isinstance(data, Mapping):
        return data
    return Phrase(data["template"], {name: phrase_from(value) for name, value in data["params"].items()})
