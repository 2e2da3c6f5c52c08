"""The operator's page in a real browser: accessible and in its width, on a desk and on a phone."""

import pytest

from advisor.operations.groups import OPERATORS
from tests.browser.test_every_page import faults

SCREENS = [(1280, "light", "en-GB"), (375, "dark", "ko-KR")]


@pytest.mark.parametrize(("width", "scheme", "language"), SCREENS, ids=["desk", "phone"])
def test_the_page_of_operators_is_accessible_in_its_width_and_quiet(visit_as, watch, width, scheme, language):
    page = visit_as(OPERATORS)(
        "/operations/", viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language
    )
    assert page.locator("h1").count() == 1
    assert faults(page, watch, "operations") == []
