"""The page of a document: paper, margins, and the width that text has. Lengths in twentieths of a point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Size: TypeAlias = Literal["a4", "letter"]
#: English Metric Units, the lengths of pictures.
EMU_PER_TWENTIETH = 635
EMU_PER_PIXEL = 9525


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of paper and its margins."""

    width: int
    height: int
    side: int = 1361
    top: int = 1304
    bottom: int = 1418
    footer: int = 652

    @property
    def text_width(self) -> int:
        """The width between the margins."""
        return self.width - 2 * self.side

    @property
    def text_height(self) -> int:
        """The height between the margins."""
        return self.height - self.top - self.bottom

    def section(self, footer_id: str) -> str:
        """Return the properties of the document's one section."""
        return (
            f'<w:sectPr><w:footerReference w:type="default" r:id="{footer_id}"/>'
            f'<w:pgSz w:w="{self.width}" w:h="{self.height}"/>'
            f'<w:pgMar w:top="{self.top}" w:right="{self.side}" w:bottom="{self.bottom}" w:left="{self.side}"'
            f' w:header="{self.footer}" w:footer="{self.footer}" w:gutter="0"/></w:sectPr>'
        )


PAGES: dict[Size, Page] = {"a4": Page(11906, 16838), "letter": Page(12240, 15840)}
