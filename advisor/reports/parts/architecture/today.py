"""Today's workload, and what sets it to work: only what answers say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from advisor.engine.rulebook import NONE, Answer
from advisor.reports import labels
from advisor.reports.desk import Desk
from advisor.reports.parts.architecture.standing import FILES, SESSIONS
from advisor.reports.report.architecture import Node, Tier

#: What describes the application itself, in this order; the first one known names it.
_ABOUT = ("workload_type", "runtime", "architecture", "operating_system")
APPLICATION = "today-application"
_IN_CONTAINERS = ("orchestrated", "containerised")
_LASTING_FILES = ("persistent_local", "shared")
REQUESTS, MESSAGES = "requests", "messages"
_START_ICONS = {
    MESSAGES: "queue",
    "schedule": "clock",
    "continuous": "loop",
    "workflow": "workflow",
}
#: What a type of workload is set to work by where the answers do not say so themselves.
_STARTS_OF_TYPE = {
    "web_app": REQUESTS,
    "web_api": REQUESTS,
    "mobile_backend": REQUESTS,
    "event_processing": MESSAGES,
}
#: Types that people use without another program between.
_FOR_PEOPLE = ("web_app", "mobile_backend", "packaged_product", "desktop_app")


@dataclass(frozen=True, slots=True)
class Facts:
    """The answers that count, with their words."""

    desk: Desk
    answers: dict[str, Answer]

    def one(self, question: str) -> str:
        """Return the choice given, "" where there is none."""
        answer = self.answers.get(question)
        return answer if isinstance(answer, str) else ""

    def many(self, question: str) -> tuple[str, ...]:
        """Return the choices given without “none”, () where there are none."""
        answer = self.answers.get(question)
        return tuple(c for c in answer if c != NONE) if isinstance(answer, tuple) else ()

    def words(self, question: str, choice: Answer = None) -> str:
        """Return an answer, or one choice of it, in words; "" where the question has no answer."""
        answer = self.answers.get(question) if choice is None else choice
        if answer is None:
            return ""
        return labels.answer_words(self.desk.rulebook, question, answer, self.desk.language)


def today(facts: Facts) -> tuple[Node, ...]:
    """Return the application and what it keeps its data in; () where no answer describes any of it."""
    stores = (*_databases(facts), *_files(facts), *_sessions(facts))
    known = [words for question in _ABOUT if (words := facts.words(question))]
    containers = facts.one("container_state") in _IN_CONTAINERS
    notes = [facts.words("container_state")] if containers else []
    if facts.one("session_state") == "in_process":
        notes.append(gettext("sessions in its memory"))
    if not (known or notes or stores):
        return ()
    name = known[0] if known else gettext("Application")
    about = (", ".join(known[1:]),) if known[1:] else ()
    return (_node(APPLICATION, "app", name, (*about, *notes)), *stores)


def _databases(facts: Facts) -> Sequence[Node]:
    engines = facts.many("databases")
    size = facts.words("database_size_gib") if len(engines) == 1 else ""
    notes = (size,) if size else ()
    return [
        _node(f"today-{engine}", "database", facts.words("databases", engine), notes) for engine in engines
    ]


def _files(facts: Facts) -> Sequence[Node]:
    if facts.one("file_storage") not in _LASTING_FILES:
        return []
    return [_node(FILES, "files", gettext("Files"), (facts.words("file_storage"),))]


def _sessions(facts: Facts) -> Sequence[Node]:
    if facts.one("session_state") != "external_store":
        return []
    return [_node(SESSIONS, "cache", gettext("Session store"), ())]


def _node(slug: str, icon: str, name: str, notes: tuple[str, ...]) -> Node:
    tier: Tier = "compute" if slug == APPLICATION else "data"
    return Node(slug, tier, "today", icon, name, name, notes)


def starts(facts: Facts) -> tuple[Node, ...]:
    """Return what sets the workload to work; () where no answer tells."""
    triggers = facts.many("work_trigger")
    if "work_trigger" not in facts.answers:
        of_type = _STARTS_OF_TYPE.get(facts.one("workload_type"))
        triggers = (of_type,) if of_type else ()
    return tuple(_start(facts, trigger) for trigger in triggers)


def _start(facts: Facts, trigger: str) -> Node:
    slug = f"start-{trigger}"
    if trigger != REQUESTS:
        words = facts.words("work_trigger", trigger)
        return Node(slug, "start", "start", _START_ICONS.get(trigger, "service"), words, words)
    people = facts.one("workload_type") in _FOR_PEOPLE
    name = gettext("Users") if people else facts.words("work_trigger", REQUESTS)
    network = facts.words("network")
    notes = (network,) if network else ()
    return Node(slug, "start", "start", "user" if people else "browser", name, name, notes)
