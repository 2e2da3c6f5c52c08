"""Native tables in the deck's one table style; what does not fit is counted in a last row."""

from __future__ import annotations

from typing import Any

from pptx.util import Pt

from advisor.reports.exporters.pptx.deck import Grid, Item, Para, Piece
from advisor.reports.exporters.pptx.fitting import CELL_GAP, CELL_PAD, FittedGrid, fitted_grid
from advisor.reports.exporters.pptx.layouts import Slot
from advisor.reports.exporters.pptx.theme import TABLE_STYLE
from advisor.reports.exporters.pptx.words import a, set_paras
from advisor.reports.harmless import visible

_MARGINS = {"marL": "0", "marR": str(Pt(CELL_GAP)), "marT": str(Pt(CELL_PAD)), "marB": str(Pt(CELL_PAD))}


def place_grid(holder: Any, slot: Slot, grid: Grid, language: str) -> None:
    """Put a table into its placeholder."""
    fitted = fitted_grid(grid, slot.width, slot.height)
    rows = [tuple((Para((Piece(name),), "column"),) for name in grid.columns), *fitted.rows]
    if fitted.more:
        more = (Para((Piece(fitted.more, tone="soft"),), "cell"),)
        rows.append((more, *(() for _ in grid.columns[1:])))
    frame = holder.insert_table(len(rows), len(grid.columns))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", visible(grid.caption))
    table = frame.table
    table._tbl.tblPr.find(a("tableStyleId")).text = TABLE_STYLE
    table.horz_banding = False
    _size(frame, table, fitted)
    for element, row in zip(table._tbl.tr_lst, rows, strict=True):
        for cell, paras in zip(element.tc_lst, row, strict=True):
            _fill(cell, paras, language)
    if fitted.more:
        table.cell(len(rows) - 1, 0).merge(table.cell(len(rows) - 1, len(grid.columns) - 1))


def _size(frame: Any, table: Any, fitted: FittedGrid) -> None:
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, fitted.widths, strict=True):
        column.w = Pt(width)
    for row, height in zip(table._tbl.tr_lst, fitted.heights, strict=True):
        row.h = Pt(height)
    frame.height = Pt(sum(fitted.heights))


def _fill(cell: Any, paras: Item, language: str) -> None:
    look = cell.get_or_add_tcPr()
    for side, room in _MARGINS.items():
        look.set(side, room)
    set_paras(cell.get_or_add_txBody(), paras, language)
