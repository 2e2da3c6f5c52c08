"""The disk is full: pages that read go on, what is not saved is told so; with space again all goes on."""

import tempfile
from pathlib import Path

import pytest

from tests.faults.disks import full, small_disk
from tests.faults.judging import wrong
from tests.faults.looking import not_shown, probes
from tests.faults.places import crowd_of, served
from tests.faults.stores import answers
from tests.running import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.sweep]
#: An answer with such a note finds no room in what is there already.
LONG = 9_000
MEGABYTES = 64


@pytest.fixture
def disk():
    """A small disk that every account can reach."""
    with tempfile.TemporaryDirectory(prefix="fourways-disk-") as folder:
        Path(folder).chmod(0o755)
        with small_disk(Path(folder) / "disk", MEGABYTES) as disk:
            yield disk


@pytest.fixture
def store(filled, disk):
    """A database on the small disk; of PostgreSQL its tables."""
    with filled[0].on(disk) as store:
        yield store


@pytest.fixture
def crowd(told, chance):
    """Sixteen tabs that write long notes."""
    return crowd_of(told, chance, length=LONG)


def test_on_a_full_disk_one_can_read_and_nothing_acknowledged_is_lost(site, store, disk, told, crowd, tell):
    with tell("disk full") as line:
        web = served(site)
        crowd.start(web.address)
        crowd.go_on()
        with full(disk):
            wait_for(lambda: any(503 in tab.statuses for tab in crowd.tabs))
            crowd.stop()
            assert not_shown(web, told) == []
            assert probes(web) == (200, 200)
            assert wrong(crowd.saves, answers(store)) == []
        crowd.start(web.address)
        crowd.go_on()
        crowd.stop()
        assert not_shown(web, told) == []
        problems = wrong(crowd.saves, answers(store))
        line |= {"runs": 1, "acknowledged": crowd.acknowledged, "lost": len(problems)}
        line["errors"] = len(unexpected := crowd.unexpected(200, 302, 409, 503))
    assert not problems
    assert not unexpected
    assert store.is_sound()
