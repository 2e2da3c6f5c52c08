"""Every kind of page, in both languages: accessible, within its width, and quiet in the console."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from advisor.assessments import access, actions, review
from advisor.assessments.models import Assessment, Milestone
from advisor.reports.models import ExportJob
from advisor.rulebook.published import current
from tests.factories import make_assessment, make_owner, signed_cookie
from tests.sampling import part_of

TOKEN = "owner-of-the-browser"
EXAMPLE = "aac-rwa-java-proseware"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STANDARD = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"], "preload": False}
SCREENS = (1600, 1280, 768, 375)
LANGUAGES = {"en-GB": "en", "ko-KR": "ko"}
#: One language at each change, the other one in the sweeps.
ONCE_AND_SWEPT = ["en-GB", pytest.param("ko-KR", marks=pytest.mark.sweep)]
SOME = {"runtime": "java", "databases": ("sql_server",), "source_code": "available", "teams": None}
FILLED = "runtime: dotnet"
THREE = "service=functions&service=container_apps&service=virtual_machines"
ON_A_PHONE = ["home", "one", "section", "check", "settled", "report", "accuracy", "not found"]
ON_A_PHONE += ["agreeing", "plan", "pairs", "catalogue", "service", "container service", "compare"]
ON_A_PHONE += ["compare three", "functions or logic apps", "glossary", "reviewed report", "end"]
ON_A_PHONE += ["what if", "compared", "review", "export", "workload", "choose", "import", "verify"]


@pytest.fixture
def own(site):
    """The addresses of assessments: one begun, one settled, one deleted, one reviewed, a variant of that."""
    owner = make_owner(TOKEN)
    begun = make_assessment(owner, SOME, {"runtime": "Java 8, says the operator"})
    actions.add_component(begun, actions.Details(begun.name, "nightly import"), begun.rulebook, SOME)
    steps = [q.slug for q in current().rulebook.questions.values() if not q.rules_out_named]
    settled = make_assessment(owner, dict.fromkeys(steps) | SOME, name="Settled")
    actions.share(settled)
    deleted = make_assessment(owner, name="Gone")
    actions.delete(deleted)
    reviewed = make_assessment(owner, SOME, {}, name="Reviewed")
    review.freeze(reviewed, "Board meeting")
    review.override(reviewed, "strategy", "rebuild", "The lease ends. " * 20, "The board")
    actions.save_answer(reviewed, "source_code", "unavailable", "", None)
    variant = actions.keep_variant(reviewed, "with source code", {"source_code": "available"})
    codes = [str(assessment.code) for assessment in (begun, settled, deleted, reviewed, variant)]
    ExportJob.objects.create(
        owner=owner, format="json", language="en", size="a4", codes=codes[:2], state="cancelled"
    )
    return [f"/a/{code}/" for code in codes]


@pytest.fixture
def visit_as_owner(visit, own, site):
    """Open the home page as the owner of the assessments; keywords are the context's."""

    def open_home(**options):
        page = visit(**options)
        page.context.add_cookies([{"name": access.COOKIE, "value": signed_cookie(TOKEN), "url": site}])
        return page

    return open_home


def whole_of(begun):
    """Return where the workload of an assessment has its pages."""
    return f"/w/{Assessment.objects.get(code=begun.split('/')[2]).workload}/"


def addresses(own):
    """Return the address of each kind of page, by a name."""
    begun, settled, deleted, reviewed, variant = own
    one, other = (address.split("/")[2] for address in (reviewed, variant))
    return {
        "home": "/",
        "begun": f"{begun}begun/",
        "one": f"{begun}q/workload_type/",
        "many": f"{begun}q/databases/",
        "number": f"{begun}q/instances/",
        "answered": f"{begun}q/runtime/",
        "section": f"{begun}sections/data/",
        "check": f"{begun}check/",
        "settled": f"{settled}next/",
        "details": f"{settled}details/",
        "delete": f"{begun}delete/",
        "deleted": f"{deleted}deleted/",
        "fill-in": f"{begun}fill-in/",
        "resume": f"/resume/{TOKEN}/",
        "example": f"/examples/{EXAMPLE}/",
        "example report": f"/examples/{EXAMPLE}/report/",
        "report": f"{begun}report/",
        "pairs": f"{begun}report/pairs/",
        "plan": f"{begun}report/plan/",
        "end": f"{begun}report/end/",
        "reviewed report": f"{reviewed}report/",
        "milestone report": f"/milestones/{Milestone.objects.get().code}/report/",
        "review": f"{reviewed}review/",
        "what if": f"{reviewed}what-if/?source_code=available",
        "compared": f"/compare/?a={one}&a={other}",
        "choose what to compare": "/compare/",
        "export": f"{begun}report/export/",
        "workload": f"{whole_of(begun)}report/",
        "export of the workload": f"{whole_of(begun)}report/export/?choose=pdf",
        "choose": "/exports/",
        "job": f"/exports/{ExportJob.objects.get().code}/",
        "cover": "/cover/",
        "import": "/import/",
        "verify": "/verify/",
        "accuracy": "/accuracy/",
        "agreeing": "/accuracy/agreeing/",
        "catalogue": "/catalogue/?q=container&service=functions",
        "service": "/catalogue/virtual_machines/",
        "container service": "/catalogue/container_apps/",
        "compare": "/catalogue/compare/?service=functions&service=logic_apps",
        "compare three": f"/catalogue/compare/?{THREE}",
        "functions or logic apps": "/catalogue/functions-or-logic-apps/",
        "glossary": "/glossary/",
        "not found": "/nowhere/",
    }


