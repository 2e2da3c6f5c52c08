"""The four strategies as a native chart, whose numbers and colours an editor can change."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import ColorFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_THEME_COLOR
from pptx.util import Pt

from advisor.reports.exporters.pptx.deck import ChartRow, PointsChart
from advisor.reports.exporters.pptx.marks import GLYPHS
from advisor.reports.exporters.zipped import without_clock
from advisor.reports.harmless import visible

_ACCENTS = {
    "rehost": MSO_THEME_COLOR.ACCENT_1,
    "refactor": MSO_THEME_COLOR.ACCENT_2,
    "rearchitect": MSO_THEME_COLOR.ACCENT_3,
    "rebuild": MSO_THEME_COLOR.ACCENT_4,
}
#: Points against stand left of the line; their labels have no sign, and nothing is written for none.
_NUMBERS = "0;0;;"
_CLOCK = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


class _Data(CategoryChartData):
    """Figures whose workbook does not tell when it was made."""

    @property
    def xlsx_blob(self) -> bytes:
        blob = io.BytesIO()
        old = zipfile.ZipFile(io.BytesIO(super().xlsx_blob))
        with old, zipfile.ZipFile(blob, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, _CLOCK.sub(rb"\g<1>1980-01-01T00:00:00Z", old.read(name)))
        return without_clock(blob.getvalue())


def place_chart(holder: Any, chart: PointsChart) -> None:
    """Put the chart into its placeholder, the first strategy on top."""
    make: Any = _Data  # python-pptx tells no types here
    data = make()
    data.categories = [f"{GLYPHS.get(row.strategy, '')} {visible(row.name)}".strip() for row in chart.rows]
    data.add_series(chart.label_against, [-row.points_against or None for row in chart.rows])
    data.add_series(chart.label_for, [row.points_for or None for row in chart.rows])
    frame = holder.insert_chart(XL_CHART_TYPE.BAR_STACKED, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", visible(chart.alternative))
    drawn = frame.chart
    drawn.has_legend = False
    drawn.has_title = False
    drawn.font.size = Pt(14)
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap, plot.vary_by_categories = 70, 100, False
    _axes(drawn, chart)
    for series, against in zip(plot.series, (True, False), strict=True):
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, _NUMBERS, False
        labels.position = XL_LABEL_POSITION.CENTER
        labels.font.size, labels.font.bold = Pt(14), True
        _theme(labels.font.color, MSO_THEME_COLOR.TEXT_1 if against else MSO_THEME_COLOR.BACKGROUND_1)
        _colour(series, chart.rows, against=against)


def _axes(drawn: Any, chart: PointsChart) -> None:
    strategies, points = drawn.category_axis, drawn.value_axis
    strategies.reverse_order = True
    strategies.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    strategies.major_tick_mark = XL_TICK_MARK.NONE
    strategies.format.line.width = Pt(1.5)
    _theme(strategies.format.line.color, MSO_THEME_COLOR.TEXT_1)
    strategies.tick_labels.font.bold = True
    points.has_major_gridlines = False
    points.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    points.major_tick_mark = XL_TICK_MARK.NONE
    points.format.line.fill.background()
    points.has_title = True
    points.axis_title.text_frame.text = f"← {chart.label_against}   ·   {chart.label_for} →"
    font = points.axis_title.text_frame.paragraphs[0].runs[0].font
    font.size, font.bold = Pt(14), False
    _theme(font.color, MSO_THEME_COLOR.TEXT_2)


def _colour(series: Any, rows: tuple[ChartRow, ...], *, against: bool) -> None:
    """Fill what speaks for a strategy, outline what speaks against it, dash what is ruled out."""
    for number, row in enumerate(rows):
        accent = _ACCENTS.get(row.strategy, MSO_THEME_COLOR.TEXT_2)
        point = series.points[number]
        look = point.format
        look.fill.solid()
        filled = not (against or row.ruled_out)
        _theme(look.fill.fore_color, accent if filled else MSO_THEME_COLOR.BACKGROUND_1)
        look.line.width = Pt(1.5)
        _theme(look.line.color, accent)
        if row.ruled_out:
            look.line.dash_style = MSO_LINE_DASH_STYLE.DASH
        if row.ruled_out and not against:
            _dark_label(point.data_label)


def _dark_label(label: Any) -> None:
    """Let a number be read on paper, where those of its series stand on colour."""
    label.font.size, label.font.bold = Pt(14), True
    _theme(label.font.color, MSO_THEME_COLOR.TEXT_1)
    label.position = XL_LABEL_POSITION.CENTER


def _theme(colour: ColorFormat, value: MSO_THEME_COLOR) -> None:
    colour.theme_color = value
