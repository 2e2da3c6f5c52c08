"""What a sign-in goes through before somebody is in."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage


class AddressStage(EmailVerificationStage):  # type: ignore[misc]
    """Ask for a verified e-mail address of whoever has one.

    An account that `createsuperuser` made may have none; nobody else can be without.
    """

    def handle(self) -> tuple[Any, bool]:
        """Return what to answer, if anything, and whether to go on."""
        user = self.login.user
        if user is not None and not user.email and not EmailAddress.objects.filter(user=user).exists():
            return None, True
        response, goes_on = super().handle()
        return response, goes_on
