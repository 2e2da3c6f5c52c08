"""What the tests of faults share beside fixtures: how much of them is run, and how a site is begun."""

from __future__ import annotations

import os
from random import Random

from tests.faults.tabs import Crowd, Tab
from tests.running import ROOT, Visitor, wait_for

#: All of it (``make faults``), or the short part that ``make test`` runs.
FULL = os.environ.get("FAULTS") == "full"
SEED = int(os.environ.get("FAULTS_SEED", "20261122"))


def gunicorn(root=ROOT):
    """Return gunicorn's options of production, those of the program in a folder."""
    return ("--config", str(root / "deploy" / "gunicorn.conf.py"))


def variables(url, **more):
    """Return the environment of a site on the database of an address."""
    return {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "DEBUG": "off",
        **more,
    }


def served(site, port=None, prefix=(), **more):
    """Start a server as in production; return it once visitors may be sent there."""
    web = site.web(*gunicorn(site.root), port=port, prefix=prefix, **more)
    wait_for(lambda: is_ready(web))
    return web


#: A server that permissions hold back, though it is root's; whoever is not root is held back anyway.
HELD_BACK = (
    ("setpriv", "--bounding-set", "-dac_override", "--inh-caps", "-dac_override") if os.getuid() == 0 else ()
)


def is_ready(web):
    """Whether a server says that visitors may be sent there."""
    try:
        return Visitor({}).get(web, "/readyz").status_code == 200
    except OSError:
        return False


def crowd_of(told, chance, count=16, length=0):
    """Return so many tabs of one owner, in turn on each assessment, with notes of so many letters more."""
    codes = [told.codes[number % len(told.codes)] for number in range(count)]
    tabs = [
        Tab(f"tab {n}", code, told.owner, Random(chance.random()), length) for n, code in enumerate(codes)
    ]
    return Crowd(tabs)
