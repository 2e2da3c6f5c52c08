"""The architecture as a picture: nothing overlaps, nothing is cut, nothing is too small, in any case."""

import re
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from advisor.pictures.drawing import SMALLEST_TEXT, Box, Drawing, Group, Path, Words
from advisor.pictures.fonts import text_width
from advisor.pictures.svg import file_svg, page_svg
from advisor.reports.drawings.architecture import architecture_drawing
from advisor.reports.report.architecture import Group as Services
from advisor.reports.report.architecture import Node
from tests.reports.architectures import real_report, reports

LANGUAGES = ("en", "ko")
LAYOUTS = ("broad", "tall")
WIDTHS = {"broad": 840, "tall": 306}
STRATEGIES = {"rehost", "refactor", "rearchitect", "rebuild"}


@dataclass(frozen=True)
class Area:
    """A rectangle that some words, or a box, take up."""

    left: float
    top: float
    right: float
    bottom: float
    what: str = ""

    def overlaps(self, other):
        return (
            self.left < other.right and other.left < self.right
            and self.top < other.bottom and other.top < self.bottom
        )  # fmt: skip

    def holds(self, other):
        return (
            self.left <= other.left and other.right <= self.right
            and self.top <= other.top and other.bottom <= self.bottom
        )  # fmt: skip


def flat(shapes, x=0.0, y=0.0):
    """Yield (shape, x, y) of all shapes that are not groups."""
    for shape in shapes:
        if isinstance(shape, Group):
            assert shape.scale == 1
            yield from flat(shape.shapes, x + shape.x, y + shape.y)
        else:
            yield shape, x, y


def words_of(drawing):
    """Return the areas of all words, a little less high than a line."""
    areas = []
    for shape, x, y in flat(drawing.shapes):
        if isinstance(shape, Words):
            width = text_width(shape.text, shape.size, bold=shape.bold)
            left = x + shape.x - (width / 2 if shape.anchor == "middle" else 0)
            base = y + shape.y
            areas.append(
                Area(left, base - 0.8 * shape.size, left + width, base + 0.2 * shape.size, shape.text)
            )
    return areas


def boxes_of(drawing):
    return [
        Area(x + box.x, y + box.y, x + box.x + box.width, y + box.y + box.height)
        for box, x, y in flat(drawing.shapes)
        if isinstance(box, Box)
    ]


def corners_of(path):
    """Return the corners of a line of M, H and V."""
    x = y = 0.0
    for letter, numbers in re.findall(r"([MHV])([^MHV]*)", path.d):
        values = [float(number) for number in numbers.split()]
        if letter == "M":
            x, y = values
        elif letter == "H":
            (x,) = values
        else:
            (y,) = values
        yield x, y


def lines_of(drawing):
    """Return the lines between boxes; icons lie in groups of their own."""
    return [shape for shape in drawing.shapes if isinstance(shape, Path)]


def assert_sound(drawing, name=""):
    words, boxes = words_of(drawing), boxes_of(drawing)
    page = Area(0, 0, drawing.width, drawing.height)
    assert all(page.holds(area) for area in (*words, *boxes)), name
    for one, other in combinations(words, 2):
        assert not one.overlaps(other), (name, one, other)
    for word in words:
        for box in boxes:
            assert box.holds(word) or not box.overlaps(word), (name, word, box)
    for one, other in combinations(boxes, 2):
        assert one.holds(other) or other.holds(one) or not one.overlaps(other), (name, one, other)
    for line in lines_of(drawing):
        for x, y in corners_of(line):
            assert 0 <= x <= drawing.width, name
            assert 0 <= y <= drawing.height, name


def assert_lines_keep_clear_of_words(drawing, name=""):
    for line in lines_of(drawing):
        corners = list(corners_of(line))
        for (x1, y1), (x2, y2) in pairwise(corners):
            step = Area(min(x1, x2) - 0.5, min(y1, y2) - 0.5, max(x1, x2) + 0.5, max(y1, y2) + 0.5)
            for word in words_of(drawing):
                assert not step.overlaps(word), (name, word, line.d)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_overlaps_and_nothing_is_cut_in_any_scenario(language, layout):
    for name, report in reports(language):
        drawing = architecture_drawing(report, layout)
        assert drawing.width == WIDTHS[layout]
        assert_sound(drawing, name)
        assert_lines_keep_clear_of_words(drawing, name)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_text_can_be_read_and_all_icons_are_whole(language, layout):
    for name, report in reports(language):
        for shape, _, _ in flat(architecture_drawing(report, layout).shapes):
            if isinstance(shape, Words):
                assert shape.size >= SMALLEST_TEXT, name


def label_lines(drawing):
    """Return all words of the picture in one text, words apart by single spaces."""
    return " ".join(" ".join(area.what for area in words_of(drawing)).split())


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_node_is_drawn_with_its_whole_label(language, layout):
    for name, report in reports(language):
        part = report.architecture
        text = label_lines(architecture_drawing(report, layout)).replace(" ", "")
        for node in (*part.today, *part.target):
            assert node.label.replace(" ", "") in text, (name, node.label)
            for note in node.notes:
                assert note.replace(" ", "") in text, (name, note)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_there_is_an_arrow_for_every_place_that_is_led_to(layout):
    for name, report in reports("en"):
        part = report.architecture
        arrows = [line for line in lines_of(architecture_drawing(report, layout)) if line.arrow]
        led_to = {(link.target, link.standby) for link in part.links}
        inside = 1 if part.standby and part.keeps_data else 0
        assert len(arrows) == len(led_to) + inside, name


