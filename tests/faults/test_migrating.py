"""A migration from the oldest store is killed at any moment and begun again, until it comes to its end."""

import signal
import time

import pytest

from tests.faults.places import FULL, variables
from tests.running import running

pytestmark = [pytest.mark.slow, pytest.mark.sweep]
RUNS = 10 if FULL else 1
#: After so many kills in a row it may go on.
KILLS = 5
MIGRATE = ("manage.py", "migrate", "--verbosity", "0")


@pytest.fixture(scope="module")
def oldest(empty, tmp_path_factory):
    """A store of the oldest program, with a draft, a version, an account and assessments."""
    store = empty.copy_to(tmp_path_factory.mktemp("oldest"))
    with running(tmp_path_factory.mktemp("oldest_site"), **variables(store.url)) as site:
        site.run("-m", "tests.faults.oldest")
    return store


@pytest.fixture
def store(oldest, tmp_path):
    """The oldest store, migrated without a stop."""
    store = oldest.copy_to(tmp_path)
    with running(tmp_path, **variables(store.url)) as site:
        site.run(*MIGRATE)
    return store


def test_a_migration_that_was_killed_ends_as_one_that_was_not(oldest, store, tmp_path, chance, tell):
    schema, contents = store.schema(), contents_of(store, oldest)
    assert sum(map(len, contents.values())) > 100
    lasts = seconds_of_a_run(oldest, tmp_path)
    with tell("kill -9 of a migration") as line:
        for number in range(RUNS):
            stopped = oldest.copy_to(made(tmp_path / f"run_{number}"))
            line["runs"] += killed_until_done(stopped, tmp_path, chance, lasts)
            found = contents_of(stopped, oldest)
            line["lost"] += len(different := [table for table in contents if found[table] != contents[table]])
            assert not different
            assert stopped.schema() == schema
            assert stopped.is_sound()


def made(folder):
    """Return a folder, which is made."""
    folder.mkdir()
    return folder


def contents_of(store, oldest):
    """Return what the tables of ours and of accounts hold, in the columns that the oldest store had."""
    columns = {}
    for table, column in sorted(set(oldest.columns()) & set(store.columns())):
        if table.startswith(("assessments_", "rulebook_", "auth_user")):
            columns.setdefault(table, []).append(f'"{column}"')
    return {
        table: sorted(map(str, store.rows(f'SELECT {", ".join(names)} FROM "{table}"')))
        for table, names in columns.items()
    }


def seconds_of_a_run(oldest, folder):
    """Migrate once more; return how long it takes."""
    store = oldest.copy_to(made(folder / "timed"))
    with running(folder, **variables(store.url)) as site:
        begun = time.monotonic()
        site.run(*MIGRATE)
        return time.monotonic() - begun


def killed_until_done(store, folder, chance, lasts):
    """Migrate, and kill it, and again; return how often it was killed before it came to its end."""
    with running(folder, **variables(store.url)) as site:
        for kills in range(KILLS):
            process = site.start(*MIGRATE)
            if process.ended_within(chance.uniform(0.2 * lasts, lasts)):
                assert process.end() == 0, site.said()
                return kills
            assert process.end() == -signal.SIGKILL
        site.run(*MIGRATE)
    return KILLS
