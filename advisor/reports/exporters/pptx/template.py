"""A presentation without slides: the package around the master, made once by code."""

from __future__ import annotations

import io
import zipfile
from functools import cache

from advisor.reports.exporters.pptx.layouts import HEIGHT, LAYOUTS, WIDTH
from advisor.reports.exporters.pptx.master import (
    COLOUR_MAP,
    FIRST_ID,
    GROUP,
    NAMESPACES,
    POINT,
    R,
    layout_xml,
    level_xml,
    master_xml,
)
from advisor.reports.exporters.pptx.notes_master import notes_master_xml
from advisor.reports.exporters.pptx.styles import STYLES
from advisor.reports.exporters.pptx.theme import table_styles_xml
from advisor.reports.exporters.theme import theme_xml

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_KINDS = "application/vnd.openxmlformats-officedocument"


@cache
def template() -> bytes:
    """Return a presentation with our master, its layouts, and no slide."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as file:
        for name, xml in _parts().items():
            file.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}')
    return package.getvalue()


def _parts() -> dict[str, str]:
    numbers = range(1, len(LAYOUTS) + 1)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations([("rId1", "officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": _presentation(),
        "ppt/_rels/presentation.xml.rels": _relations(
            [
                ("rId1", "slideMaster", "slideMasters/slideMaster1.xml"),
                ("rId2", "notesMaster", "notesMasters/notesMaster1.xml"),
                ("rId3", "theme", "theme/theme1.xml"),
                ("rId4", "tableStyles", "tableStyles.xml"),
            ]
        ),
        "ppt/tableStyles.xml": table_styles_xml(),
        "ppt/theme/theme1.xml": theme_xml(),
        "ppt/theme/theme2.xml": theme_xml(),
        "ppt/slideMasters/slideMaster1.xml": master_xml(),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            [
                *((f"rId{n}", "slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in numbers),
                ("rId100", "theme", "../theme/theme1.xml"),
            ]
        ),
        "ppt/notesMasters/notesMaster1.xml": notes_master_xml(NAMESPACES, GROUP, COLOUR_MAP),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relations(
            [("rId1", "theme", "../theme/theme2.xml")]
        ),
    }
    for number, layout in zip(numbers, LAYOUTS, strict=True):
        parts[f"ppt/slideLayouts/slideLayout{number}.xml"] = layout_xml(layout)
        parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = _relations(
            [("rId1", "slideMaster", "../slideMasters/slideMaster1.xml")]
        )
    return parts


def _content_types() -> str:
    kinds = {
        "/ppt/presentation.xml": "presentationml.presentation.main",
        "/ppt/tableStyles.xml": "presentationml.tableStyles",
        "/ppt/theme/theme1.xml": "theme",
        "/ppt/theme/theme2.xml": "theme",
        "/ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster",
        "/ppt/notesMasters/notesMaster1.xml": "presentationml.notesMaster",
        **{
            f"/ppt/slideLayouts/slideLayout{n}.xml": "presentationml.slideLayout"
            for n in range(1, len(LAYOUTS) + 1)
        },
    }
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{_KINDS}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    return f'<Types xmlns="{_TYPES}">{defaults}{overrides}</Types>'


def _relations(rows: list[tuple[str, str, str]]) -> str:
    told = "".join(f'<Relationship Id="{id_}" Type="{R}/{kind}" Target="{to}"/>' for id_, kind, to in rows)
    return f'<Relationships xmlns="{_RELS}">{told}</Relationships>'


def _presentation() -> str:
    return (
        f"<p:presentation {NAMESPACES}>"
        f'<p:sldMasterIdLst><p:sldMasterId id="{FIRST_ID}" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
        f'<p:sldSz cx="{WIDTH * POINT}" cy="{HEIGHT * POINT}"/><p:notesSz cx="6858000" cy="9144000"/>'
        f"<p:defaultTextStyle>{level_xml(1, STYLES['cell'])}</p:defaultTextStyle></p:presentation>"
    )
