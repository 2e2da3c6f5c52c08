"""The small rulebook of the questionnaire's tests, published; a site that sends e-mail."""

import pytest

from tests.assessments.conftest import document, version

__all__ = ["document", "version"]


@pytest.fixture
def _sends_email(settings):
    """A site whose operator set EMAIL_URL."""
    settings.SENDS_EMAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
