"""The small rulebook of the other tests, for the editors' pages."""

from tests.rulebook.conftest import edit, small

__all__ = ["edit", "small"]
