"""The theme's colours as slides name them, and the one style of tables."""

from __future__ import annotations

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
#: Names of the theme's colours as slides use them.
COLOURS = {
    "ink": "tx1", "soft": "tx2", "paper": "bg1", "quiet": "bg2", "control": "accent5", "line": "accent6",
    "rehost": "accent1", "refactor": "accent2", "rearchitect": "accent3", "rebuild": "accent4",
}  # fmt: skip
TABLE_STYLE = "{6F4B8D52-3C0E-4E0B-9A77-4F0A5B1C2D3E}"


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
