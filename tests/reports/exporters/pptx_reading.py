"""Slides written and opened again, for tests."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from PIL import Image
from pptx import Presentation

from advisor.engine import parse_profile
from advisor.reports.build import build_report
from advisor.reports.evaluation import CoverDetails, Logo, evaluate
from advisor.reports.exporters.pptx import write_pptx
from advisor.reports.exporters.pptx.layouts import LAYOUTS
from advisor.reports.exporters.pptx.styles import LEVELS, STYLES
from tests import books
from tests.reports.book import FULL, make_report, make_subject

HOSTILE = (
    "=cmd|'/c calc'!A1 <script>alert(1)</script> ]]> & \"x\" \u202egnp.exe\x00\x07\x0b \ud800 \ufffe 🚀 ꧁꧂ "
    + "supercalifragilisticexpialidocious" * 5
)[:200]

#: Letters as the widest of the typefaces that slides are shown with have them, against those measured.
WIDEST = 1.07
SHOP = {**FULL, "runtime": "java"}
CASES = {
    "full": (SHOP, {}),
    "nothing known": ({}, {}),
    "no clean fit": ({**FULL, "runtime": "other"}, {}),
    "only one left": ({"source_code": "unavailable"}, {}),
    "hostile": (SHOP, {"name": HOSTILE, "client": HOSTILE}),
}


def logo() -> Logo:
    file = BytesIO()
    Image.new("RGB", (300, 60), "white").save(file, "PNG")
    return Logo(file.getvalue(), 300, 60)


def cover(**over):
    texts = {"prepared_by": "Contoso", "version": "1.2", "confidentiality": "Confidential"}
    return CoverDetails(**{**texts, "logo": logo(), **over})


@cache
def written(case="full", language="en", data=None):
    raw, over = CASES[case]
    details = cover(**({"prepared_by": HOSTILE, "confidentiality": HOSTILE} if case == "hostile" else {}))
    return write_pptx(make_report(raw, language, cover=details, **over), data)


@cache
def real(language):
    """Return the report on a long profile from the real rulebook."""
    book = books.compiled(books.REAL)
    profile, errors = parse_profile(book.rulebook, long_profile())
    assert not errors
    return build_report(make_subject(language, cover=cover()), evaluate(book, profile))


def long_profile():
    rows = yaml.load(Path("fixtures/90_scenarios.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    found = (row["fields"] for row in rows)
    return next(row["profile"] for row in found if row["slug"] == "aac-rwa-dotnet-relecloud")


def opened(file):
    return Presentation(BytesIO(file))


def title_of(slide):
    return slide.shapes.title.text_frame.text


def texts_of(slide):
    """Return the texts of all shapes and cells."""
    texts = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            texts += [paragraph.text for paragraph in shape.text_frame.paragraphs]
        elif shape.has_table:
            texts += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return texts


def tables_of(slide):
    return [
        [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


def by_eyebrow(presentation, words):
    return next(s for s in presentation.slides if words in texts_of(s)[:2])


def style_of(shape, paragraph, layouts):
    """Return the style a paragraph is shown in, by its slot or its level."""
    layout = next(layout for layout in LAYOUTS if layout.name == layouts)
    slot = layout.slot(shape.placeholder_format.idx)
    return STYLES[slot.style or LEVELS[paragraph.level]]


every_deck = pytest.mark.parametrize(
    ("case", "language"), [(case, language) for case in [*CASES, "real"] for language in ("en", "ko")]
)


def deck(case, language):
    return opened(write_pptx(real(language), None) if case == "real" else written(case, language))
