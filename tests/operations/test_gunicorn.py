"""Several processes are one site to whoever watches it, also when one of them is replaced."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "only-prometheus-knows"
COUNT = re.compile(r'^fourways_request_duration_seconds_count\{[^}]*route="none"[^}]*\} (\S+)$', re.M)
SECONDS = 30


def variables(folder, **more):
    return {
        "PROMETHEUS_MULTIPROC_DIR": f"{folder}/figures",
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "only-for-tests",
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "METRICS_TOKEN": TOKEN,
        "ALLOWED_HOSTS": "127.0.0.1",
        "LOG_FORMAT": "json",
        # Static files need not be collected then.
        "DEBUG": "on",
        **more,
    }


def gunicorn(**given):
    command = [sys.executable, "-m", "gunicorn", "--config", ROOT / "deploy/gunicorn.conf.py", "advisor.wsgi"]
    return {"args": command, "cwd": ROOT, "env": given}


@contextmanager
def served(folder, **more):
    """Serve a site without tables; yield its address, its process and the file of its log."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = variables(
        folder, BIND=f"127.0.0.1:{port}", PROMETHEUS_MULTIPROC_DIR=str(folder / "figures"), **more
    )
    log = folder / "log"
    with (
        log.open("w") as out,
        subprocess.Popen(**gunicorn(**given), stdout=out, stderr=subprocess.STDOUT) as server,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(lambda: status(f"{address}/healthz") == 200)
            yield address, server, log
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(SECONDS)


def wait_for(condition):
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, "did not come about in time"
        time.sleep(0.1)


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return response.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def counted(address):
    asked = urllib.request.Request(f"{address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(asked, timeout=5) as response:
        return sum(float(one) for one in COUNT.findall(response.read().decode()))


def workers(server):
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


@pytest.mark.slow
def test_figures_are_of_all_processes_and_go_on_where_one_was_killed(tmp_path):
    with served(tmp_path, WEB_WORKERS="2") as (address, server, log):
        wait_for(lambda: len(workers(server)) == 2)
        for _ in range(40):
            status(f"{address}/nowhere/")
        assert {counted(address) for _ in range(10)} == {40}
        files = sorted(one.name for one in (tmp_path / "figures").iterdir())
        for pid in workers(server):
            os.kill(pid, signal.SIGKILL)
            wait_for(lambda gone=pid: gone not in workers(server) and len(workers(server)) == 2)
        wait_for(lambda: status(f"{address}/healthz") == 200)
        for _ in range(40):
            status(f"{address}/nowhere/")
        assert {counted(address) for _ in range(10)} == {80}
        assert sorted(one.name for one in (tmp_path / "figures").iterdir()) == files
    assert '"route": "-"' in log.read_text()
    assert "nowhere" not in log.read_text()
    assert '"logger": "gunicorn.error"' in log.read_text()


@pytest.mark.parametrize("name", ["WEB_WORKERS", "WEB_TIMEOUT"])
def test_what_is_not_a_number_is_named(tmp_path, name):
    given = variables(tmp_path, **{name: "many"})
    result = subprocess.run(**gunicorn(**given), capture_output=True, text=True, check=False, timeout=SECONDS)
    assert result.returncode != 0
    assert f"Environment variable {name} is malformed" in result.stderr


def test_a_style_that_is_none_is_named(tmp_path):
    given = variables(tmp_path, LOG_FORMAT="xml")
    result = subprocess.run(**gunicorn(**given), capture_output=True, text=True, check=False, timeout=SECONDS)
    assert result.returncode != 0
    assert "LOG_FORMAT is malformed" in result.stderr
