"""Browser tabs that answer questions over HTTP, and keep what the site told them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from threading import Event, Thread

import requests

from tests.running import wait_for

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
HEADERS = {"HX-Request": "true"}
#: The largest number that each of the questions takes.
MOST = 99
CHOICES = {"source_code": ("available", "unavailable", "?"), "databases": ("sql_server", "mysql")}
#: Questions of the small rulebook that are asked whatever is answered.
QUESTIONS = ("source_code", "databases", "size", "servers")
ACKNOWLEDGED, REFUSED, UNKNOWN = "acknowledged", "refused", "unknown"


@dataclass(frozen=True, slots=True)
class Save:
    """One answer that was sent, made from what a page had shown at ``revision``; status 0: no reply."""

    code: str
    question: str
    revision: int
    value: str
    note: str
    status: int

    @property
    def outcome(self):
        """What the sender may believe."""
        if self.status in (200, 302):
            return ACKNOWLEDGED
        # Without a store nobody knows whether its last act was done.
        return UNKNOWN if self.status in (0, 503) else REFUSED


class Tab:
    """One tab: it opens a question's page and sends its form, again and again; no two notes are alike.

    Each time it asks one of its addresses, as a load balancer does.
    """

    def __init__(self, name, code, cookies, random, length=0):
        self.saves, self.statuses, self.addresses = [], [], ()
        self._name, self._code, self._random, self._length = name, code, random, length
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.update(cookies)

    def work(self, over):
        """Answer until it is over."""
        while not over.is_set():
            question = self._random.choice(QUESTIONS)
            page = self.open(question)
            if page is None:
                over.wait(0.05)
                continue
            for _ in range(self._random.choice((1, 1, 2))):  # the second time the page is out of date
                self.save(question, page)

    def open(self, question):
        """Return what the form of a question would send beside the answer; None where it is not shown."""
        try:
            response = self._session.get(self._page(question), timeout=30)
        except requests.RequestException:
            return None
        self.statuses.append(response.status_code)
        if response.status_code != 200:
            return None
        revision = re.search(rf'name="{question}\.revision" value="(\d+)"', response.text)
        return TOKEN.search(response.text)[1], int(revision[1])

    def _page(self, question):
        return f"{self._random.choice(self.addresses)}/a/{self._code}/q/{question}/"

    def save(self, question, page):
        """Send an answer made from a page; keep and return what came of it."""
        token, revision = page
        note = f"{self._name}-{len(self.saves)} {self._random.randbytes(self._length // 2).hex()}".strip()
        value = self._random.choice(CHOICES.get(question, (str(len(self.saves) % MOST + 1),)))
        form = {
            "csrfmiddlewaretoken": token,
            question: value,
            f"{question}.revision": str(revision),
            f"{question}.note": note,
        }
        headers = self._random.choice((HEADERS, {}))
        try:
            response = self._session.post(
                self._page(question),
                data=form, headers=headers, allow_redirects=False, timeout=30,
            )  # fmt: skip
            status = response.status_code
            self.statuses.append(status)
        except requests.RequestException:
            status = 0
        save = Save(self._code, question, revision, value, note, status)
        self.saves.append(save)
        return save


class Crowd:
    """Tabs at work beside each other, each in a thread."""

    def __init__(self, tabs):
        self.tabs = tabs
        self._over, self._threads = Event(), []

    def start(self, *addresses):
        """Let all of them begin."""
        self._over.clear()
        self.turn_to(*addresses)
        self._threads = [Thread(target=tab.work, args=(self._over,), daemon=True) for tab in self.tabs]
        for thread in self._threads:
            thread.start()

    def turn_to(self, *addresses):
        """Let all of them ask these addresses from now on."""
        for tab in self.tabs:
            tab.addresses = addresses

    def go_on(self, saves=10):
        """Wait until so many more answers are acknowledged."""
        wanted = self.acknowledged + saves
        wait_for(lambda: self.acknowledged >= wanted)

    def stop(self):
        """Let each finish what it has begun."""
        self._over.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()

    @property
    def saves(self):
        """All that was sent."""
        return [save for tab in self.tabs for save in tab.saves]

    @property
    def acknowledged(self):
        """How many answers the site said it had stored."""
        return sum(save.outcome == ACKNOWLEDGED for save in self.saves)

    def unexpected(self, *expected):
        """Return the statuses that the site answered with beside these."""
        return sorted({status for tab in self.tabs for status in tab.statuses} - set(expected))
