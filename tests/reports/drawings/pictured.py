"""Reports to draw, and what is measured in a drawing whatever it shows."""

from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from xml.etree import ElementTree

from advisor.pictures.drawing import SMALLEST_TEXT, Group, Words
from advisor.pictures.fonts import text_width
from advisor.pictures.svg import file_svg, page_svg
from tests.reports.architectures import profiles, real_book
from tests.reports.book import make_report

LANGUAGES = ("en", "ko")
LAYOUTS = ("broad", "tall")
#: Words that are as long, as unbroken and as foreign to markup as an editor could write them.
HOSTILE = (
    "<b>&amp;\"'</b>",
    "W" * 400,
    "가나다라마바사" * 60,
    "A sentence of many words that goes on and on, " * 12,
    "한국어로 된 매우 긴 문장이 끝없이 이어집니다. " * 12,
    "🚀" * 40,
)
STANDING = {
    "twelve_factors": ["codebase", "config", "logs"],
    "deployment_frequency": "monthly",
    "lead_time": None,
    "change_failure_rate_percent": 30,
}


@cache
def real_report(name, language, standing=False):
    """Return the report on a scenario of the fixtures, with its single changes."""
    raw = profiles()[name] | (STANDING if standing else {})
    return make_report(raw, language, book=real_book(), changes=1, settled=False)


def reports(language, every=9, standing=False):
    """Return the reports on some of the scenarios, and on the workloads made to be awkward."""
    names = list(profiles())
    return [real_report(name, language, standing) for name in [*names[:-8:every], *names[-8:]]]


@dataclass(frozen=True)
class Line:
    """One line of text and the rectangle that it takes up."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def lines_of(shapes, x=0.0, y=0.0):
    """Yield all lines of text, those in groups too."""
    for shape in shapes:
        if isinstance(shape, Group):
            yield from lines_of(shape.shapes, x + shape.x, y + shape.y)
        elif isinstance(shape, Words):
            assert shape.size >= SMALLEST_TEXT
            width = text_width(shape.text, shape.size, bold=shape.bold)
            left = x + shape.x - {"start": 0, "middle": width / 2, "end": width}[shape.anchor]
            base = y + shape.y
            yield Line(shape.text, left, base - 0.8 * shape.size, left + width, base + 0.2 * shape.size)


def flat(shapes):
    """Return all shapes, those in groups too, where they stand in their group."""
    found = []
    for shape in shapes:
        found += flat(shape.shapes) if isinstance(shape, Group) else [shape]
    return found


def check(drawing):
    """Check that all text of a drawing is inside, large enough and apart, and that it is well-formed."""
    lines = list(lines_of(drawing.shapes))
    for line in lines:
        assert line.left >= -0.1, line
        assert line.right <= drawing.width + 0.1, line
        assert line.top >= -1, line
        assert line.bottom <= drawing.height, line
    for one, other in combinations(lines, 2):
        apart = one.right <= other.left or other.right <= one.left
        assert apart or one.bottom <= other.top or other.bottom <= one.top, (one, other)
    ElementTree.fromstring(file_svg(drawing))
    ElementTree.fromstring(page_svg(drawing, "picture"))


def texts(drawing):
    """Return the text of every line, in order."""
    return [line.text for line in lines_of(drawing.shapes)]


def changed(report, part, **values):
    """Return a report whose part has other values."""
    return replace(report, **{part: replace(getattr(report, part), **values)})
