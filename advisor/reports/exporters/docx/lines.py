"""Lines of running text: runs in character styles, links, numbers of sources, shapes of strategies."""

from __future__ import annotations

from advisor.reports.exporters.docx import wordml
from advisor.reports.exporters.docx.manuscript import Manuscript
from advisor.reports.exporters.docx.styles import STRATEGIES
from advisor.reports.paper.blocks import Cite, Line, Mark, Run

_SHAPES = {"rehost": "■", "refactor": "●", "rearchitect": "▲", "rebuild": "◆"}
_NO_BREAK = "\u00a0"


def runs(line: Line, manuscript: Manuscript) -> str:
    """Return a line as runs."""
    return "".join(_inline(piece, manuscript) for piece in line)


def mark(strategy: str) -> str:
    """Return the shape of a strategy with the space after it, or "" for what is no strategy."""
    if strategy not in STRATEGIES:
        return ""
    return wordml.run(_SHAPES[strategy] + _NO_BREAK, f"Mark{strategy.capitalize()}")


def length(line: Line) -> int:
    """Return about how many characters a line has."""
    return sum(len(piece.text) if isinstance(piece, Run) else 3 for piece in line)


def _inline(piece: Run | Cite | Mark, manuscript: Manuscript) -> str:
    match piece:
        case Run():
            return _run(piece, manuscript)
        case Cite():
            return manuscript.linked(f"#s{piece.number}", wordml.run(f"[{piece.number}]", "Cite"))
        case Mark():
            return mark(piece.strategy)


def _run(piece: Run, manuscript: Manuscript) -> str:
    if piece.link:
        linked = manuscript.linked(piece.link, wordml.run(piece.text, "Hyperlink", bold=piece.bold))
        if linked.startswith("<w:hyperlink"):
            return linked
    if piece.code or piece.soft:
        return wordml.run(piece.text, "Code" if piece.code else "Soft", bold=piece.bold)
    return wordml.run(piece.text, "Strong" if piece.bold else "")
