"""How the points of an option are told."""

import pytest
from django.utils.translation import override

from advisor.reports.parts.strategies import points_text


@pytest.mark.parametrize(
    ("points", "english", "korean"),
    [(1, "1 point", "1점"), (7, "7 points", "7점"), (0, "0 points", "0점"), (-1, "−1 points", "−1점")],
)
def test_points_have_their_unit_and_a_real_minus(points, english, korean):
    with override("en"):
        assert points_text(points) == english
    with override("ko"):
        assert points_text(points) == korean
