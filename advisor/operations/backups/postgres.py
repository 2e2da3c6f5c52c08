"""PostgreSQL: pg_dump of one snapshot; back in one transaction, while others are connected.

pg_restore's own ``--clean`` drops what the dump has, and stops at tables that a newer program has added and
that refer to it. So the script that it writes runs after one that drops every table there is.
"""

from __future__ import annotations

from pathlib import Path

from django.db import connection, transaction

from advisor.operations.backups import programs
from advisor.operations.backups.contents import Contents, contents_of
from advisor.operations.backups.problem import BackupProblem

#: How long a lock is waited for, in seconds, and how often it is tried again.
PATIENCE, TRIES = 30, 5
#: Others held a lock too long, or waited for one of ours while we waited for theirs.
IN_THE_WAY = ("55P03", "40P01")
#: All that migrations can have made in the site's schema, without what extensions keep there.
_EMPTY = """
DO $$
DECLARE statements text[];
        statement text;
BEGIN
  SELECT array_agg(text) INTO statements FROM (
    SELECT format('DROP TABLE IF EXISTS %s CASCADE', oid::regclass) AS text FROM pg_class
      WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_class.oid AND d.deptype = 'e')
    UNION ALL
    SELECT format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure) FROM pg_proc
      WHERE pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e')
  ) AS made;
  FOREACH statement IN ARRAY coalesce(statements, '{}') LOOP EXECUTE statement; END LOOP;
END $$;
"""


def server() -> str:
    """Return the server's version, such as "17.2"."""
    major, minor = divmod(_version(), 10_000)
    return f"{major}.{minor}"


def dump(path: Path) -> Contents:
    """Write a dump in the custom format; say what was in the database at the same moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        # This transaction does nothing while pg_dump works, for as long as that takes.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot(), current_schema()")
        snapshot, schema = cursor.fetchone()
        contents = contents_of(cursor, set(connection.introspection.table_names(cursor)))
        options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--file={path}"]
        waiting = f"--lock-wait-timeout={PATIENCE}s"
        _run("pg_dump", [*options, waiting, f"--snapshot={snapshot}", f"--schema={schema}"])
        return contents


def check(path: Path, server: str) -> None:
    """BackupProblem unless the dump can be read, and is of no newer server than the one here."""
    ours = _major()
    if int(server.partition(".")[0]) > ours:
        raise BackupProblem(f"The dump is of PostgreSQL {server}; the server here is {ours}, which is older.")
    programs.run(programs.find("pg_restore", ours), ["--list", path], {})


def restore(path: Path) -> None:
    """Put the dump in the place of every table, in one transaction: all of it or nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    script, empty = path.with_name("script.sql"), path.with_name("empty.sql")
    empty.write_text(_EMPTY)
    options = ["--no-owner", "--no-privileges", f"--schema={schema}", f"--file={script}"]
    programs.run(programs.find("pg_restore", _major()), [*options, path], {})
    # Our own connection must hold no lock while another one drops the tables.
    connection.close()
    _patiently(["--single-transaction", f"--file={empty}", f"--file={script}"])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _patiently(arguments: list[str]) -> None:
    """Run psql, again where others were in the way."""
    strict = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=VERBOSITY=verbose"]
    for tries_left in reversed(range(TRIES)):
        try:
            return _run("psql", [*strict, *arguments])
        except programs.Failed as error:
            if not tries_left or not any(f"ERROR:  {code}" in error.said for code in IN_THE_WAY):
                raise BackupProblem(f"The database is as it was: {error}") from error
    return None


def _run(name: str, arguments: list[str]) -> None:
    """Run a program against the site's database; the password goes by the environment."""
    program = programs.find(name, _major())
    command, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, arguments)
    given = connection.settings_dict["OPTIONS"].get("options", "")
    limits = f"-c lock_timeout={PATIENCE}s -c statement_timeout=0 -c idle_in_transaction_session_timeout=0"
    programs.run(program, command[1:], {**(environment or {}), "PGOPTIONS": f"{given} {limits}".strip()})


def _major() -> int:
    return _version() // 10_000


def _version() -> int:
    """Return the server's version as one number, such as 170002 for 17.2."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0])
