"""Processes of the site as in production: web processes and workers on one database, which tests may kill."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parent.parent


def free_port():
    """Return the number of a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class Process:
    """A process and all that it starts; what it says is in a file."""

    def __init__(self, command, environment, log, root=ROOT, prefix=()):
        self.log = log
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                [*prefix, sys.executable, *command],
                cwd=root,
                env=environment,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.number = self._process.pid

    def ended_within(self, seconds):
        """Wait so long for its end; tell whether it came."""
        try:
            self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def end(self, number=signal.SIGKILL):
        """Send a signal to it and to what it has started; return how it ended."""
        if self._process.poll() is None:
            os.killpg(self.number, number)
        return self._process.wait(timeout=60)


class Web(Process):
    """A web server: gunicorn on a port of its own, with one process unless options say more."""

    def __init__(self, environment, log, *options, port=None, root=ROOT, prefix=()):
        bind = f"127.0.0.1:{port or free_port()}"
        self.address = f"http://{bind}"
        options = options or ("--workers", "1", "--threads", "4")
        command = ["-m", "gunicorn", "advisor.wsgi", "--bind", bind, *options]
        super().__init__(command, environment, log, root, prefix)

    def workers(self):
        """Return the numbers of the processes that answer."""
        children = Path(f"/proc/{self.number}/task/{self.number}/children").read_text()
        return [int(number) for number in children.split()]


class Visitor:
    """Somebody with cookies, who asks whichever web process is named."""

    def __init__(self, cookies):
        self._session = requests.Session()
        self._session.cookies.update(cookies)
        self._session.trust_env = False

    def get(self, web, path, **headers):
        return self._session.get(web.address + path, headers=headers, timeout=30)

    def post(self, web, path, data=(), page="", **headers):
        """Send a form as the page at this path, or at another, would; do not follow where it leads."""
        self.get(web, page or path).raise_for_status()
        token = self._session.cookies["csrftoken"]
        return self._session.post(
            web.address + path,
            data=[*data, ("csrfmiddlewaretoken", token)],
            headers=headers,
            allow_redirects=False,
            timeout=30,
        )


class Site:
    """Starts processes on one database; ``variables`` are the environment, ``root`` is where the code is."""

    def __init__(self, folder, root=ROOT, **variables):
        self._folder, self.root = folder, root
        keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        defaults = {
            "DJANGO_SETTINGS_MODULE": "advisor.settings",
            "SECRET_KEY": "only-for-tests",
            "DEBUG": "on",
            "PYTHONUNBUFFERED": "1",
        }
        self._environment = {**keep, **defaults, **variables}
        self.processes = []

    def run(self, *command):
        """Run a command to its end; return what it writes."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=self.root,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def web(self, *options, port=None, prefix=(), **variables):
        """Start a web server; ``options`` are gunicorn's, ``prefix`` is a command that starts it."""
        environment = {**self._environment, **variables}
        where = {"port": port, "root": self.root, "prefix": prefix}
        return self._started(Web(environment, self._log("web"), *options, **where))

    def worker(self, *options):
        return self.start("manage.py", "worker", "--interval", "0.2", *options)

    def start(self, *command):
        """Start a command; its log is named after its second word."""
        return self._started(Process(command, self._environment, self._log(command[1]), self.root))

    def end(self):
        for process in self.processes:
            process.end()

    def said(self):
        """Return the last of what every process said."""
        return "\n".join(f"── {one.log.name}\n{one.log.read_text()[-3000:]}" for one in self.processes)

    def _log(self, kind):
        return self._folder / f"{kind}-{len(self.processes)}.log"

    def _started(self, process):
        self.processes.append(process)
        return process


@contextmanager
def running(folder, root=ROOT, **variables):
    """Yield a site whose processes are gone afterwards."""
    site = Site(folder, root, **variables)
    try:
        yield site
    finally:
        site.end()


def wait_for(found, seconds=60, every=0.05):
    """Ask again and again until something is found; return it. AssertionError after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(every)
    raise AssertionError(f"not within {seconds} seconds")
