"""Backups and restores beside writers, and killed: ``python -m tests.operations.backups.running MODE``.

It runs with the database of DATABASE_URL and prints one line of JSON for each round. Its children are made by
fork, in groups of their own, so that a kill reaches the programs that they have started.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import django

#: Rows that make a restore last long enough to be killed in.
MANY = 20_000
WRITERS = 3


def forked(action: Callable[[], None]) -> int:
    """Begin a child in a group of its own; return its number."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    os.setpgid(0, 0)
    try:
        action()
        connections.close_all()
    except BaseException as error:  # noqa: BLE001 - a child must never run on as its parent
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)
    os._exit(0)


def stopped(child: int, number: int = signal.SIGKILL) -> None:
    """Kill a child with all that it has started, and wait until it is gone."""
    os.killpg(child, number)
    os.waitpid(child, 0)


@contextmanager
def writers(pair: list[int], told: Path, stop: Path):
    """Let processes write until the end; each line in ``told`` is a write that was acknowledged."""
    children = [forked(lambda n=n: write(pair, str(n), told / str(n), stop)) for n in range(WRITERS)]
    try:
        yield
    finally:
        stop.touch()
        assert [os.waitpid(child, 0)[1] for child in children] == [0] * WRITERS


def write(pair: list[int], name: str, told: Path, stop: Path) -> None:
    """Save the same answer to two assessments in one transaction, again and again."""
    from django.db import DatabaseError, connection, transaction

    from advisor.assessments import actions
    from advisor.assessments.models import Assessment

    number = 0
    with told.open("w", buffering=1) as file:
        while not stop.exists():
            number += 1
            question = f"q{name}-{number}"
            try:
                with transaction.atomic():
                    for assessment in Assessment.objects.filter(pk__in=pair).order_by("pk"):
                        actions.save_answer(assessment, question, number, "", None)
            except DatabaseError:
                # As the site does, which answers 503 and asks to try again.
                connection.close()
                continue
            file.write(f"{question}\n")


def acknowledged(told: Path) -> set[str]:
    """Return the questions that writers have told of so far."""
    return {line for path in told.iterdir() for line in path.read_text().split("\n")[:-1]}


def stored(pair: list[int]) -> list[set[str]]:
    """Return the questions that each of the two assessments has an answer to."""
    from advisor.assessments.models import Answer

    return [
        set(Answer.objects.filter(assessment=pk, question__startswith="q").values_list("question", flat=True))
        for pk in pair
    ]


def prepared() -> list[int]:
    """Make the tables and two assessments; return their keys."""
    from django.core.management import call_command

    from tests.factories import make_assessment

    call_command("migrate", verbosity=0)
    return [make_assessment(rulebook="sha256:any", name=name).pk for name in ("left", "right")]


def tell(**words: object) -> None:
    """Print one line of JSON."""
    sys.stdout.write(json.dumps(words) + "\n")


def backing_up(folder: Path) -> None:
    """Back up while others write; then see what each backup holds."""
    from advisor.operations.backups.making import make_backup
    from advisor.operations.backups.restoring import restore_backup

    pair, told = prepared(), folder / "told"
    told.mkdir()
    made = []
    with writers(pair, told, folder / "stop"):
        time.sleep(0.5)
        for number in range(3):
            before = acknowledged(told)
            made.append((make_backup(folder / f"{number}.zip"), before))
    after = acknowledged(told)
    for one, before in made:
        restore_backup(one.path, folder)
        left, right = stored(pair)
        tell(
            even=left == right,
            holds_all_from_before=before <= left,
            new_ones=len(after - left),
            counted=one.manifest.counts["assessments_answer"] == len(left) + len(right),
        )


def restoring(folder: Path) -> None:
    """Restore while others write, who go on without a new start."""
    from advisor.operations.backups.making import make_backup
    from advisor.operations.backups.restoring import restore_backup

    pair, told = prepared(), folder / "told"
    told.mkdir()
    empty = make_backup(folder / "empty.zip")
    with writers(pair, told, folder / "stop"):
        time.sleep(0.5)
        for _ in range(3):
            replaced = acknowledged(told)
            restore_backup(empty.path, folder)
            restored = acknowledged(told)
            time.sleep(0.5)
            # What was told of after the restore was written after it, and is there.
            here, since = stored(pair), acknowledged(told) - restored
            left, right = here
            tell(even=left <= right, gone=not replaced & left, since=len(since) > 0)
    left, right = stored(pair)
    since = acknowledged(told) - restored
    tell(even=left == right, gone=not replaced & left, since=since <= left and len(since) > 0)


def killed(folder: Path, kills: int) -> None:
    """Kill restores while they replace the database, with the programs that they have started."""
    from advisor.assessments.models import Answer
    from advisor.operations.backups.making import make_backup
    from advisor.operations.backups.restoring import restore_backup
    from tests.operations.backups.store import digest

    pair = prepared()
    rows = (Answer(assessment_id=pair[0], question=f"q{n}", note="x" * 200) for n in range(MANY))
    empty = make_backup(folder / "empty.zip").path
    Answer.objects.bulk_create(rows, batch_size=2000)
    full = make_backup(folder / "full.zip").path
    begun, states, seconds = folder / "begun", {}, {}
    with telling(begun):
        for path in (empty, full):
            restore_backup(path, folder)
            seconds[path] = time.time() - begun.stat().st_mtime
            states[path] = digest()
    chance = random.Random(7)
    now = full
    for _ in range(kills):
        target = empty if now == full else full
        begun.unlink()
        with telling(begun):
            child = forked(lambda target=target: restore_backup(target, folder))
        while not begun.exists():
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 1) * seconds[target])
        stopped(child)
        left = digest()
        begun.touch()
        restore_backup(target, folder)
        tell(
            left="before" if left == states[now] else "after" if left == states[target] else "between",
            again=digest() == states[target],
        )
        now = target


@contextmanager
def telling(begun: Path):
    """Let a restore touch a file when it begins to replace the database."""
    from advisor.operations.backups.databases import live

    _vendor, module = live()
    restore = module.restore

    def touching(path: Path) -> None:
        begun.touch()
        restore(path)

    module.restore = touching
    try:
        yield
    finally:
        module.restore = restore


def main(mode: str, *counts: str) -> None:
    """Run the rounds of a mode."""
    with tempfile.TemporaryDirectory() as folder:
        modes = {"backing_up": backing_up, "restoring": restoring, "killed": killed}
        modes[mode](Path(folder), *map(int, counts))


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
