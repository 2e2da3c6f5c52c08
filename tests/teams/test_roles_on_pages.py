"""The pages of an assessment show each role what it may do, and say why the rest is missing."""

import re

import pytest
from django.urls import reverse

from advisor.accounts.roles import MAY, Act
from advisor.assessments import review
from advisor.assessments.models import Assessment, Owner
from tests.factories import make_assessment
from tests.teams.conftest import ROLES

pytestmark = pytest.mark.usefixtures("version")
#: Page → what leads on from it, or sends a form, by what one must be allowed to do for that.
LEADING = {
    "assessments:details": {
        Act.CHANGE: ["next/", "component/"],
        Act.SHARE: ["share/", "offer/"],
        Act.DELETE: ["delete/"],
        Act.MOVE: ["workspace/"],
    },
    "assessments:check": {Act.CHANGE: ["next/", "q/", "sections/", "fill-in/"]},
    "reports:review": {Act.REVIEW: ["review/freeze/"]},
    "reports:report": {Act.SHARE: ["details/#links"]},
}


@pytest.fixture
def shop(workspace, people):
    owner = Owner.objects.create(token_hash="e" * 64, user=people["editor"])
    assessment = make_assessment(owner, {"runtime": "java"})
    Assessment.objects.update(workspace=workspace)
    review.override(assessment, "strategy", "rehost", "The board decided.", "the board")
    return assessment


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", LEADING)
def test_only_what_is_allowed_is_offered(shop, browsers, name, role):
    answer = browsers[role].get(reverse(name, args=[shop.code]))
    assert answer.status_code == 200
    main = answer.text.partition("<main")[2]
    leads = re.findall(rf'(?:href|action|hx-get)="/a/{shop.code}/([^"]*)"', main)
    for act, ways in LEADING[name].items():
        for way in ways:
            assert any(lead.startswith(way) for lead in leads) == (act in MAY[role]), (way, leads)
    # Its own forms have no address.
    writes = {"assessments:details": Act.CHANGE, "reports:review": Act.REVIEW}.get(name)
    assert ('method="post" novalidate>' in main) == (writes is not None and writes in MAY[role])


@pytest.mark.parametrize("name", LEADING)
@pytest.mark.parametrize("role", ROLES)
def test_who_may_not_change_is_told_why(shop, browsers, name, role):
    text = browsers[role].get(reverse(name, args=[shop.code])).text
    told = f"Your role here: {role}" in text
    assert told == (Act.CHANGE not in MAY[role])
    assert ("review it" in text) == (role == "reviewer")


@pytest.mark.parametrize("role", ROLES)
def test_who_may_not_change_copies_and_keeps_nothing(shop, browsers, role):
    details = browsers[role].get(reverse("assessments:details", args=[shop.code])).text
    assert (">Copy</button>" in details) == (Act.CHANGE in MAY[role])
    tried = browsers[role].get(reverse("reports:what_if", args=[shop.code]), {"runtime": "php"}).text
    assert ('id="variant-name"' in tried) == (Act.CHANGE in MAY[role])


def test_a_viewer_reads_the_details_without_a_form(shop, browsers):
    text = browsers["viewer"].get(reverse("assessments:details", args=[shop.code])).text
    assert "id_name" not in text
    assert '<th scope="row">Name of the workload</th><td>Shop</td>' in text


def test_every_link_that_a_viewer_is_offered_can_be_followed(shop, browsers):
    seen, waiting = set(), ["/", reverse("assessments:details", args=[shop.code])]
    while waiting:
        path = waiting.pop()
        answer = browsers["viewer"].get(path)
        assert answer.status_code in (200, 302), path
        seen.add(path)
        if "text/html" in answer["Content-Type"]:
            for found in re.findall(r'href="(/(?:a|w|workspaces)/[^"#?]*)', answer.text):
                if found not in seen and found not in waiting and not re.search(r"\.(pdf|docx|pptx)$", found):
                    waiting.append(found)
    assert len(seen) > 10


def test_a_personal_assessment_says_nothing_of_roles(shop, browsers):
    Assessment.objects.update(workspace=None)
    page = browsers["editor"].get(reverse("assessments:details", args=[shop.code]))
    assert "Your role here" not in page.text
