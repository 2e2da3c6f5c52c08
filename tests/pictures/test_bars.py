"""The shapes of the bars: positions, blocks, scale and the words for those who do not see them."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from advisor.engine.recommendation import Contribution, RankedDecision, RankedOption
from advisor.engine.rulebook import DecisionTable, Option, Rulebook, Text
from advisor.pictures.bars import Bars, bars, common_scale, written
from advisor.rulebook.wording import signed

NAMES = ("rehost", "refactor", "rearchitect", "rebuild")


def make_rulebook() -> Rulebook:
    options = tuple(Option(slug, Text(slug.title(), slug.title())) for slug in NAMES)
    table = DecisionTable("strategy", Text("Strategy", "전략"), options)
    empty: dict[str, object] = {}
    decisions = {"strategy": table}
    return Rulebook("sha256:0", empty, empty, decisions, *(empty for _ in range(8)))  # type: ignore[arg-type]


def make_option(slug: str, *points: int, vetoes: int = 0) -> RankedOption:
    because = [Contribution(f"{slug}-{n}", p, False, {}) for n, p in enumerate(points)]
    because += [Contribution(f"{slug}-veto-{n}", 0, True, {}) for n in range(vetoes)]
    return RankedOption(slug, sum(points), bool(vetoes), tuple(because))


def make_decision(*options: RankedOption) -> RankedDecision:
    return RankedDecision("strategy", options[0].option, "clear", 8, options)


def make_bars(*options: RankedOption, order: str = "ranking") -> Bars:
    return bars(make_rulebook(), make_decision(*options), "en", order)  # type: ignore[arg-type]


SAMPLE = (
    make_option("refactor", 2, -1, 3, 3, 2, 2),
    make_option("rehost", 2, 2, 1, 1, -2, -1),
    make_option("rearchitect", 2, -4, -2),
    make_option("rebuild", -5, -2, vetoes=1),
)


def number(percent: str) -> float:
    assert percent.endswith("%")
    return float(percent[:-1])


def test_blocks_are_one_a_rule_and_the_largest_stands_at_the_zero_line():
    picture = make_bars(*SAMPLE)
    refactor = picture.rows[0]
    assert [(b.side, b.points) for b in refactor.blocks] == [
        ("for", 3), ("for", 3), ("for", 2), ("for", 2), ("for", 2), ("against", 1),
    ]  # fmt: skip
    assert refactor.blocks[0].x == picture.zero


def test_blocks_touch_and_lie_on_one_scale():
    picture = make_bars(*SAMPLE)
    point = number(picture.rows[0].blocks[0].width) / 3
    for row in picture.rows:
        for block in row.blocks:
            assert number(block.width) == pytest.approx(point * block.points, abs=0.02)
    first, second = picture.rows[0].blocks[:2]
    assert number(first.x) + number(first.width) == pytest.approx(number(second.x), abs=0.02)


def test_everything_stays_inside_the_plot():
    for row in make_bars(*SAMPLE).rows:
        for block in row.blocks:
            assert 0 <= number(block.x) <= number(block.x) + number(block.width) <= 100.01


def test_the_balance_is_marked_at_the_sum():
    picture = make_bars(*SAMPLE)
    refactor = picture.rows[0]
    point = number(refactor.blocks[0].width) / 3
    assert number(refactor.net_at) == pytest.approx(number(picture.zero) + 11 * point, abs=0.05)


def test_an_option_ruled_out_has_no_balance_and_says_so():
    rebuild = make_bars(*SAMPLE).rows[3]
    assert rebuild.ruled_out
    assert rebuild.net_at is None
    assert rebuild.label == "Rebuild: 0 points for, 7 points against, ruled out"


def test_the_label_carries_all_numbers_in_words():
    assert make_bars(*SAMPLE).rows[0].label == "Refactor: 12 points for, 1 point against, balance +11"


def test_rows_follow_the_ranking_or_the_rulebook():
    assert [row.option for row in make_bars(*SAMPLE).rows] == ["refactor", "rehost", "rearchitect", "rebuild"]
    assert [row.option for row in make_bars(*SAMPLE, order="rulebook").rows] == list(NAMES)


def test_only_the_outcome_leads():
    assert [row.leads for row in make_bars(*SAMPLE).rows] == [True, False, False, False]


@pytest.mark.parametrize(
    ("for_", "against", "low", "high", "step"),
    [(0, 0, -1, 1, 1), (12, 7, -8, 13, 4), (3, 0, -1, 4, 1), (0, 40, -40, 10, 10), (90, 30, -40, 95, 20)],
)
def test_the_scale_is_round_and_holds_everything(for_, against, low, high, step):
    points = [p for p in (for_, -against) if p]
    scale = common_scale([make_option("refactor", *points)])
    assert (scale.low, scale.high, scale.step) == (low, high, step)


def test_no_points_at_all_still_make_a_picture():
    picture = make_bars(*(make_option(slug) for slug in NAMES))
    assert all(not row.blocks for row in picture.rows)
    assert picture.zero == "50%"


def test_a_narrow_block_has_no_number():
    narrow = make_bars(make_option("refactor", 1, 90, 80)).rows[0].blocks[2]
    assert (narrow.points, narrow.number) == (1, "")


def test_numbers_are_written_for_svg_and_for_people():
    assert [written(38.095238), written(100.0), written(0.0)] == ["38.1%", "100%", "0%"]
    assert [signed(3), signed(-4), signed(0)] == ["+3", "−4", "0"]


def test_the_template_names_every_row_and_hides_the_axis_in_the_panel():
    page = render_to_string("pictures/bars.html", {"bars": make_bars(*SAMPLE), "notes": {"rebuild": "<no>"}})
    panel = render_to_string("pictures/bars.html", {"bars": make_bars(*SAMPLE), "compact": True})
    assert page.count('role="img"') == 4
    assert "&lt;no&gt;" in page
    assert 'class="axis"' in page
    assert 'class="axis"' not in panel
    assert 'class="pt' not in panel


def test_every_strategy_has_its_own_shape():
    shapes = {render_to_string("pictures/shape.html", {"strategy": slug}) for slug in NAMES}
    assert len(shapes) == 4
