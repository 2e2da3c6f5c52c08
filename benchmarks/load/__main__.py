"""The site under load, as in production: ``python -m benchmarks.load [postgresql] [sqlite]``.

On PostgreSQL two web processes and 200 visitors, on SQLite one process and 30, ten minutes each
(LOAD_MINUTES, LOAD_USERS, LOAD_SEED say otherwise), after every kind of file was written many times.
Visitors, server and database share this machine.
Promises: no error; 95 of 100 answers within 150 ms; the memory of the web processes in the last fifth of
the run at most a twentieth above that in the second fifth.
"""

from __future__ import annotations

# locust makes the standard library cooperative, so it comes before all others.
import locust  # isort: skip
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gevent
import psutil
from locust.env import Environment

from benchmarks.load.users import SEED, EditorUser, OwnerUser, WarmingUser
from benchmarks.load.watching import Watch
from benchmarks.timing import verdict
from tests.faults import places
from tests.on_postgres import find_programs, own_server
from tests.running import running

MINUTES = float(os.environ.get("LOAD_MINUTES", "10"))
#: Database → visitors, web processes.
RUNS = {"postgresql": (200, 2), "sqlite": (30, 1)}
SLOWEST_ANSWER = 150
MOST_GROWTH = 1.05
#: Visitors that come in a second, until all are there.
ARRIVE = 5
EDITORS = 10
LOOK_EVERY = 2.0
WARM_SECONDS = float(os.environ.get("LOAD_WARM", "90"))


@contextmanager
def database(kind: str, folder: str) -> Iterator[str]:
    """Yield the DATABASE_URL of an empty database; SystemExit where PostgreSQL is not installed."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/load.sqlite3"
        return
    programs = find_programs()
    if programs is None:
        raise SystemExit("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with own_server(programs, "fsync=on") as url:
        yield url


@contextmanager
def filled(kind: str, workers: int) -> Iterator[tuple[Any, list[Any]]]:
    """Yield a server on a filled database, and the cookies of editors."""
    with (
        tempfile.TemporaryDirectory() as folder,
        database(kind, folder) as url,
        running(Path(folder), **places.variables(url)) as site,
    ):
        editors = json.loads(site.run("-m", "benchmarks.load.fill", str(EDITORS)))
        yield places.served(site, WEB_WORKERS=str(workers)), editors


def run(kind: str) -> bool:
    """Put one database under load and tell what came of it; return whether all promises are kept."""
    users, workers = RUNS[kind]
    users = int(os.environ.get("LOAD_USERS", users))
    with filled(kind, workers) as (web, editors):
        EditorUser.cookies = editors
        watch = Watch([psutil.Process(number) for number in web.workers()])
        warm_up(web, workers)
        environment = Environment(user_classes=[OwnerUser, EditorUser], host=web.address)
        runner = environment.create_local_runner()
        runner.start(users, spawn_rate=ARRIVE)
        gevent.sleep(users / ARRIVE + 2)
        environment.stats.reset_all()
        watch.begin()
        seconds = MINUTES * 60
        for turn in range(int(seconds / LOOK_EVERY)):
            watch.look(turn * LOOK_EVERY)
            gevent.sleep(LOOK_EVERY)
        cores = watch.cores(seconds)
        runner.stop()
        told = f"{users} visitors, {workers} web processes, {MINUTES:g} minutes, LOAD_SEED={SEED}"
        print(f"{kind}: {told}")
        return report(kind, environment.stats, watch, cores, seconds)


def warm_up(web: Any, workers: int) -> None:
    """Let each process write every kind of file many times: what libraries keep of it is not growth."""
    environment = Environment(user_classes=[WarmingUser], host=web.address)
    runner = environment.create_local_runner()
    runner.start(2 * workers, spawn_rate=10)
    gevent.sleep(WARM_SECONDS)
    runner.stop()


def report(kind: str, stats: Any, watch: Watch, cores: float, seconds: float) -> bool:
    """Print the table and a line for each promise."""
    print(f"{'what':<24}{'number':>8}{'per s':>8}{'median':>8}{'p95':>8}{'p99':>8}{'most':>8}   ms")
    entries = sorted(stats.entries.values(), key=lambda one: -one.num_requests)
    for one in [*entries, stats.total]:
        times = [one.get_response_time_percentile(part) or 0 for part in (0.5, 0.95, 0.99)]
        figures = "".join(f"{time:>8.0f}" for time in [*times, one.max_response_time])
        print(f"{one.name:<24}{one.num_requests:>8}{one.num_requests / seconds:>8.2f}{figures}")
    for problem in stats.errors.values():
        print(f"error: {problem.method} {problem.name}: {problem.error} ({problem.occurrences} times)")
    print(f"the web processes kept {cores:.2f} of {psutil.cpu_count()} cores busy")
    answers = next(one for one in entries if one.name == "answer")
    slowest = answers.get_response_time_percentile(0.95)
    early, late = watch.between(seconds * 0.2, seconds * 0.4), watch.between(seconds * 0.8, seconds)
    failed = sum(one.occurrences for one in stats.errors.values())
    kept = {
        f"{kind}: requests that failed {failed}, at most 0": failed == 0,
        f"{kind}: p95 of an answer {slowest} ms, at most {SLOWEST_ANSWER}": slowest <= SLOWEST_ANSWER,
        f"{kind}: memory {early:.0f} → {late:.0f} MiB, × {late / early:.3f}, at most {MOST_GROWTH}": (
            late <= early * MOST_GROWTH
        ),
    }
    for told, is_kept in kept.items():
        print(f"{told}: {verdict(is_kept)}")
    return all(kept.values())


def main(names: list[str]) -> int:
    """Put the databases named, or all, under load."""
    if unknown := [name for name in names if name not in RUNS]:
        print(f"no database is called {', '.join(unknown)}; there are: {', '.join(RUNS)}")
        return 2
    kept = [run(kind) for kind in names or RUNS]
    return int(not all(kept))


if __name__ == "__main__":
    print(f"locust {locust.__version__}")
    sys.exit(main(sys.argv[1:]))
