"""What visitors do, step by step, on whatever asks the site for them.

A visitor is given ``ask``; nothing here knows who sends a request, so that the load's users and the short
run of the tests do the same. What a page offers is read from the page.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lxml import html

#: One of the examples that every installation has.
EXAMPLE = "aac-rwa-java-proseware"
#: Files by how often they are asked for.
FILES = {"json": 3, "points.csv": 3, "docx": 3, "pdf": 3, "xlsx": 2, "pptx": 2, "md": 2, "html": 2}
DECISIONS = ("strategy", "compute", "database", "supporting")
_CODE = re.compile(r"/a/([0-9a-f-]{36})/")
_ASKED = re.compile(r"/q/([\w-]+)/")


@dataclass(frozen=True, slots=True)
class Answered:
    """What the site answered; ``location`` is where a redirect leads."""

    status: int
    text: str
    location: str = ""


class Ask(Protocol):
    """Sends a request and keeps the cookies; ``name`` is what the figures call it."""

    def __call__(
        self, path: str, name: str, form: Mapping[str, Sequence[str]] | None = None, *, htmx: bool = False
    ) -> Answered:
        """GET a path, or POST a form there."""
        ...


class Unexpected(Exception):
    """The site did not do what a visitor expects."""


class Owner:
    """Somebody who answers a questionnaire of their own, reads the report and takes it along."""

    def __init__(self, ask: Ask, chance: random.Random) -> None:
        self._ask, self._chance = ask, chance
        self._code, self._token = "", ""
        self._page: Answered | None = None

    def begin(self) -> None:
        """Begin an assessment, every second time from an example."""
        home = self._ask("/", "home")
        self._token = _token_in(home)
        form = {"csrfmiddlewaretoken": [self._token]}
        if self._chance.random() < 0.5:
            begun = self._ask(f"/examples/{EXAMPLE}/copy/", "begin from an example", form)
        else:
            name = f"Workload {self._chance.randrange(10**6)}"
            begun = self._ask("/start/", "begin", form | {"name": [name]})
        self._code = _found(_CODE, begun.location)

    def answer(self) -> None:
        """Answer the question that is shown, see the panel, go on to the next."""
        page = self._page or self._next("")
        if page is None:
            self.begin()
            return
        slug, form = filled(page, self._chance)
        saved = self._ask(f"/a/{self._code}/q/{slug}/", "answer", form, htmx=True)
        if saved.status == 200 and f'name="{slug}.revision"' not in saved.text:
            raise Unexpected(f"the answer to {slug} is not said to be saved")
        self._page = self._next(f"?after={slug}")

    def see_section(self) -> None:
        """See all questions of a section."""
        page = self._ask(f"/a/{self._code}/check/", "check")
        found = re.findall(rf"/a/{self._code}/sections/[\w-]+/", page.text)
        if not found:
            raise Unexpected("no section is linked from the page of all answers")
        self._ask(self._chance.choice(found), "section")

    def report(self) -> None:
        """Read the report."""
        self._ask(f"/a/{self._code}/report/", "report")

    def export(self) -> None:
        """Take the report along as a file."""
        kind = self._chance.choices(list(FILES), list(FILES.values()))[0]
        self._ask(f"/a/{self._code}/report.{kind}", f"export {kind}")

    def export_all(self) -> None:
        """Take along every kind of file."""
        for kind in FILES:
            self._ask(f"/a/{self._code}/report.{kind}", f"export {kind}")

    def see_all(self) -> None:
        """See what there is of one's own."""
        self._ask("/", "home")

    def _next(self, after: str) -> Answered | None:
        """Return the page of the next question; None where nothing is left to ask."""
        led = self._ask(f"/a/{self._code}/next/{after}", "next")
        return self._ask(led.location, "question") if _ASKED.search(led.location) else None


class Editor:
    """Somebody who looks after the rulebook, on the site and in the admin."""

    def __init__(self, ask: Ask, chance: random.Random) -> None:
        self._ask, self._chance = ask, chance

    def table(self) -> None:
        """See the decision table of one decision."""
        self._ask(f"/rulebook/rules/{self._chance.choice(DECISIONS)}/", "decision table")

    def records(self) -> None:
        """See a list of the admin, and open one of its records."""
        kind = self._chance.choice(("rule", "question", "service", "advice"))
        page = self._ask(f"/admin/rulebook/{kind}/", "admin list")
        found = re.findall(rf'href="(/admin/rulebook/{kind}/\d+/change/[^"]*)"', page.text)
        if not found:
            raise Unexpected(f"no record of {kind} is listed")
        self._ask(self._chance.choice(found).replace("&amp;", "&"), "admin record")

    def change(self) -> None:
        """Open a rule of the draft and save it with another sentence."""
        page = self._ask("/admin/rulebook/rule/?q=strategy", "admin list")
        found = re.findall(r'href="(/admin/rulebook/rule/\d+/change/)', page.text)
        address = self._chance.choice(found)
        record = self._ask(address, "admin record")
        form = form_of(record, 'id="rule_form"')
        form["because_en"] = [f"Because of reason {self._chance.randrange(10**6)}."]
        form["_save"] = ["Save"]
        self._ask(address, "admin save", form)

    def simulate(self) -> None:
        """See what the draft would say."""
        self._ask("/rulebook/simulator/", "simulator")


def filled(page: Answered, chance: random.Random) -> tuple[str, dict[str, list[str]]]:
    """Return the slug of the question that a page asks, and its form with an answer chosen by chance."""
    slug = _found(re.compile(r'action="/a/[0-9a-f-]+/q/([\w-]+)/"'), page.text)
    form = form_of(page, f"/q/{slug}/")
    offered = re.findall(rf'<input type="(radio|checkbox)"[^>]*? name="{slug}" value="([^"]+)"', page.text)
    if not offered:
        offered = re.findall(rf'<input type="(checkbox)"[^>]*? name="{slug}" value="(\?)"', page.text)
    values = [value for _kind, value in offered]
    if values == ["?"]:
        form[slug] = [str(chance.randrange(1, 500))]
    else:
        form[slug] = [chance.choice(values)]
    return slug, form


def form_of(page: Answered, mark: str) -> dict[str, list[str]]:
    """Return the fields of the form in whose opening tag ``mark`` stands, as a browser would send them."""
    for form in html.fromstring(page.text).forms:
        opening = html.tostring(form, encoding="unicode").split(">", 1)[0]
        if mark in opening:
            fields: dict[str, list[str]] = {}
            for name, value in form.form_values():
                fields.setdefault(name, []).append(value)
            return fields
    raise Unexpected(f"no form has {mark}")


def _token_in(page: Answered) -> str:
    return _found(re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"'), page.text)


def _found(pattern: re.Pattern[str], text: str) -> str:
    """Return what a pattern finds; Unexpected where it does not."""
    found = pattern.search(text)
    if found is None:
        raise Unexpected(f"{pattern.pattern} is nowhere in what was answered: {text[:80]!r}")
    return found[1]


#: What an owner does, by how often; and what an editor does.
OWNER: Mapping[Callable[[Owner], None], int] = {
    Owner.answer: 60,
    Owner.report: 5,
    Owner.see_section: 3,
    Owner.see_all: 3,
    Owner.export: 2,
}
EDITOR: Mapping[Callable[[Editor], None], int] = {
    Editor.table: 3,
    Editor.records: 5,
    Editor.change: 2,
    Editor.simulate: 1,
}
