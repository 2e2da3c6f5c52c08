"""How hard a password is to guess, by zxcvbn, and what makes it easy, in the site's own words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from zxcvbn import zxcvbn

#: Of zxcvbn's 0 to 4: 3 stands for at least 10^8 guesses.
LEAST_SCORE = 3
#: Characters that are judged. zxcvbn takes half a second for the worst 32, and 14 seconds for the worst 128.
JUDGED = 32

_FAMILIAR = _("It is, or is close to, a password that many people use.")
_KEYBOARD = _("Rows and patterns of keys are easy to guess.")
_REPEATED = _("Repeated characters and words add little.")
_SEQUENCE = _("Sequences such as “abc” or “6543” are easy to guess.")
_DATE = _("Years and dates are easy to guess.")
_WORD = _("A single word or name is easy to guess, also with digits or symbols in it.")
_REASONS: dict[str, Promise] = {
    "spatial": _KEYBOARD,
    "repeat": _REPEATED,
    "sequence": _SEQUENCE,
    "date": _DATE,
    "regex": _DATE,
}
_OWN = _("It contains your e-mail address or this site’s name.")


def weakness_of(password: str, known: Sequence[str] = ()) -> Promise | None:
    """Return why a password is too easy to guess; None where it is not.

    Args:
        password: its first 32 characters are judged.
        known: words that anybody would try for this account, such as its e-mail address.
    """
    if not password:
        return _WORD
    result = zxcvbn(password[:JUDGED], user_inputs=list(known), max_length=JUDGED)
    if result["score"] >= LEAST_SCORE:
        return None
    return _reason(max(result["sequence"], key=lambda match: len(str(match["token"]))))


def _reason(match: dict[str, object]) -> Promise:
    if match["pattern"] == "dictionary":
        return {"user_inputs": _OWN, "passwords": _FAMILIAR}.get(str(match["dictionary_name"]), _WORD)
    return _REASONS.get(str(match["pattern"]), _WORD)
