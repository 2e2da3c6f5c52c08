"""PostgreSQL's connections: pooled, bounded in time, replaced when they die."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.middleware import SessionMiddleware

from advisor.database import configured
from tests.databases import environment, server

__all__ = ["environment", "server"]
ROOT = Path(__file__).resolve().parents[1]
POSTGRES = {"ENGINE": "django.db.backends.postgresql", "NAME": "x", "CONN_MAX_AGE": 60}


def test_without_wishes_a_connection_is_kept_for_a_minute_and_checked():
    told = configured(POSTGRES, pool=0, statement=0, idle=0)
    assert told == {**POSTGRES, "CONN_HEALTH_CHECKS": True, "OPTIONS": {}}


def test_a_pool_keeps_connections_itself():
    told = configured(POSTGRES, pool=4, statement=0, idle=0, threads=8)
    assert told["CONN_MAX_AGE"] == 0
    assert told["OPTIONS"]["pool"]["max_size"] == 4
    assert told["OPTIONS"]["pool"]["max_waiting"] == 7


def test_limits_stand_beside_what_the_address_says():
    database = {**POSTGRES, "OPTIONS": {"sslmode": "require", "options": "-c search_path=ours"}}
    told = configured(database, pool=0, statement=30, idle=60)
    assert told["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c search_path=ours -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s",
    }
    assert database["OPTIONS"]["options"] == "-c search_path=ours"


def test_sqlite_has_neither_pool_nor_limits(tmp_path):
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "new" / "x.sqlite3")}
    told = configured(database, pool=4, statement=30, idle=60)
    assert "pool" not in told["OPTIONS"]
    assert (tmp_path / "new").is_dir()


def test_sessions_stay_in_the_database():
    assert issubclass(SessionMiddleware(lambda request: None).SessionStore, SessionStore)


CROWD = """
import json, threading, time, django
django.setup()
from django.db import DatabaseError, connection
def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
told = {"timeout": ask("SHOW statement_timeout"), "idle": ask("SHOW idle_in_transaction_session_timeout")}
try:
    ask("SELECT pg_sleep(30)")
except DatabaseError as error:
    told["slow"] = str(error).split("\\n")[0]
connection.close()
def one():
    told.setdefault("pids", set()).add(ask("SELECT pg_backend_pid() FROM pg_sleep(0.05)"))
    connection.close()
threads = [threading.Thread(target=one) for _ in range(12)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
told["pids"] = len(told["pids"])
import psycopg
given = connection.settings_dict
at = {"host": given["HOST"], "port": given["PORT"], "user": given["USER"], "dbname": given["NAME"]}
with psycopg.connect(**at) as other:
    other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()")
told["after the connections died"] = ask("SELECT 1")
connection.close()
connection.close_pool()
print(json.dumps(told))
"""


@pytest.mark.slow
@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
def test_twelve_threads_share_three_connections_which_are_replaced_when_they_die(environment):
    limits = {"STATEMENT_TIMEOUT": "1", "IDLE_IN_TRANSACTION_TIMEOUT": "7"}
    limits |= {"DATABASE_POOL": "3", "WEB_THREADS": "12"}
    done = subprocess.run(
        [sys.executable, "-c", CROWD], cwd=ROOT, env={**os.environ, **environment, **limits},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["timeout"], told["idle"]) == ("1s", "7s")
    assert "statement timeout" in told["slow"]
    assert 1 < told["pids"] <= 3
    assert told["after the connections died"] == 1
