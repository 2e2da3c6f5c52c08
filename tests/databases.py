"""Empty databases of every kind, for tests that begin processes of their own."""

from __future__ import annotations

import os
import re

import psycopg
import pytest

from tests.on_postgres import find_programs, own_server


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(request):
    """The beginning of PostgreSQL's addresses; "" for SQLite."""
    if request.param == "sqlite":
        yield ""
    elif programs := find_programs():
        with own_server(programs) as url:
            yield url.rpartition("/")[0]
    else:
        pytest.skip("no PostgreSQL server is installed")


@pytest.fixture
def environment(server, tmp_path, request):
    """The environment of processes that work with an empty database of this test's own."""
    address = f"sqlite:///{tmp_path / 'fourways.sqlite3'}"
    if server:
        name = re.sub(r"\W", "_", request.node.name)[:60]
        with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{name}"')
        address = f"{server}/{name}"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address}
