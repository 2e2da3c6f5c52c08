"""What an account is called on pages."""

from __future__ import annotations

from typing import Any


def name_of(user: Any) -> str:
    """Return a person's name where it is known, else the e-mail address, else the account's name."""
    return str(user.get_full_name() or user.email or user.get_username())
