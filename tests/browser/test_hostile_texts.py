"""With a hostile text in every column the browser runs none of it, on any page."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import expect

from advisor.editor.groups import make_groups
from advisor.rulebook.draft import replace_draft
from advisor.rulebook.files import read_records
from tests.browser.conftest import FIXTURES
from tests.browser.test_every_page import addresses, own, visit_as_owner
from tests.hostile.poison import poison
from tests.sampling import part_of

__all__ = ["own", "visit_as_owner"]

#: Told of by the browser itself, whatever a page does about it.
LISTEN = """
window.harm = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.harm.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""
PAGES = ("checks", "scenarios", "simulator", "compare", "versions", "files", "log", "rules/strategy")
INSIDE = ["/rulebook/", "/admin/", "/admin/rulebook/rule/", *(f"/rulebook/{page}/" for page in PAGES)]
INLINE = """
document.body.setAttribute("onclick", "alert(1)");
document.body.append(Object.assign(document.createElement("script"), { textContent: "alert(1)" }));
"""


@pytest.fixture
def page(visit_as_owner, own, watch, site):
    """A page of the owner, who is a superuser too; alerts and violations are noted."""
    make_groups(apps.get_app_config("editor"), apps=apps)
    replace_draft(read_records(FIXTURES))
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("somebody"))
    page = visit_as_owner()
    cookies = [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}]
    page.context.add_cookies(cookies)
    page.context.add_init_script(LISTEN)
    return page


def harm_on(page, address):
    """Open an address; return what the browser had to stop or ran."""
    page.goto(address)
    expect(page.locator("[hx-trigger='load']")).to_have_count(0)
    found = page.evaluate("[...window.harm, ...document.querySelectorAll('poison')].map(String)")
    return [f"{address}: {one}" for one in found]


@pytest.mark.sampled
def test_nothing_that_was_typed_runs_in_the_browser(page, own, watch):
    watch.expected = ["404 (Not Found)"]
    alerts = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    places = addresses(own)
    assert poison()
    found = [harm for address in part_of((*places.values(), *INSIDE), 2) for harm in harm_on(page, address)]
    assert (found, alerts) == ([], [])


def test_a_violation_would_be_noticed(page, own, watch):
    """What the listener tells of is what the policy stops."""
    watch.expected = ["Content Security Policy"]
    page.goto("/verify/")
    page.evaluate(INLINE)
    page.wait_for_function("window.harm.length > 0")
    assert "script-src" in str(page.evaluate("window.harm"))
