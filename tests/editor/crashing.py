"""Publishes and takes files in processes that are killed or race: ``python -m tests.editor.crashing MODE N``.

It runs with the database of DATABASE_URL and prints one line of JSON for each round. Its children are made
by fork, so that twenty of them take seconds.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import django

SMALL = Path(__file__).parents[1] / "rulebook" / "fixtures"
PUBLISHED, OUTDATED = 0, 3
#: A round ends when its child was killed; where that was not its fate, it ends by itself.
Action = Callable[[], None]


def fixtures(number: int, folder: str) -> Path:
    """Write the small rulebook's files as the round with this number has them."""
    directory = Path(folder) / f"round-{number}"
    shutil.copytree(SMALL, directory)
    for name, old in (("50_rules_strategy", "The code can be changed"), ("20_sections", "title_en: Code")):
        path = directory / f"{name}.yaml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, f"{old} {number}"))
    return directory


def state() -> dict[str, object]:
    """Return all that must be before or after, never between, without moments and numbers of rows."""
    from advisor.editor.models import FixtureSet
    from advisor.rulebook.draft import records_from_draft
    from advisor.rulebook.models import Event, FileHead, Version

    draft = repr([(record.kind, record.fields) for record in records_from_draft()])
    current = Version.objects.current()
    return {
        "draft": hashlib.sha256(draft.encode()).hexdigest(),
        "versions": sorted(Version.objects.values_list("hash", flat=True)),
        "in_use": current.hash if current else "",
        "log": Counter(Event.objects.values_list("action", "version")),
        "heads": sorted(FileHead.objects.values_list("file", "text")),
        "sets": Counter(FixtureSet.objects.values_list("role", "name")),
    }


def log_agrees(now: dict[str, object]) -> bool:
    """Tell whether each version was published once, as the log has it, and nothing else was."""
    told = {version: n for (action, version), n in now["log"].items() if action == "published"}
    return told == dict.fromkeys(now["versions"], 1)


