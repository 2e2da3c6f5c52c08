"""What cells look like: ink on paper, hairlines between rows, colour for the four strategies only."""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from advisor.pictures.svg import LIGHT

#: The shape that stands for a strategy wherever its colour does.
SHAPES = {"rehost": "■", "refactor": "●", "rearchitect": "▲", "rebuild": "◆"}
_FONT = {"en": "Calibri", "ko": "Malgun Gothic"}
_TOP = {"valign": "top"}
_RULED = {**_TOP, "bottom": 1, "bottom_color": LIGHT["line"]}
_HEAD = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bg_color": LIGHT["quiet"]}
_RIGHT = {"align": "right", "indent": 1}
_POINTS = '+#,##0;"−"#,##0;0'
#: name → what it is made of, beside the typeface
_LOOKS: dict[str, dict[str, Any]] = {
    "head": _HEAD,
    "head_right": {**_HEAD, **_RIGHT},
    "text": {**_RULED, "text_wrap": True},
    "word": {**_RULED, "text_wrap": True},
    "slug": {**_RULED, "font_color": LIGHT["soft"]},
    "points": {**_RULED, "num_format": _POINTS, **_RIGHT},
    "number": {**_RULED, "num_format": "#,##0", **_RIGHT},
    "date": {**_RULED, "num_format": "yyyy-mm-dd", "align": "left"},
    "link": {**_RULED, "underline": 1, "font_color": LIGHT["ink"]},
    "title": {"bold": True, "font_size": 20, "valign": "vcenter"},
    "subtitle": {"font_color": LIGHT["soft"], **_TOP},
    "verdict": {"bold": True, "font_size": 26, "valign": "vcenter"},
    "sentence": {"text_wrap": True, "font_size": 12, **_TOP},
    "label": {**_RULED, "font_color": LIGHT["soft"], "text_wrap": True},
    "value": {**_RULED, "bold": True, "text_wrap": True},
    "note": {**_RULED, "text_wrap": True},
}


class Looks:
    """The formats of one workbook, each made when first asked for."""

    def __init__(self, workbook: Workbook, language: str) -> None:
        self._workbook = workbook
        self._base = {
            "font_name": _FONT["ko" if language.startswith("ko") else "en"],
            "font_size": 10,
            "font_color": LIGHT["ink"],
        }
        self._plain: dict[str, Format] = {}
        self._made: dict[tuple[str, str], Format] = {}

    def __call__(self, name: str) -> Format:
        """Return a format by its name."""
        return self._plain.get(name) or self._plain.setdefault(name, self._format(name, "", {}))

    def strategy(self, name: str, strategy: str) -> Format:
        """Return a format in the colour of a strategy."""
        tone: Any = strategy
        return self._format(name, strategy, {"bold": True, "font_color": LIGHT.get(tone, LIGHT["ink"])})

    def quantity(self, unit: str, *, whole: bool) -> Format:
        """Return the format of a number with its unit, which stands as text behind it."""
        quoted = unit.replace("\\", "").replace('"', "")[:40]
        gap = "" if quoted == "%" or "가" <= quoted[:1] <= "힣" else " "
        number = "#,##0" if whole else "#,##0.0#####"
        pattern = f'{number}"{gap}{quoted}"' if quoted else number
        return self._format("text", pattern, {"num_format": pattern, "align": "left"})

    def _format(self, name: str, variant: str, more: dict[str, Any]) -> Format:
        key = (name, variant)
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**self._base, **_LOOKS[name], **more})
        return self._made[key]
