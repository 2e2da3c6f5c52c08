"""The theme of Office files: our colours and typefaces, so that what editors add looks as the rest does."""

from __future__ import annotations

from advisor.pictures.drawing import Tone
from advisor.pictures.svg import LIGHT

#: Typefaces that are there wherever Office is.
LATIN, KOREAN = "Arial", "Malgun Gothic"
_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SLOTS: dict[str, Tone] = {
    "dk1": "ink", "lt1": "paper", "dk2": "soft", "lt2": "quiet",
    "accent1": "rehost", "accent2": "refactor", "accent3": "rearchitect", "accent4": "rebuild",
    "accent5": "control", "accent6": "line", "hlink": "ink", "folHlink": "soft",
}  # fmt: skip
_PLAIN_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def theme_xml() -> str:
    """Return the theme: flat fills, hairlines, no effects."""
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{LIGHT[tone].lstrip("#").upper()}"/></a:{slot}>'
        for slot, tone in _SLOTS.items()
    )
    font = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{KOREAN}"/><a:cs typeface=""/>'
    line = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{_PLAIN_FILL}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_NAMESPACE}" name="Fourways"><a:themeElements>'
        f'<a:clrScheme name="Fourways">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Fourways"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Fourways"><a:fillStyleLst>{_PLAIN_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_PLAIN_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
