"""Small rulebooks need no large sample."""

import pytest

from advisor.engine.check import search


@pytest.fixture(autouse=True)
def small_sample(monkeypatch):
    """Try few profiles, so that the solver has something left to do."""
    monkeypatch.setattr(search, "SAMPLE", 300)