@pytest.mark.parametrize("layout", LAYOUTS)
def test_only_what_takes_over_from_today_has_the_colour_of_the_strategy(layout):
    for name, report in reports("en"):
        part = report.architecture
        drawn = [shape for shape, _, _ in flat(architecture_drawing(report, layout).shapes)]
        coloured = [s for s in drawn if {getattr(s, "fill", ""), getattr(s, "stroke", "")} & STRATEGIES]
        assert all(isinstance(shape, Box) and shape.tint for shape in coloured), name
        assert {shape.stroke for shape in coloured} <= {part.strategy}, name
        taken = sum(node.role == "takes_over" for node in part.services)
        again = [n for n in (part.compute, part.database) if n.role == "takes_over"] if part.standby else []
        assert len(coloured) == (taken + len(again) if part.strategy else 0), name
        assert sum(shape.dashed for shape in coloured) == (len(again) if part.strategy else 0), name


def test_what_stands_by_is_dashed_and_said_in_words():
    drawing = architecture_drawing(real_report("java"))
    dashed = [s for s, _, _ in flat(drawing.shapes) if getattr(s, "dashed", False)]
    assert sum(isinstance(shape, Box) for shape in dashed) == 3
    assert sum(isinstance(shape, Path) for shape in dashed) == 3
    assert "Region 2, standby" in label_lines(drawing)


def test_one_region_has_nothing_dashed():
    drawing = architecture_drawing(real_report("rehost"))
    assert not [s for s, _, _ in flat(drawing.shapes) if getattr(s, "dashed", False)]


def test_the_title_and_the_description_are_those_of_the_report():
    report = real_report("java")
    for layout in LAYOUTS:
        drawing = architecture_drawing(report, layout)
        assert drawing.title == f"Target architecture: {report.architecture.headline}"
        assert drawing.description == report.architecture.description


# ── made-up parts: any number of services, any length of names ──

LONG = {
    "en": "Azure Extraordinarily Comprehensive Hyperconverged Internationalisation Orchestrator (preview)",
    "ko": "Azure 초대규모데이터베이스마이그레이션서비스 통합관리형오케스트레이션플랫폼(미리 보기)",
}


def with_services(report, count, name):
    """Return a report with ``count`` services around the application, spread over three groups."""
    nodes = [
        Node(f"s{n}", "use", "added", "service", f"{name} {n}", f"{name} {n}", (f"{name}, {n}",), (f"s{n}",))
        for n in range(count)
    ]
    spread = (nodes[: count // 2], nodes[count // 2 : -1], nodes[-1:])
    groups = tuple(Services(f"{name}:", tuple(some)) for some in spread if some)
    part = replace(report.architecture, groups=groups)
    return replace(report, architecture=part)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", range(15))
def test_any_number_of_services_fits(count, language, layout):
    for name in ("Azure X", LONG[language]):
        report = with_services(real_report("java", language), count, name)
        drawing = architecture_drawing(report, layout)
        assert_sound(drawing, name)
        text = label_lines(drawing).replace(" ", "")
        assert all(f"{name}{n}".replace(" ", "") in text for n in range(count))


def renamed(node, name):
    return node and replace(node, label=name, notes=(name, name))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", ["large", "events", "nothing", "java"])
def test_long_names_everywhere_fit(case, language, layout):
    name = LONG[language]
    report = real_report(case, language)
    part = report.architecture
    ways = tuple(
        replace(way, start=renamed(way.start, name), through=tuple(renamed(n, name) for n in way.through))
        for way in part.ways_in
    )
    part = replace(
        part,
        today=tuple(renamed(node, name) for node in part.today),
        today_missing=name,
        ways_in=ways,
        compute=renamed(part.compute, name),
        database=renamed(part.database, name),
    )
    drawing = architecture_drawing(replace(report, architecture=part), layout)
    assert_sound(drawing, case)
    assert_lines_keep_clear_of_words(drawing, case)


# ── as SVG ──


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_well_formed_and_plain(layout):
    drawing = architecture_drawing(real_report("large", "ko"), layout)
    for svg in (file_svg(drawing), page_svg(drawing, "architecture")):
        root = ElementTree.fromstring(svg)
        assert root.get("viewBox") == f"0 0 {drawing.width:g} {round(drawing.height, 2):g}"
    assert "style=" not in page_svg(drawing, "architecture")


def test_hostile_names_stay_text():
    hostile = '</text><script>alert(1)</script>"&'
    report = with_services(real_report("java"), 2, hostile)
    svg = page_svg(architecture_drawing(report), "architecture")
    assert "<script" not in svg
    ElementTree.fromstring(svg)


def test_the_same_report_gives_the_same_drawing():
    report = real_report("large")
    assert architecture_drawing(report) == architecture_drawing(report)
    assert isinstance(architecture_drawing(report), Drawing)
