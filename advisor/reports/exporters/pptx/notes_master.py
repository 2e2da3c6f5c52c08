"""The page that speaker notes are printed on: the slide above, the notes below."""

from __future__ import annotations

_PAGE = (
    ("sldImg", 1, "Slide", 685800, 685800, 5486400, 3086100),
    ("body", 2, "Notes", 685800, 4000500, 5486400, 4572000),
)


def notes_master_xml(namespaces: str, group: str, colour_map: str) -> str:
    """Return the notes master; ``group`` is the head of a tree of shapes, ``colour_map`` the master's."""
    holders = "".join(_holder(place, *row) for place, row in enumerate(_PAGE, start=2))
    style = (
        '<a:lvl1pPr algn="l"><a:spcBef><a:spcPts val="400"/></a:spcBef><a:defRPr sz="1100">'
        '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/>'
        '<a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>'
    )
    return (
        f"<p:notesMaster {namespaces}><p:cSld><p:bg><p:bgPr>"
        '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
        f"<p:spTree>{group}{holders}</p:spTree></p:cSld>"
        f"{colour_map}<p:notesStyle>{style}</p:notesStyle></p:notesMaster>"
    )


def _holder(id_: int, kind: str, index: int, name: str, x: int, y: int, width: int, height: int) -> str:
    locks = 'noGrp="1" noRot="1" noChangeAspect="1"' if kind == "sldImg" else 'noGrp="1"'
    text = "" if kind == "sldImg" else "<p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id_}" name="{name}"/><p:cNvSpPr><a:spLocks {locks}/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>{text}</p:sp>'
    )
