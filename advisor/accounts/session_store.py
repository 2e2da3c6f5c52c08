"""Sessions in the database (setting SESSION_ENGINE): a cookie that is no key of a session asks for none."""

from __future__ import annotations

import re

from django.contrib.sessions.backends import db

#: Django's own keys; PostgreSQL fails on some that are none.
KEY = re.compile(r"[a-z0-9]{32}")


class SessionStore(db.SessionStore):
    """One session."""

    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and KEY.fullmatch(key) is not None
