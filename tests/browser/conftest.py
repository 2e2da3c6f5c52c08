"""A real Chromium against a live server, with the real rulebook published."""

import os
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def pytest_collection_modifyitems(items):
    """Mark every test of this folder; without a browser skip it, in CI fail instead."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None and os.environ.get("CI") != "true":
                item.add_marker(pytest.mark.skip(reason="no browser: install Chromium to run the journeys"))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium, without a sandbox (root) and without calls of its own."""
    assert CHROMIUM, "CI=true and no Chromium: the browser journeys must run"
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ],
    }


@pytest.fixture
def site(live_server, transactional_db):
    """The address of a running site whose rulebook is published."""
    call_command("publish_rulebook", str(FIXTURES), verbosity=0)
    return live_server.url
