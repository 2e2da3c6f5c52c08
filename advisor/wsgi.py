"""The WSGI entry point. A missing secret stops the start here and is named."""

import os

from django.core.wsgi import get_wsgi_application

from advisor import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")
if not settings.SECRET_KEY:
    raise SystemExit(settings.WITHOUT_KEY)
if settings.OTEL_EXPORTER_OTLP_ENDPOINT:
    from advisor import telemetry

    telemetry.start(settings.OTEL_EXPORTER_OTLP_ENDPOINT)

application = get_wsgi_application()

from advisor.operations import warming  # noqa: E402 (needs Django to be set up)

warming.begin()
