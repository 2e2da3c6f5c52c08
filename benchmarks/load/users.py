"""Visitors as locust's users: each has a browser of their own and thinks between two steps."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping, Sequence
from http.cookiejar import Cookie
from typing import Any
from urllib.parse import urlencode

from locust import between, task
from locust.contrib.fasthttp import FastHttpUser

from benchmarks.load.visitors import EDITOR, OWNER, Answered, Editor, Owner, Unexpected

SEED = int(os.environ.get("LOAD_SEED", "20261122"))
#: Seconds that somebody reads and thinks: fifty questions take about ten minutes.
THINKS = (8, 16)
#: Of so many visitors one edits the rulebook.
ONE_EDITS_OF = 50


class Person(FastHttpUser):
    """A browser on the site; ``done`` is chosen from by weight at each step."""

    abstract = True
    wait_time = between(*THINKS)
    connection_timeout = network_timeout = 60.0
    done: Mapping[Callable[[Any], None], int]
    visitor: Any

    def ask(
        self, path: str, name: str, form: Mapping[str, Sequence[str]] | None = None, *, htmx: bool = False
    ) -> Answered:
        """Send one request; what is not a page or a redirect counts as a failure."""
        headers = {"HX-Request": "true"} if htmx else {}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
        how = {"name": name, "headers": headers, "allow_redirects": False, "catch_response": True}
        method = "GET" if form is None else "POST"
        data = None if form is None else urlencode(form, doseq=True)
        with self.client.request(method, path, data=data, **how) as response:
            if response.status_code not in (200, 302):
                response.failure(f"answered {response.status_code}")
            else:
                response.success()
            told = response.headers or {}  # none where no answer came
            text = response.text if "text" in told.get("Content-Type", "") else ""
            return Answered(response.status_code, text or "", told.get("Location") or "")

    @task
    def step(self) -> None:
        """Do one of the steps; a site that does not do what it should is a failure."""
        step = self.chance.choices(list(self.done), list(self.done.values()))[0]
        try:
            step(self.visitor)
        except Unexpected as problem:
            self.environment.events.request.fire(
                request_type="STEP", name=step.__name__, response_time=0, response_length=0,
                exception=problem, context={},
            )  # fmt: skip


class OwnerUser(Person):
    """Somebody with an assessment of their own."""

    weight = ONE_EDITS_OF - 1
    done = OWNER
    _count = 0

    def on_start(self) -> None:
        """Begin."""
        OwnerUser._count += 1
        self.chance = random.Random(f"{SEED} owner {OwnerUser._count}")
        self.visitor = Owner(self.ask, self.chance)
        self.visitor.begin()


class WarmingUser(Person):
    """Somebody who takes every kind of file along, again and again: what that needs is then in memory."""

    done = {Owner.export_all: 1}
    wait_time = between(0, 0.1)

    def on_start(self) -> None:
        """Begin from an example."""
        self.chance = random.Random(SEED)
        self.visitor = Owner(self.ask, self.chance)
        self.visitor.begin()


class EditorUser(Person):
    """Somebody signed in who edits the rulebook; ``cookies`` are those of signed-in browsers."""

    weight = 1
    done = EDITOR
    cookies: list[Mapping[str, str]] = []
    _count = 0

    def on_start(self) -> None:
        """Come signed in."""
        number, EditorUser._count = EditorUser._count, EditorUser._count + 1
        self.chance = random.Random(f"{SEED} editor {number}")
        for name, value in self.cookies[number % len(self.cookies)].items():
            self.client.cookiejar.set_cookie(cookie(name, value))
        self.visitor = Editor(self.ask, self.chance)


def cookie(name: str, value: str) -> Any:
    """Return a cookie of the site, as its browser's jar has it."""
    return Cookie(
        0, name, value, None, False, "127.0.0.1", True, False, "/", True, False, None, True, None, None, {}
    )
