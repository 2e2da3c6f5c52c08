"""The time of every page as assessments grow: ``python -m benchmarks.growth [postgresql] [sqlite]``.

One site is furnished as for the hostile tests; its pages are found by following links, as an owner without
an account and as a superuser who owns a workspace. Then assessments are added by the database itself
(filling): 100, 10,000 and 1,000,000 (GROWTH says up to how many); one of a hundred is in that workspace.
Each page is opened in turn, again and again. Promise: its median time at each size is at most twice that at
100, and it takes no more queries. A difference below MEASURABLE is none.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.timing import verdict

MOST = int(os.environ.get("GROWTH", "1000000"))
SIZES = [size for size in (100, 10_000, 1_000_000) if size <= MOST]
ROUNDS = 7
FACTOR = 2.0
#: Seconds by which a page may differ in any case: what a busy machine adds now and then.
MEASURABLE = 0.005
DATABASES = ("postgresql", "sqlite")
#: The slowest so many are listed.
LISTED = 12


@dataclass(frozen=True, slots=True)
class Page:
    """An address, and whose browser opens it."""

    role: str
    address: str


@dataclass(frozen=True, slots=True)
class Figure:
    """Median seconds of a page, and its queries."""

    seconds: float
    queries: int


def set_up(url: str) -> None:
    """Make Django ready for a database, with its tables."""
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE_ONLY": "1"}
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    logging.disable(logging.INFO)
    setup_test_environment()
    call_command("migrate", verbosity=0)


def pages_of(ground: Any) -> list[Page]:
    """Return the pages that links lead to, those of the site's own people and those of everybody."""
    from tests.hostile.conftest import RESTING
    from tests.hostile.crawl import explore
    from tests.hostile.ground import INSIDE

    def role_of(address: str) -> str:
        return "superuser" if address.startswith(INSIDE) else "owner"

    site = explore(lambda address: ground.client(role_of(address)), ground.starts, RESTING)
    found = [Page(role_of(address), address) for address, answer in site.answers.items() if _is_page(answer)]
    # The superuser has assessments too: the pages of the workspace's, and of all that are theirs.
    return found + [Page("superuser", page.address) for page in found if page.address == "/"]


def _is_page(answer: Any) -> bool:
    return answer.status_code == 200 and "html" in answer.get("Content-Type", "") and not answer.streaming


def measured(pages: Sequence[Page], browser: Callable[[str], Any]) -> dict[Page, Figure]:
    """Open every page in turn; return what each takes once it is known."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    clients = {page.role: browser(page.role) for page in pages}
    queries = {}
    for page in pages:
        clients[page.role].get(page.address)
        with CaptureQueriesContext(connection) as captured:
            clients[page.role].get(page.address)
        queries[page] = len(captured)
    taken: dict[Page, list[float]] = {page: [] for page in pages}
    for _ in range(ROUNDS):
        for page in pages:
            begun = perf_counter()
            clients[page.role].get(page.address)
            taken[page].append(perf_counter() - begun)
    return {page: Figure(median(taken[page]), queries[page]) for page in pages}


def grown(kind: str) -> bool:
    """Fill the database step by step and measure; return whether the promise is kept."""
    from advisor.accounts.models import Workspace
    from advisor.assessments.models import Assessment
    from advisor.editor.models import EditorJob
    from benchmarks.growth.filling import grow
    from tests.hostile.ground import furnish

    with tempfile.TemporaryDirectory() as folder:
        ground = furnish(Path(folder) / "fixtures")
    EditorJob.objects.update(state=EditorJob.State.CANCELLED)  # it would be taken for left, in the end
    pages = pages_of(ground)
    template = Assessment.objects.get(name="Shop", owner=ground.owned["stranger"], variant="", component="")
    figures: dict[int, dict[Page, Figure]] = {}
    begin = 0
    for size in SIZES:
        started = perf_counter()
        grow(template, Workspace.objects.get(), begin, size)
        print(f"{kind}: {size:,} assessments (written in {perf_counter() - started:.0f} s)", flush=True)
        figures[size], begin = measured(pages, ground.client), size
    return report(kind, figures)


def report(kind: str, figures: Mapping[int, Mapping[Page, Figure]]) -> bool:
    """Print the pages that grow most, and the promise."""
    first = figures[SIZES[0]]
    worst = {page: max(_factor(at[page], first[page]) for at in figures.values()) for page in first}
    more = [page for page in first if any(at[page].queries > first[page].queries for at in figures.values())]
    print(f"{'times':>6}  " + "".join(f"{size:>12,}" for size in SIZES) + "  ms, queries; page")
    for page in sorted(first, key=lambda one: -worst[one])[:LISTED]:
        told = "".join(f"{at[page].seconds * 1000:>9.1f} {at[page].queries:>2}" for at in figures.values())
        print(f"{worst[page]:>6.2f}  {told}  {page.role} {page.address}")
    for page in more:
        print(f"more queries: {[at[page].queries for at in figures.values()]} {page.role} {page.address}")
    slow = sum(factor > FACTOR for factor in worst.values())
    print(f"{kind}: {len(first)} pages, slower than {FACTOR:g} × {slow}, at most 0: {verdict(slow == 0)}")
    print(f"{kind}: pages with more queries {len(more)}, at most 0: {verdict(not more)}")
    return slow == 0 and not more


def _factor(later: Figure, first: Figure) -> float:
    return max(later.seconds - MEASURABLE, first.seconds) / first.seconds


def main(names: list[str]) -> int:
    """Measure the database that is named here; for several, each in a process of its own."""
    from tests.on_postgres import find_programs, own_server

    if len(names) != 1:
        runs = [[sys.executable, "-m", "benchmarks.growth", name] for name in names or DATABASES]
        ended = [subprocess.run(command, check=False).returncode for command in runs]
        return int(any(ended))
    if names[0] == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            set_up(f"sqlite:///{folder}/growth.sqlite3")
            return int(not grown("sqlite"))
    programs = find_programs()
    if names[0] != "postgresql" or programs is None:
        print("there are: sqlite, and postgresql where it is installed (Debian: apt-get install postgresql)")
        return 2
    with own_server(programs) as url:
        set_up(url)
        return int(not grown("postgresql"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
