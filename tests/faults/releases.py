"""Versions of the program in folders of their own, as an installation has them."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from tests.running import ROOT, Site

#: The commit that is taken for the version before.
BEFORE = "5ee4ec2"
PARTS = ("advisor", "templates", "deploy", "manage.py")


def copied(folder):
    """Return a folder with the program as it is here, without anything that was collected or stored."""
    folder.mkdir()
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, folder / part, ignore=leave)
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder


def collect(root, **variables):
    """Collect a version's static files under their hashed names."""
    Site(root, root, **variables).run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")


def before(folder):
    """Return a folder with the version before; the test is skipped where its commit is not here."""
    folder.mkdir()
    archive = folder.with_suffix(".tar")
    command = ["git", "archive", "--output", archive, BEFORE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"the commit {BEFORE} is not here: {done.stderr.strip()}")
    shutil.unpack_archive(archive, folder, filter="data")
    return folder
