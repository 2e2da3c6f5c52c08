"""Run the tests that touch the database on PostgreSQL: ``python -m tests.on_postgres [pytest arguments]``.

Takes the server that TEST_POSTGRES_URL names; otherwise starts one of its own from Debian's package, in a
temporary folder, and stops it afterwards. Where neither is possible it says so and succeeds, but with
CI=true it fails.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    for folder in reversed(folders):
        if (folder / "initdb").exists():
            return folder
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def unprivileged() -> list[str]:
    """Return the prefix that drops root, which PostgreSQL refuses to run as."""
    if os.getuid() != 0:
        return []
    user = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
    return ["setpriv", "--reuid", user, "--regid", str(pwd.getpwnam(user).pw_gid), "--clear-groups"]


@contextmanager
def own_server(programs: Path) -> Iterator[str]:
    """Start a server on a socket in a temporary folder; yield its DATABASE_URL."""
    prefix = unprivileged()
    with tempfile.TemporaryDirectory(prefix="fourways-postgres-", ignore_cleanup_errors=True) as folder:
        if prefix:
            shutil.chown(folder, prefix[2])
        data, port = f"{folder}/data", 54329
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
        subprocess.run([*prefix, programs / "initdb", "-D", data, "-U", "fourways", "-A", "trust"], **quiet)
        options = f"-k {folder} -p {port} -c listen_addresses='' -c fsync=off -c max_connections=50"
        control = [*prefix, programs / "pg_ctl", "-D", data, "-w"]
        subprocess.run([*control, "-l", f"{folder}/log", "-o", options, "start"], **quiet)
        try:
            yield f"postgres://fourways@{folder.replace('/', '%2F')}:{port}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)


def run(url: str, arguments: list[str]) -> int:
    """Run pytest against the server at ``url``, without journeys, slow tests and what needs no database."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-m",
        "not browser and not slow and not sweep",
        *arguments,
    ]
    environment = {**os.environ, "DATABASE_URL": url, "TEST_DATABASE_ONLY": "1"}
    return subprocess.run(command, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    """Find a server and run; see the module's text."""
    if url := os.environ.get("TEST_POSTGRES_URL"):
        return run(url, arguments)
    programs = find_programs()
    if programs is None:
        sys.stdout.write(
            "PostgreSQL: not tested, no server is installed (Debian: apt-get install postgresql)\n"
        )
        return int(os.environ.get("CI") == "true")
    with own_server(programs) as url:
        sys.stdout.write("PostgreSQL: the tests of the database once more, on a server of its own\n")
        sys.stdout.flush()
        return run(url, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