def forked(action: Action, die: Callable[[], None] = lambda: None) -> int:
    """Begin a child that does something, with ``die`` set up before; return its number."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        die()
        action()
        connections.close_all()
    except BaseException as error:  # noqa: BLE001 - a child must never run on as its parent
        sys.stderr.write(f"{error!r}\n")
        os._exit(OUTDATED if type(error).__name__ == "Outdated" else 1)
    os._exit(PUBLISHED)


def ended(child: int) -> str:
    """Wait for a child and say how it ended."""
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "killed"
    return {PUBLISHED: "done", OUTDATED: "outdated"}.get(os.WEXITSTATUS(status), "failed")


def killed_after(statements: int) -> Action:
    """Return what lets this process be killed once it has sent so many statements."""

    def set_up() -> None:
        from django.db import connection

        sent = [0]

        def count(execute, sql, params, many, context):
            result = execute(sql, params, many, context)
            sent[0] += 1
            if sent[0] == statements:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        connection.execute_wrappers.append(count)

    return set_up


def killed_at_commit(*, before: bool) -> Action:
    """Return what lets this process be killed right before or right after it commits."""

    def set_up() -> None:
        from django.db import connection

        commit = connection.commit

        def last() -> None:
            if not before:
                commit()
            os.kill(os.getpid(), signal.SIGKILL)

        connection.commit = last

    return set_up


def measured(action: Action) -> tuple[int, float]:
    """Do it in this process; return how many statements it sends and how long it takes, in seconds."""
    from django.db import connection

    sent = [0]

    def count(execute, sql, params, many, context):
        sent[0] += 1
        return execute(sql, params, many, context)

    begun = time.monotonic()
    with connection.execute_wrapper(count):
        action()
    return sent[0], time.monotonic() - begun


def kill(prepare: Callable[[int], Action], kills: int) -> None:
    """Kill as many children: at both sides of the commit, after stepped statements, at random moments."""
    # The first one fills the tables, which takes more statements than the others.
    prepare(0)()
    statements, seconds = measured(prepare(kills + 1))
    chance = random.Random(7)
    stepped = max(1, (kills - 2) * 2 // 3)
    moments = [
        ("before commit", killed_at_commit(before=True)),
        ("after commit", killed_at_commit(before=False)),
    ]
    for step in range(stepped):
        after = 1 + step * (statements - 1) // max(1, stepped - 1)
        moments.append((f"statement {after} of {statements}", killed_after(after)))
    while len(moments) < kills:
        moments.append((f"{chance.uniform(0, seconds / 2):.3f} s", None))
    for number, (moment, die) in enumerate(moments, start=1):
        action = prepare(number)
        before = state()
        child = forked(action, die or (lambda: None))
        if die is None:
            time.sleep(float(moment.split()[0]))
            os.kill(child, signal.SIGKILL)
        how = ended(child)
        after = state()
        again = ended(forked(action))
        finally_ = state()
        told = {
            "moment": moment,
            "ended": how,
            "left": "before" if after == before else "after" if after == finally_ else "between",
            "log agrees": log_agrees(after) and log_agrees(finally_),
            "again": again,
            "moved on": finally_ != before,
        }
        sys.stdout.write(json.dumps(told) + "\n")


def publishing(folder: str) -> Callable[[int], Action]:
    """Return rounds that publish files."""
    from advisor.rulebook.publishing import publish_directory

    def prepare(number: int) -> Action:
        directory = fixtures(number, folder)
        return lambda: publish_directory(directory, label=f"Round {number}", note="Killed")

    return prepare


def taking(folder: str) -> Callable[[int], Action]:
    """Return rounds that take a set of fixtures into the draft."""
    from advisor.editor.fixture_sets import keep
    from advisor.editor.models import FixtureSet
    from advisor.editor.taking import take
    from advisor.rulebook.audit import Actor
    from advisor.rulebook.draft import draft_mark
    from advisor.rulebook.reading import texts_of

    publishing(folder)(-1)()

    def prepare(number: int) -> Action:
        texts = texts_of(fixtures(number, folder))
        kept = keep(FixtureSet.Role.BROUGHT, f"Round {number}", texts, None, draft_mark())

        def action() -> None:
            # As an editor does who is told that nothing was taken, or sees that it was.
            if not FixtureSet.objects.filter(role=FixtureSet.Role.REPLACED, name=kept.name).exists():
                take(kept, draft_mark(), Actor("an editor"), None)

        return action

    return prepare


def race(rounds: int, folder: str) -> None:
    """Let two publish what both have seen, at the same moment, as often as asked for."""
    from advisor.rulebook.draft import draft_mark, replace_draft
    from advisor.rulebook.files import read_records
    from advisor.rulebook.models import Version
    from advisor.rulebook.publishing import Seen, publish_draft

    publishing(folder)(0)()
    for number in range(1, rounds + 1):
        replace_draft(read_records(fixtures(number, folder)))
        before = Version.objects.count()
        seen = Seen(draft_mark(), Version.objects.current().hash)
        at = time.monotonic() + 0.1

        def publish(label: str, seen: Seen = seen, at: float = at) -> Action:
            def action() -> None:
                time.sleep(max(0.0, at - time.monotonic()))
                publish_draft(label=label, note="Race", seen=seen)

            return action

        children = [forked(publish(f"Round {number}, {who}")) for who in ("first", "second")]
        how = sorted(ended(child) for child in children)
        told = {"ended": how, "new": Version.objects.count() - before, "log agrees": log_agrees(state())}
        sys.stdout.write(json.dumps(told) + "\n")


def main(mode: str, rounds: str) -> None:
    """Make the tables and run the rounds."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with tempfile.TemporaryDirectory() as folder:
        if mode == "race":
            race(int(rounds), folder)
        else:
            kill({"publish": publishing, "take": taking}[mode](folder), int(rounds))


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
