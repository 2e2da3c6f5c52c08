"""The slide master and its layouts as XML, written from :mod:`layouts`, :mod:`styles` and :mod:`theme`.

Slides have no fonts, colours, sizes or places of their own: whoever changes the master changes them all.
"""

from __future__ import annotations

from advisor.reports.exporters.pptx.layouts import (
    BOTTOM,
    CONTENT,
    FOOT,
    FOOT_SLOTS,
    INNER,
    LAYOUTS,
    LEFT,
    MARGIN,
    RULE,
    TITLE,
    TOP,
    Layout,
    Slot,
)
from advisor.reports.exporters.pptx.styles import LEVELS, STYLES, Style
from advisor.reports.exporters.pptx.theme import A

POINT = 12700
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:a="{A}" xmlns:r="{R}" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
#: The head of every tree of shapes.
GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/>'
    "</a:xfrm></p:grpSpPr>"
)
#: The field that shows a slide's number.
FIELD = (
    '<a:fld id="{9D2C1F50-1B7E-4C6B-8F40-5A3E2D1C0B9A}" type="slidenum">'
    '<a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld>'
)
COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
#: Identifiers start here, as PowerPoint counts masters and layouts together.
FIRST_ID = 2147483648


def level_xml(level: int, style: Style) -> str:
    """Return a style as the properties of one level of text: exact lines, so that heights can be counted."""
    bullet = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if style.indent else "<a:buNone/>"
    weight = ' b="1"' if style.bold else ' b="0"'
    return (
        f'<a:lvl{level}pPr marL="{style.indent * POINT}" indent="{-style.indent * POINT}" algn="l" '
        f'eaLnBrk="0" latinLnBrk="0" hangingPunct="1">'
        f'<a:lnSpc><a:spcPts val="{style.line * 100}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="{style.before * 100}"/></a:spcBef>{bullet}'
        f'<a:defRPr sz="{style.size * 100}"{weight} kern="1200">'
        f'<a:solidFill><a:schemeClr val="{style.colour}"/></a:solidFill>'
        f'<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
        f"</a:defRPr></a:lvl{level}pPr>"
    )


def master_xml() -> str:
    text = Slot(LEFT, "body", "Text", MARGIN, TOP, INNER, BOTTOM - TOP)
    slots = (CONTENT.slot(TITLE), text, *FOOT_SLOTS)
    holders = "".join(_holder(n, slot, master=True) for n, slot in enumerate(slots, start=2))
    levels = "".join(level_xml(n, STYLES[name]) for n, name in enumerate(LEVELS, start=1))
    layouts = "".join(
        f'<p:sldLayoutId id="{FIRST_ID + n}" r:id="rId{n}"/>' for n in range(1, len(LAYOUTS) + 1)
    )
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld>"
        '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        f"<p:spTree>{GROUP}{_rule(90, RULE, 'tx1', 2)}{_rule(91, FOOT, 'accent6', 0.75)}"
        f"{holders}</p:spTree></p:cSld>"
        f"{COLOUR_MAP}"
        f"<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst>"
        f'<p:hf hdr="0" dt="0"/><p:txStyles><p:titleStyle>{level_xml(1, STYLES["title"])}</p:titleStyle>'
        f"<p:bodyStyle>{levels}</p:bodyStyle><p:otherStyle>{level_xml(1, STYLES['cell'])}</p:otherStyle>"
        "</p:txStyles></p:sldMaster>"
    )


def layout_xml(layout: Layout) -> str:
    holders = "".join(_holder(n, slot) for n, slot in enumerate(layout.slots, start=2))
    return (
        f'<p:sldLayout {NAMESPACES} type="{layout.type}" preserve="1"><p:cSld name="{layout.name}">'
        f"<p:spTree>{GROUP}{holders}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _rule(id_: int, y: int, colour: str, width: float) -> str:
    """Return a line across the slide, as decoration of the master."""
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{id_}" name="Rule {id_}"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvCxnSpPr><p:spPr><a:xfrm><a:off x="{MARGIN * POINT}" y="{y * POINT}"/>'
        f'<a:ext cx="{INNER * POINT}" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
        f'<a:ln w="{round(width * POINT)}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:ln>'
        "</p:spPr></p:cxnSp>"
    )


def _holder(id_: int, slot: Slot, *, master: bool = False) -> str:
    """Return a placeholder with its place, style and prompt; those of the master have the master's styles."""
    index = "" if slot.kind in ("title", "ctrTitle") else f' idx="{slot.number}"'
    foot = slot.kind in ("ftr", "sldNum")
    style = level_xml(1, STYLES[slot.style]) if slot.style and (foot or not master) else ""
    if slot.kind == "sldNum":
        style = style.replace('algn="l"', 'algn="r"')
    size = ' sz="quarter"' if foot else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name="{slot.name}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{slot.kind}"{size}{index}/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{slot.x * POINT}" y="{slot.y * POINT}"/>'
        f'<a:ext cx="{slot.width * POINT}" cy="{slot.height * POINT}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{slot.anchor}">'
        f"<a:normAutofit/></a:bodyPr><a:lstStyle>{style}</a:lstStyle>{_prompt(slot)}</p:txBody></p:sp>"
    )


def _prompt(slot: Slot) -> str:
    """Return what stands in a placeholder until it is filled: its name, or a line of each level."""
    if slot.kind == "sldNum":
        return f"<a:p>{FIELD}</a:p>"
    names = LEVELS if slot.kind == "body" and not slot.style else (slot.name,)
    return "".join(
        f'<a:p><a:pPr lvl="{level}"/><a:r><a:rPr lang="en-GB"/><a:t>{name.capitalize()}</a:t></a:r></a:p>'
        for level, name in enumerate(names)
    )
