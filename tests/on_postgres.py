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

PORT = 54329


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


class Server:
    """A server of our own on a socket in a folder, which its user can write to; ``options`` are settings."""

    def __init__(self, programs: Path, folder: str, *options: str) -> None:
        self._prefix, self._programs, self._folder = unprivileged(), programs, folder
        self._data, self._options = f"{folder}/data", options
        if self._prefix:
            shutil.chown(folder, self._prefix[2])
        self.url = f"postgres://fourways@{folder.replace('/', '%2F')}:{PORT}/postgres"

    def make(self, *options: str) -> None:
        """Make its files; ``options`` are those of initdb."""
        self._run("initdb", "-D", self._data, "-U", "fourways", "-A", "trust", *options)

    def start(self) -> None:
        """Start it and wait until it answers."""
        said = " ".join(f"-c {option}" for option in self._options)
        options = f"-k {self._folder} -p {PORT} -c listen_addresses='' {said}"
        self._control("-l", f"{self._folder}/log", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it as pg_ctl's mode says."""
        self._control("-m", mode, "stop")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", self._data, "-w", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self._prefix, self._programs / program, *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self._folder)


@contextmanager
def own_server(programs: Path, *options: str) -> Iterator[str]:
    """Start a server for tests in a temporary folder, with other settings too; yield its DATABASE_URL."""
    with tempfile.TemporaryDirectory(prefix="fourways-postgres-", ignore_cleanup_errors=True) as folder:
        server = Server(programs, folder, "fsync=off", "max_connections=50", *options)
        server.make()
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


def run(url: str, arguments: list[str]) -> int:
    """Run pytest against the server at ``url``, without what is slow or alike on every database."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        *("-n", "3", "--dist", "worksteal"),
        "-m",
        "not browser and not slow and not sweep and not any_database",
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
