"""The first page of a document."""

from __future__ import annotations

from django.utils.translation import gettext

from advisor.reports.evaluation import Logo
from advisor.reports.exporters.docx import wordml
from advisor.reports.exporters.docx.figures import picture
from advisor.reports.exporters.docx.lines import mark
from advisor.reports.exporters.docx.manuscript import Manuscript
from advisor.reports.exporters.docx.page import EMU_PER_TWENTIETH
from advisor.reports.exporters.docx.styles import INK, STRATEGIES
from advisor.reports.exporters.docx.tables import pairs
from advisor.reports.paper.blocks import Cover

#: The room for a logo in twentieths of a point: 50 by 18 mm.
_LOGO_WIDTH, _LOGO_HEIGHT = 2835, 1020


def cover(page: Cover, manuscript: Manuscript) -> str:
    """Return the cover: logo, rule in the colour of the strategy, workload, outcome, who and when."""
    colour = STRATEGIES.get(page.strategy, INK)
    rule = f'<w:pBdr><w:top w:val="single" w:sz="48" w:space="14" w:color="{colour}"/></w:pBdr>'
    rows = [(label, wordml.paragraph("TableText", wordml.run(value, "Strong"))) for label, value in page.rows]
    return "".join(
        (
            wordml.paragraph("Logo", _logo(page.logo, manuscript) if page.logo else ""),
            wordml.paragraph("Eyebrow", wordml.run(page.eyebrow), rule),
            wordml.paragraph("Title", mark(page.strategy) + wordml.run(page.title)),
            wordml.paragraph("Subtitle", wordml.run(page.lead)),
            pairs(rows, manuscript) if rows else "",
        )
    )


def _logo(logo: Logo, manuscript: Manuscript) -> str:
    room = _LOGO_WIDTH * EMU_PER_TWENTIETH, _LOGO_HEIGHT * EMU_PER_TWENTIETH
    scale = min(room[0] / logo.width, room[1] / logo.height)
    size = round(logo.width * scale), round(logo.height * scale)
    name = gettext("Logo")
    return picture(logo.png, b"", size, (name, name), manuscript)
