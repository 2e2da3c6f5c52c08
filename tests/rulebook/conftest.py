"""A small rulebook on disk that tests may break."""

import shutil
from pathlib import Path

import pytest

from advisor.rulebook import published

SMALL = Path(__file__).parent / "fixtures"


@pytest.fixture
def small(tmp_path):
    """A directory with the small rulebook's fixtures."""
    directory = tmp_path / "fixtures"
    shutil.copytree(SMALL, directory)
    return directory


@pytest.fixture
def edit(small):
    """Replace one piece of text in one file of the small rulebook."""

    def replace(name, old, new):
        path = next(small.glob(f"{name}*.yaml"))
        text = path.read_text()
        assert text.count(old) >= 1, f"{old!r} is not in {path.name}"
        path.write_text(text.replace(old, new, 1))
        return path

    return replace


@pytest.fixture(autouse=True)
def _forget_compiled_versions():
    published.compiled.cache_clear()
