"""The shape of each strategy: a square, a circle, a triangle, a diamond; a dash for none of them."""

from __future__ import annotations

from advisor.pictures.drawing import Box, Path, Shape, Tone

#: Each strategy's name as the colour that is its own.
TONES: dict[str, Tone] = {
    "rehost": "rehost",
    "refactor": "refactor",
    "rearchitect": "rearchitect",
    "rebuild": "rebuild",
}
#: The grid on which templates/pictures/shape.html draws the same shapes.
_GRID = 14.0


def mark(strategy: str, x: float, y: float, size: float) -> tuple[Shape, ...]:
    """Return the shape of a strategy in its colour, ``size`` wide and high from (x, y) at the top left."""
    tone = TONES.get(strategy, "ink")
    step = size / _GRID

    def at(right: float, down: float) -> str:
        return f"{x + right * step:.2f} {y + down * step:.2f}"

    if strategy == "rehost":
        return (Box(x + step, y + step, 12 * step, 12 * step, fill=tone),)
    if strategy == "refactor":
        half = f"A{6.4 * step:.2f} {6.4 * step:.2f} 0 0 1"
        return (Path(f"M{at(0.6, 7)}{half} {at(13.4, 7)}{half} {at(0.6, 7)}z", fill=tone),)
    if strategy == "rearchitect":
        return (Path(f"M{at(7, 0.6)}L{at(13.8, 13)}L{at(0.2, 13)}z", fill=tone),)
    if strategy == "rebuild":
        return (Path(f"M{at(7, 0)}L{at(14, 7)}L{at(7, 14)}L{at(0, 7)}z", fill=tone),)
    return (Path(f"M{at(1, 7)}L{at(13, 7)}", stroke=tone),)
