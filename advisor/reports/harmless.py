"""What people typed, as text that every file format can hold and nobody is misled by."""

from __future__ import annotations

import re
import unicodedata

#: CR LF is one line break; the others are what Unicode counts as a break of a line or paragraph.
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# In this order: control characters but the line feed; marks that turn the direction of writing; widths of
# nothing, which hide or split words; annotations, tags and other characters that are only read by machines;
# lone surrogates; noncharacters. Joiners and variation selectors stay: scripts and emoji need them.
_LAST_OF_PLANES = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\u00ad\u180e\u200b\u2060-\u2064\ufeff"
    "\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
    "\ud800-\udfff"
    f"\ufdd0-\ufdef{_LAST_OF_PLANES}]"
)


def visible(text: str, *, keep_lines: bool = False) -> str:
    """Return a text with all that is seen and nothing that is not, composed (NFC).

    Tabs become spaces, and so do line breaks; with ``keep_lines`` every kind of break becomes a line feed.
    Spaces at both ends stay, so that texts which stand side by side may be made visible one by one.
    """
    broken = _BREAK.sub("\n" if keep_lines else " ", text).replace("\t", " ")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", broken))
