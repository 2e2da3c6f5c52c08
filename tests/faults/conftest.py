"""A filled database of each kind, a site on a copy of it for each test, and the table of the outcomes."""

import json
import random
import sys
import tempfile
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from tests.faults.places import SEED, crowd_of, variables
from tests.faults.stores import Postgres, Sqlite
from tests.on_postgres import Server, find_programs
from tests.running import running

ASSESSMENTS = 6
COLUMNS = ("fault", "database", "runs", "acknowledged", "lost", "errors", "seconds")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def empty(request, tmp_path_factory):
    """A database without tables; PostgreSQL's is on a server of its own that stores for good."""
    if request.param == "sqlite":
        yield Sqlite(tmp_path_factory.mktemp("empty"))
        return
    programs = find_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="fourways-faults-", ignore_cleanup_errors=True) as folder:
        server = Server(programs, folder, "fsync=on", "max_connections=50")
        server.make()
        server.start()
        try:
            yield Postgres(server)
        finally:
            server.stop()


@pytest.fixture(scope="session")
def filled(empty, tmp_path_factory):
    """A database that other tests copy, with what there is in it: the cookies, and the assessments' codes."""
    store = empty.copy_to(tmp_path_factory.mktemp("filled"))
    with running(tmp_path_factory.mktemp("site"), **variables(store.url)) as site:
        return store, json.loads(site.run("-m", "tests.filling", str(ASSESSMENTS)))


@pytest.fixture
def store(filled, tmp_path):
    """A database of this test's own, with six assessments of one owner, and an editor."""
    return filled[0].copy_to(tmp_path)


@pytest.fixture
def told(filled):
    """What there is: cookies of the owner and the editor, and the codes of the assessments."""
    return SimpleNamespace(**filled[1])


@pytest.fixture
def chance(request):
    """The test's own stream of numbers, from FAULTS_SEED."""
    sys.stdout.write(f"FAULTS_SEED={SEED}\n")
    return random.Random(f"{SEED} {request.node.name}")


@pytest.fixture
def site(store, tmp_path):
    """A site on the database; its processes are gone afterwards."""
    with running(
        tmp_path, **variables(store.url, PROMETHEUS_MULTIPROC_DIR=str(tmp_path / "figures"))
    ) as site:
        try:
            yield site
        finally:
            sys.stdout.write(site.said())


@pytest.fixture
def crowd(told, chance):
    """Sixteen tabs on six assessments of one owner."""
    return crowd_of(told, chance)


@pytest.fixture
def tell(record_property, store):
    """Note one line of the table: ``with tell("fault") as line: line["runs"] = 3``; "lost" fails the test."""

    @contextmanager
    def telling(fault):
        line = dict.fromkeys(COLUMNS, 0) | {"fault": fault, "database": store.name}
        begun = time.monotonic()
        yield line
        line["seconds"] = round(time.monotonic() - begun, 1)
        record_property("fault", line)

    return telling


def pytest_terminal_summary(terminalreporter):
    """Print the table."""
    reports = [one for those in ("passed", "failed") for one in terminalreporter.stats.get(those, [])]
    lines = [dict(report.user_properties)["fault"] for report in reports if dict(report.user_properties)]
    if not lines:
        return
    terminalreporter.section(f"faults, FAULTS_SEED={SEED}")
    rows = [COLUMNS, *([str(line[name]) for name in COLUMNS] for line in lines)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(COLUMNS))]
    for row in rows:
        terminalreporter.line("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
