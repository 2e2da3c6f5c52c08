"""Korean particles that depend on the sound before them, chosen after names were put into a sentence.

A translation writes both forms in brackets, ``%(option)s[이/가] 앞섭니다``, and
:func:`with_particles` keeps the right one. Texts without such brackets come back as they are.
"""

from __future__ import annotations

import re

PAIRS = (
    "이/가",
    "을/를",
    "은/는",
    "과/와",
    "으로/로",
    "이라는/라는",
    "이라고/라고",
    "이면/면",
    "이어야/여야",
    "이/",
)
_MARK = re.compile(r"\[(" + "|".join(re.escape(pair) for pair in PAIRS) + r")\]")
#: Stands for a bracket that is no mark; a noncharacter, which no file shows.
_SHIELD = "\ufdd0"
_SKIPPED = " ”’\"'»)]』」"

#: Names of letters that end in a consonant when spelled out: 엘, 엠, 엔, 아르/알.
_SPELLED_WITH_FINAL = "LMNR"
#: Digits that end in a consonant: 영, 일, 삼, 육, 칠, 팔.
_DIGITS_WITH_FINAL = "013678"
_DIGITS_IN_L = "178"
_HANGUL_FIRST, _HANGUL_LAST, _FINALS, _FINAL_L = 0xAC00, 0xD7A3, 28, 8


def with_particles(text: str) -> str:
    """Return ``text`` with every ``[이/가]``-like mark replaced by the form that fits the sound before it."""
    if "[" not in text:
        return text

    def chosen(match: re.Match[str]) -> str:
        closed, _, open_ = match[1].partition("/")
        final = _final(match.string[: match.start()].rstrip(_SKIPPED))
        if match[1] == "으로/로" and final == "l":
            return open_
        return closed if final else open_

    return _MARK.sub(chosen, text)


def fill(sentence: str, **values: object) -> str:
    """Put values into a translated sentence and choose the Korean particles that follow them.

    What looks like such a mark in a value itself was typed by somebody and stays.
    """
    kept = {name: _shielded(value) if isinstance(value, str) else value for name, value in values.items()}
    return with_particles(sentence % kept).replace(_SHIELD, "[")


def _shielded(value: str) -> str:
    if "[" not in value and _SHIELD not in value:
        return value
    return _MARK.sub(lambda mark: _SHIELD + mark[0][1:], value.replace(_SHIELD, ""))


def _final(before: str) -> str:
    """Return "" when ``before`` ends in a vowel, "l" for ㄹ, "x" for any other final consonant."""
    if not before:
        return ""
    last = before[-1]
    if _HANGUL_FIRST <= ord(last) <= _HANGUL_LAST:
        return _hangul_final(last)
    if last.isdigit():
        return ("l" if last in _DIGITS_IN_L else "x") if last in _DIGITS_WITH_FINAL else ""
    word = re.split(r"[^A-Za-z]", before)[-1]
    if len(word) > 1 and word[-2:].isupper():
        return ("l" if last in "LR" else "x") if last in _SPELLED_WITH_FINAL else ""
    return _latin_final(word)


def _hangul_final(letter: str) -> str:
    final = (ord(letter) - _HANGUL_FIRST) % _FINALS
    if not final:
        return ""
    return "l" if final == _FINAL_L else "x"


def _latin_final(word: str) -> str:
    """Return the final of a word in Latin letters as it is read in Korean: App 앱, Rehost 리호스트."""
    if re.search(r"(l|le)$", word, re.IGNORECASE):
        return "l"
    return "x" if re.search(r"(m|n|ng|ine|[aeiou](p|k|ck))$|^(set|app|web)$", word, re.IGNORECASE) else ""
