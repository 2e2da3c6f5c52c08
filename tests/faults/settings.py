"""Settings of the site under faults: the site's own, as in production, but static files as they lie."""

import os

from advisor.settings import *  # noqa: F403
from advisor.settings import DATABASES, MIDDLEWARE

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if age := os.environ.get("CONNECTION_AGE"):
    DATABASES["default"]["CONN_MAX_AGE"] = int(age)
if os.environ.get("CLOCK"):
    from tests.faults.clock import follow

    # Commands begin at that time; servers look again with each request.
    follow()
    MIDDLEWARE = ["tests.faults.clock.ClockMiddleware", *MIDDLEWARE]