def faults(page, watch, name):
    """Return what is wrong with the page shown; what axe itself puts into the console does not count."""
    expect(page.locator("[hx-trigger='load']")).to_have_count(0)
    found = [f"{name}: {complaint}" for complaint in watch.unexpected()]
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if width > room:
        found.append(f"{name}: {width} px wide where there are {room}")
    for violation in Axe().run(page, options=STANDARD).response["violations"]:
        nodes = [node["html"][:160] for node in violation["nodes"][:3]]
        found.append(f"{name}: {violation['id']} ({len(violation['nodes'])}): {nodes}")
    watch.complaints.clear()
    return found


@pytest.mark.sampled
@pytest.mark.parametrize("language", ONCE_AND_SWEPT)
def test_every_page_is_accessible_in_its_width_and_quiet(visit_as_owner, own, watch, language):
    watch.expected = ["404 (Not Found)"]
    page = visit_as_owner(locale=language)
    found = []
    for name, address in part_of(addresses(own).items(), 2):
        page.goto(address)
        assert page.evaluate("document.documentElement.lang") == LANGUAGES[language]
        found += faults(page, watch, name)
    assert found == []


@pytest.mark.sampled
def test_pages_are_accessible_on_a_phone_and_in_the_dark(visit_as_owner, own, watch):
    page = visit_as_owner(viewport={"width": 375, "height": 800}, color_scheme="dark", locale="ko-KR")
    watch.expected = ["404 (Not Found)"]
    found = []
    for name in part_of(ON_A_PHONE, 2, first=1):
        page.goto(addresses(own)[name])
        found += faults(page, watch, name)
    assert found == []


@pytest.mark.sampled
@pytest.mark.parametrize("language", ["ko-KR", pytest.param("en-GB", marks=pytest.mark.sweep)])
def test_no_page_is_wider_than_its_screen(visit_as_owner, own, watch, language):
    watch.expected = ["404 (Not Found)"]
    page = visit_as_owner(viewport={"width": 375, "height": 800}, locale=language)
    wide = {}
    for name, address in part_of(addresses(own).items(), 2, first=1):
        page.goto(address)
        expect(page.locator("[hx-trigger='load']")).to_have_count(0)
        for screen in SCREENS:
            page.set_viewport_size({"width": screen, "height": 800})
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > screen:
                wide[name, screen] = width
    assert wide == {}


@pytest.mark.parametrize("language", ONCE_AND_SWEPT)
def test_pages_that_tell_of_errors_are_accessible(visit_as_owner, own, watch, language):
    watch.expected = ["422 (Unprocessable"]
    page = visit_as_owner(locale=language)
    begun = own[0]
    found = []
    for name, path in (("question", "q/database_size_gib/"), ("section", "sections/data/")):
        page.goto(begun + path)
        page.locator("#answer-database_size_gib").fill("1.2 TB")
        page.locator(".actions button").first.click()
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.locator("#answer-database_size_gib")).to_have_value("1.2 TB")
        found += faults(page, watch, f"{name} with an error")
    page.goto("/")
    page.locator("form.start .row button").click()
    expect(page.get_by_role("alert")).to_be_focused()
    found += faults(page, watch, "home with an error")
    page.goto(f"{begun}fill-in/")
    page.locator("#text").fill("answers: [1")
    page.locator(".actions button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += faults(page, watch, "fill-in with an error")
    page.locator("#text").fill(FILLED)
    page.locator(".actions button").click()
    expect(page.locator("fieldset.item").first).to_be_visible()
    found += faults(page, watch, "fill-in with differences")
    assert found == []
