"""The settings that decide how the site behaves; of a secret is only told that it is set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

#: Told as they are.
PLAIN = (
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "HTTPS",
    "BEHIND_PROXY",
    "OPEN_TO_ANONYMOUS",
    "SIGN_UP",
    "MFA_FOR_STAFF",
    "MFA_FOR_ALL",
    "ANONYMOUS_KEPT_DAYS",
    "JOB_DEAD_AFTER",
    "DATABASE_POOL",
    "STATEMENT_TIMEOUT",
    "LOG_FORMAT",
    "TIME_ZONE",
)
#: May hold passwords, tokens or paths: set or not.
SECRET = ("EMAIL_URL", "CACHE_URL", "BREACHED_PASSWORDS", "OIDC_PROVIDERS", "METRICS_TOKEN")


@dataclass(frozen=True, slots=True)
class Shown:
    """One setting: its name in the environment, and what may be told of it."""

    name: str
    value: str


def shown_settings() -> list[Shown]:
    """Return the settings that there are, in a steady order."""
    return [*_plain(), Shown("TASKS", _backend()), *_secret(), _telemetry()]


def _plain() -> Iterator[Shown]:
    for name in PLAIN:
        if hasattr(settings, name):
            yield Shown(name, _told(getattr(settings, name)))


def _secret() -> Iterator[Shown]:
    for name in SECRET:
        if hasattr(settings, name):
            yield Shown(name, _("set") if getattr(settings, name) else _("not set"))


def _telemetry() -> Shown:
    """Return where spans go: the host without what may stand before it."""
    endpoint = urlsplit(settings.OTEL_EXPORTER_OTLP_ENDPOINT)
    return Shown("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint.netloc.rpartition("@")[2] or _("not set"))


def _backend() -> str:
    return str(settings.TASKS["default"]["BACKEND"])


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or _("none")
    return str(value)
