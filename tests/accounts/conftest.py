"""The small rulebook of the questionnaire's tests, published."""

from tests.assessments.conftest import document, version

__all__ = ["document", "version"]
