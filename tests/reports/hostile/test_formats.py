"""Whatever is typed, in every place, comes out of every format as text; and what was typed comes back."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from functools import cache

import pytest
from django.utils.translation import override
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from advisor.reports.embedded import FileProblem, read_entries
from advisor.reports.embedded.checking import check, only_version
from advisor.reports.exporters.glyphs import spelled
from advisor.reports.formats import FORMATS, Making
from advisor.reports.harmless import visible
from tests.reports.hostile.opening import OPENED
from tests.reports.hostile.places import ROOM, SHOWN, book, everywhere, making, typed
from tests.reports.hostile.texts import LONG, TEXTS
from tests.turns import LANGUAGES, in_turn

#: What must be in no file as it is: control characters, marks that turn the direction, what is no character.
RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
SLOW = ("pdf", "docx", "pptx")
QUICK = tuple(slug for slug in FORMATS if slug not in SLOW)
SHORT = [text for text in TEXTS.values() if text not in LONG.values()]
#: From which text on the places are filled: at each change so that every text has a place.
TURNS = [
    pytest.param(first, marks=[pytest.mark.sweep] if first % 12 else []) for first in range(0, len(SHORT), 4)
]
#: No database keeps these, and no form and no file lets them in.
NOT_KEPT = re.compile(r"\\u0000|[\ud800-\udfff]")
#: A text of a PDF is looked for in pieces of so many letters, where the end of a page may come between.
PIECE = 20
#: A larger run by hand: HOSTILE_EXAMPLES=2000.
EXAMPLES = int(os.environ.get("HOSTILE_EXAMPLES", "0"))


@cache
def plain(slug: str, language: str):
    """Return what a file is built of where nobody typed anything of harm."""
    sent = making(everywhere("Plain words\nin two lines"), language)
    return OPENED[slug](FORMATS[slug].write([sent], "a4"))


def squeezed(text: str) -> str:
    """Return a text without its spaces: lines break where they must."""
    return "".join(text.split())


def as_shown(slug: str, text: str, language: str) -> str:
    """Return how a format shows what was typed."""
    shown = visible(text)
    if slug == "pdf":
        with override(language):
            shown = spelled(shown)
    return squeezed(shown)


def assert_harmless(slug: str, content: bytes, texts: Mapping[str, str], language: str) -> None:
    """Check that a file does nothing that a plain one does not do, and shows what was typed in each place."""
    found, usual = OPENED[slug](content), plain(slug, language)
    assert (slug, found.harm) == (slug, [])
    assert (slug, found.kinds - usual.kinds) == (slug, set())
    assert (slug, found.addresses - usual.addresses) == (slug, set())
    assert (slug, RAW.search(found.words)) == (slug, None)
    words = squeezed(found.words)
    shown = {p: as_shown(slug, typed(p, texts[p]), language) for p in SHOWN.get(slug, ())}
    missing = [place for place, text in shown.items() if not is_in(text, words, slug)]
    assert (slug, missing) == (slug, [])


def is_in(text: str, words: str, slug: str) -> bool:
    """Return whether words hold a text; on paper what stands at the foot of pages may come between."""
    if slug != "pdf" or text in words:
        return text in words
    cuts = {text[at : at + PIECE] for at in range(0, len(text), PIECE)}
    ends = [(text[:at], text[at:]) for at in range(len(text))]
    return all(cut in words for cut in cuts) or any(a in words and b in words for a, b in ends)


def assert_comes_back(content: bytes, sent: Making) -> None:
    """Check that a file gives back what was typed, and that its recommendation is what its answers give."""
    [entry] = read_entries(content, "report")
    assert entry.data == json.loads(sent.entry)
    assert check(entry, only_version(book())).verdict == "holds"


def assert_safe(slugs: Iterable[str], texts: Mapping[str, str], language: str) -> None:
    """Write files with these texts in their places, and check all that is to be checked."""
    sent = making(texts, language)
    for slug in slugs:
        content = FORMATS[slug].write([sent], "a4")
        assert_harmless(slug, content, texts, language)
        if not FORMATS[slug].carries:
            continue
        if NOT_KEPT.search(sent.entry):
            with pytest.raises(FileProblem):
                read_entries(content, "report")
        else:
            assert_comes_back(content, sent)


@pytest.mark.parametrize(("name", "language"), in_turn(TEXTS))
def test_what_is_typed_stays_text_everywhere_and_comes_back(name, language):
    assert_safe(QUICK, everywhere(TEXTS[name]), language)


@pytest.mark.parametrize("first", TURNS)
def test_texts_by_turns_in_all_places_stay_text_and_come_back(first):
    turn = [SHORT[(first + place) % len(SHORT)] for place in range(len(ROOM))]
    assert_safe(SLOW, dict(zip(ROOM, turn, strict=True)), LANGUAGES[first // 4 % 2])


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_long_notes_stay_text_and_come_back_in_office_files(name):
    assert_safe(("docx", "pptx"), everywhere(LONG[name]), "en")


_TYPED = st.text(max_size=60)
#: Lines of a description are paragraphs, and letters without glyph are told together within one only.
_ONE_LINE = _TYPED.map(lambda text: " ".join(text.splitlines()))
_TEXTS = st.fixed_dictionaries(dict.fromkeys(ROOM, _TYPED) | {"description": _ONE_LINE})


@given(texts=_TEXTS, language=st.sampled_from(LANGUAGES))
@settings(phases=[Phase.explicit, Phase.generate], max_examples=EXAMPLES or 40, deadline=None)
def test_anything_at_all_stays_text_in_quick_formats(texts, language):
    assert_safe(QUICK, texts, language)


@pytest.mark.slow
@given(texts=_TEXTS, language=st.sampled_from(LANGUAGES))
@settings(phases=[Phase.explicit, Phase.generate], max_examples=EXAMPLES or 4, deadline=None)
def test_anything_at_all_stays_text_in_slow_formats(texts, language):
    assert_safe(SLOW, texts, language)
