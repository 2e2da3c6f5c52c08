"""Databases that tests fill, look into beside the site, and let fail."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import uuid
from contextlib import closing, contextmanager

import psycopg

from tests.on_postgres import unprivileged

#: Every answer with its assessment's code, and whether the assessment was changed no earlier.
ANSWERS = """
SELECT a.code, q.question, q.revision, q.given, q.value, q.note, a.updated_at >= q.saved_at
FROM assessments_answer q JOIN assessments_assessment a ON a.id = q.assessment_id
"""
MIGRATIONS = "SELECT app, name FROM django_migrations"
#: How PostgreSQL tells of columns, indexes, and what has to hold.
MADE = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) "
    "FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
)


class Sqlite:
    """A file of SQLite in a folder of its own."""

    name = "SQLite"

    def __init__(self, folder):
        self.folder = folder / "database"
        self.file = self.folder / "fourways.sqlite3"
        self.url = f"sqlite:///{self.file}"
        self.folder.mkdir()
        self.file.touch()

    def rows(self, query):
        """Return the rows of a query; what was written is read."""
        with closing(sqlite3.connect(self.file, timeout=20)) as beside:
            rows = beside.execute(query).fetchall()
            beside.commit()
            return rows

    def copy_to(self, folder):
        """Return another database with the same in it."""
        other = Sqlite(folder)
        shutil.copy(self.file, other.file)
        return other

    @contextmanager
    def on(self, disk):
        """Yield another database with the same in it that is on a disk."""
        yield self.copy_to(disk)

    def schema(self):
        """Return all that tells how the tables are made, and which migrations made them."""
        made = self.rows("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return sorted(map(str, made + self.rows(MIGRATIONS)))

    def columns(self):
        """Return (table, column) of all there are."""
        return self.rows("SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c")

    def lose(self):
        """Let it be gone."""
        self.folder.rename(self.folder.with_name("elsewhere"))

    def find(self):
        """Let it be back."""
        self.folder.with_name("elsewhere").rename(self.folder)

    @contextmanager
    def read_only(self):
        """Let nothing be written by connections that begin from now on, while others are open."""
        with closing(sqlite3.connect(self.file)) as beside:
            beside.execute("SELECT count(*) FROM django_session").fetchone()
            self._let("a-w")
            try:
                yield
            finally:
                self._let("u+w")

    def _let(self, mode):
        subprocess.run(["chmod", "--recursive", mode, self.folder], check=True)

    def is_sound(self):
        """Whether the file holds together."""
        return self.rows("PRAGMA integrity_check") == [("ok",)]


class Postgres:
    """A database of a server of PostgreSQL."""

    name = "PostgreSQL"

    def __init__(self, server, database="postgres"):
        self.server = server
        self.database = database
        self.url = f"{server.url.rpartition('/')[0]}/{database}"

    def rows(self, query):
        """Return the rows of a query; what was written is read."""
        with psycopg.connect(self.url) as beside:
            cursor = beside.execute(query)
            return cursor.fetchall() if cursor.description else []

    def copy_to(self, folder):
        """Return another database with the same in it, named after the folder."""
        name = re.sub(r"\W", "_", folder.name)[:60].lower()
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{self.database}"')
        return Postgres(self.server, name)

    @contextmanager
    def on(self, disk):
        """Yield another database with the same in it whose tables are on a disk, but not the server's log."""
        tables = disk / "tables"
        tables.mkdir()
        if prefix := unprivileged():
            shutil.chown(tables, prefix[2])
        self._do(f"CREATE TABLESPACE small LOCATION '{tables}'")
        self._do(f'CREATE DATABASE small TEMPLATE "{self.database}" TABLESPACE small')
        try:
            yield Postgres(self.server, "small")
        finally:
            self._do("DROP DATABASE small WITH (FORCE)", "DROP TABLESPACE small")

    def _do(self, *commands):
        with psycopg.connect(self.server.url, autocommit=True) as admin:
            for command in commands:
                admin.execute(command)

    def schema(self):
        """Return all that tells how the tables are made, and which migrations made them."""
        return sorted(str(row) for query in (*MADE, MIGRATIONS) for row in self.rows(query))

    def columns(self):
        """Return (table, column) of all there are."""
        return self.rows(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        )

    def lose(self):
        """Let the server be gone, as if it were killed."""
        self.server.stop("immediate")

    def find(self):
        """Let the server be back."""
        self.server.start()

    @contextmanager
    def read_only(self):
        """Let no transaction write, also of connections that are open."""
        self._set("on")
        try:
            yield
        finally:
            self._set("off")

    def _set(self, mode):
        self._do(
            "SET default_transaction_read_only = off",
            f"ALTER SYSTEM SET default_transaction_read_only = {mode}",
            "SELECT pg_reload_conf()",
        )

    def is_sound(self):
        """Whether every table can be read wholly."""
        tables = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return all(self.rows(f'SELECT count(t::text) FROM "{name}" t') for (name,) in tables)


def answers(store):
    """Return what is stored: (assessment's code, question) → (revision, given, value, note, is whole)."""
    told = {}
    for code, question, revision, given, value, note, whole in store.rows(ANSWERS):
        value = json.loads(value) if isinstance(value, str) and store.name == "SQLite" else value
        told[str(uuid.UUID(str(code))), question] = (revision, bool(given), value, note, bool(whole))
    return told
