"""The theme: our colours and typefaces under PowerPoint's names, so that changing them changes all slides."""

from __future__ import annotations

from advisor.pictures.svg import LIGHT
from advisor.reports.exporters.pptx.styles import KOREAN, LATIN

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
#: Names of the theme's colours as slides use them.
COLOURS = {
    "ink": "tx1", "soft": "tx2", "paper": "bg1", "quiet": "bg2", "control": "accent5", "line": "accent6",
    "rehost": "accent1", "refactor": "accent2", "rearchitect": "accent3", "rebuild": "accent4",
}  # fmt: skip
_SLOTS = {
    "dk1": "ink", "lt1": "paper", "dk2": "soft", "lt2": "quiet",
    "accent1": "rehost", "accent2": "refactor", "accent3": "rearchitect", "accent4": "rebuild",
    "accent5": "control", "accent6": "line", "hlink": "ink", "folHlink": "soft",
}  # fmt: skip
_PLAIN_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
TABLE_STYLE = "{6F4B8D52-3C0E-4E0B-9A77-4F0A5B1C2D3E}"


def theme_xml() -> str:
    """Return the theme: flat fills, hairlines, no effects."""
    colours = "".join(
        f'<a:{slot}><a:srgbClr val="{LIGHT[tone].lstrip("#").upper()}"/></a:{slot}>'  # type: ignore[index]
        for slot, tone in _SLOTS.items()
    )
    font = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{KOREAN}"/><a:cs typeface=""/>'
    line = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{_PLAIN_FILL}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{A}" name="Fourways"><a:themeElements>'
        f'<a:clrScheme name="Fourways">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Fourways"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Fourways"><a:fillStyleLst>{_PLAIN_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_PLAIN_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def table_styles_xml() -> str:
    """Return the one style of tables: an ink rule under the column names, hairlines between rows."""

    def rule(side: str, colour: str, width: int) -> str:
        fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        return f'<a:{side}><a:ln w="{width}" cmpd="sng">{fill}</a:ln></a:{side}>'

    hairlines = rule("bottom", "accent6", 9525) + rule("insideH", "accent6", 9525)
    text = '<a:fontRef idx="minor"/><a:schemeClr val="tx1"/>'
    return (
        f'<a:tblStyleLst xmlns:a="{A}" def="{TABLE_STYLE}">'
        f'<a:tblStyle styleId="{TABLE_STYLE}" styleName="Fourways">'
        f"<a:wholeTbl><a:tcTxStyle>{text}</a:tcTxStyle>"
        f"<a:tcStyle><a:tcBdr>{hairlines}</a:tcBdr><a:fill><a:noFill/></a:fill></a:tcStyle></a:wholeTbl>"
        f'<a:firstRow><a:tcTxStyle b="on">{text}</a:tcTxStyle>'
        f"<a:tcStyle><a:tcBdr>{rule('bottom', 'tx1', 19050)}</a:tcBdr></a:tcStyle></a:firstRow>"
        "</a:tblStyle></a:tblStyleLst>"
    )
