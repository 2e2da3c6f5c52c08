"""The image's own steps in a clean place, without a container engine: ``deploy/rehearse [--borrow]``.

Whatever the Dockerfile copies and runs is copied and run here, and what compose.yaml sets is set. With
``--borrow`` the packages are not installed anew but taken from the environment that this runs in.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from tests.deploy.container import PATH, PYTHON, Image, end, is_possible
from tests.deploy.dockerfile import ROOT, Stage, let_in, read
from tests.deploy.visitor import HOST, Visitor
from tests.on_postgres import find_programs, own_server

#: How long a process may take to begin, and to end after SIGTERM, in seconds.
BEGIN, END = 120, 40
INSTALL = "deploy/step install"


def say(text: str) -> None:
    """Tell what was shown."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def built(work: Path, *, borrow: bool) -> Image:
    """Do the first stage of the Dockerfile in new folders; return what the second takes over."""
    first, last = read()
    taken = [text.split()[-1] for text in last.all("COPY") if text.startswith(f"--from={first.name} ")]
    image = Image(work, {path: work / path.strip("/").replace("/", "-") for path in taken})
    for folder in image.folders.values():
        folder.mkdir()
    cwd = first.one("WORKDIR")
    environment = first.environment({"PATH": PATH, "HOME": "/nowhere"})
    for keyword, text in first.instructions:
        if keyword == "COPY":
            *sources, target = text.split()
            for source in sources:
                copy(source, image.folders[cwd] / target)
        elif keyword == "RUN":
            words = [word for word in text.split() if not word.startswith("--mount=")]
            if " ".join(words) == INSTALL and borrow:
                image = borrowed(image, environment, cwd)
                continue
            index = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_"))}
            image.run(words, {**environment, **index}, cwd=cwd, writable=True)
            say(f"built: {' '.join(words)}")
    return image


def copy(source: str, target: Path) -> None:
    """Copy as COPY does, without what .dockerignore keeps out."""
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    for name in let_in() if source == "." else [source]:
        here = ROOT / name
        assert any(name == one or name.startswith(f"{one}/") for one in let_in()), f"{name} is kept out"
        there = target / (name if source == "." else here.name)
        there.parent.mkdir(parents=True, exist_ok=True)
        if here.is_dir():
            shutil.copytree(here, there, ignore=leave, dirs_exist_ok=True)
        else:
            shutil.copy(here, there)


def borrowed(image: Image, environment: dict[str, str], cwd: str) -> Image:
    """Make an environment whose packages are those of the one that this runs in."""
    place = environment["VENV"]
    image.run(["python3", "-m", "venv", "--without-pip", place], environment, cwd=cwd, writable=True)
    here = Path(sysconfig.get_path("purelib"))
    inside = f"{place}/{here.relative_to(sys.prefix)}"
    return Image(image.work, {**image.folders, inside: here})


def composed() -> dict[str, Any]:
    """Return what compose.yaml says."""
    told: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return told


def settings(last: Stage, database: str, port: int) -> dict[str, str]:
    """Return the environment of compose.yaml's processes, with the values that an operator gives."""
    given = {
        "DATABASE_URL": database,
        "SECRET_KEY": "only for the rehearsal, and long enough for the checks of Django 0123456789",
        "ALLOWED_HOSTS": HOST,
        "CSRF_TRUSTED_ORIGINS": f"https://{HOST}",
        "HTTPS": "on",
        "BEHIND_PROXY": "on",
        "PORT": str(port),
    }
    environment = last.environment({"PATH": PATH})
    return {**environment, **composed()["x-fourways"]["environment"], **given}


@contextmanager
def running(start: Callable[[], subprocess.Popen[str]], name: str) -> Iterator[subprocess.Popen[str]]:
    """Keep a process for a while; it has to end by itself, well, when it is told to."""
    process = start()
    try:
        yield process
        status = end(process, END)
        assert status == 0, f"{name} ended with {status} on SIGTERM"
        say(f"ended well on SIGTERM: {name}")
    finally:
        process.kill()
        process.wait()


def until(what: str, is_so: Callable[[], bool]) -> None:
    """Wait for something; AssertionError where it does not come."""
    last = time.monotonic() + BEGIN
    while not is_so():
        assert time.monotonic() < last, f"not within {BEGIN} seconds: {what}"
        time.sleep(0.3)
    say(f"shown: {what}")


