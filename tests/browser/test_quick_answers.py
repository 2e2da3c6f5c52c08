"""Somebody who is quicker than the network: nothing is lost, and nobody is told of a second window."""

import time


def slowly(route):
    """Let what htmx sends take its time."""
    if route.request.headers.get("hx-request"):
        time.sleep(0.4)
    route.continue_()


PRESS = """([first, second, then]) => {
  document.querySelector(first).click();
  setTimeout(() => document.querySelector(second).click(), 60);
  setTimeout(() => document.querySelector(then).click(), 120);
}"""


def test_the_last_of_several_quick_answers_is_kept(site, page):
    page.goto(site)
    page.fill("#id_name", "Service desk")
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/begun/")
    question = page.url.replace("/begun/", "/q/runtime/")
    page.goto(question)
    page.route("**/q/runtime/", slowly)
    page.evaluate(PRESS, ["#answer-runtime-java", "#answer-runtime-php", "#answer-runtime-go"])
    page.wait_for_selector("#revision-runtime[value='2']", state="attached")
    assert page.locator(".errors").count() == 0
    page.evaluate(PRESS, ["#answer-runtime-java", "#answer-runtime-php", ".actions button"])
    page.wait_for_url(lambda url: url != question)
    page.unroute("**/q/runtime/")
    page.goto(question)
    assert page.is_checked("#answer-runtime-php")