def one_questionnaire(port: int) -> None:
    """Answer some questions by forms, read the report, and have a file written by a worker."""
    visitor = Visitor(port)
    visitor.get("/")
    style = next(line for line in visitor.content.decode().split('"') if line.endswith(".css"))
    visitor.get(style)
    assert style.count(".") > 1, f"{style} is not under a hashed name"
    visitor.get("/")
    visitor.submit("/start/", name="Service desk")
    code = visitor.address.split("/")[2]
    for _ in range(3):
        visitor.get(f"/a/{code}/next/")
        visitor.choose_first(visitor.address)
    (entry,) = json.loads(visitor.get(f"/a/{code}/report.json"))
    assert len(entry["profile"]) == 3, entry["profile"]
    assert entry["decisions"]["strategy"]["ranking"]
    assert visitor.get(f"/a/{code}/report.pdf").startswith(b"%PDF")
    say("shown: three answers by forms with their tokens, the report, its PDF")
    visitor.get("/exports/")
    visitor.submit("/exports/", assessment=code, format="docx")
    job = visitor.address.rstrip("/")
    until("a worker wrote a file", lambda: b"/file" in visitor.get(f"{job}/"))
    assert visitor.get(f"{job}/file").startswith(b"PK")


def nothing_can_be_written(image: Image, last: Stage, environment: dict[str, str], cwd: str) -> None:
    """Show that a process can write to /tmp alone, has no rights, and sees none of our secrets."""
    test = (
        "for path in . $VENV deploy /usr /var/tmp /etc; do "
        'if touch "$path/x" 2>/dev/null; then echo "$path can be written"; exit 1; fi; done; touch /tmp/x; '
        'test ! -e .env; test "$(id -u):$(id -g):$(id -G)" = "10001:10001:10001"; '
        "grep -q 'CapBnd:.*0000000000000000' /proc/self/status; grep -q 'NoNewPrivs:.*1' /proc/self/status"
    )
    image.run(["sh", "-ec", test], environment, cwd=cwd, user=last.one("USER"))
    say("shown: nothing but /tmp can be written, no rights, no .env")


def rehearse(work: Path, database: str, folder: Path, *, borrow: bool) -> None:
    """Build, release, serve, use, back up, end."""
    _first, last = read()
    image = built(work, borrow=borrow)
    backups = work / "backups"
    backups.mkdir()
    os.chown(backups, 10001, 10001)
    image = Image(work, {**image.folders}, (folder, backups))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment, cwd, user = settings(last, database, port), last.one("WORKDIR"), last.one("USER")
    inside = {"cwd": cwd, "user": user}
    nothing_can_be_written(image, last, environment, cwd)
    release, worker = (composed()["services"][name]["command"] for name in ("release", "worker"))
    for time_ in ("first", "second"):
        image.run(release, environment, **inside)
        say(f"released for the {time_} time")
    with (work / "log").open("w") as log:
        pipes = {"stdout": log, "stderr": log}
        with (
            running(lambda: image.start(last.command(), environment, **inside, **pipes), "web"),
            running(lambda: image.start(worker, environment, **inside, **pipes), "worker"),
        ):
            healthy = last.command("HEALTHCHECK")

            def is_healthy() -> bool:
                asked = image.start(healthy, environment, **inside, stderr=subprocess.DEVNULL)
                return asked.wait() == 0

            until("the image's own health check", is_healthy)
            ready = json.loads(Visitor(port).get("/readyz"))
            assert ready["status"] == "ready", ready
            one_questionnaire(port)
            image.run(["python", "manage.py", "backup", str(backups)], environment, **inside)
            say("shown: a backup while it runs")
    assert not is_healthy(), "the health check says well of a server that has ended"


def main() -> None:
    """Make a place, a database, and rehearse; what the processes wrote is shown where it fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--borrow", action="store_true", help="do not install the packages anew")
    borrow = parser.parse_args().borrow
    programs = find_programs()
    if not is_possible() or programs is None:
        raise SystemExit("The rehearsal needs Linux, root and PostgreSQL's server programs.")
    with tempfile.TemporaryDirectory(prefix="fourways-rehearsal-") as work, own_server(programs) as url:
        folder = Path(url.split("@")[1].split(":")[0].replace("%2F", "/"))
        # Its user has to reach the socket.
        folder.chmod(0o711)
        Path(work).chmod(0o711)
        begun = time.monotonic()
        try:
            rehearse(Path(work), url, folder, borrow=borrow)
        except BaseException:
            log = Path(work) / "log"
            say(log.read_text()[-6000:] if log.exists() else "")
            raise
        say(f"rehearsed in {time.monotonic() - begun:.0f} seconds, on Python of {PYTHON}")


if __name__ == "__main__":
    main()
