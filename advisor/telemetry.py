"""Spans of the requests, sent by OTLP over HTTP to the one host that the operator names.

Imported only where the setting is there. A span carries the pattern of an address, never the address.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

try:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.instrumentation.django import DjangoInstrumentor
    from opentelemetry.sdk.resources import SERVICE_NAME, SERVICE_VERSION, Resource
    from opentelemetry.sdk.trace import Event, ReadableSpan, TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
    from opentelemetry.trace import Status
    from requests import Session
except ImportError as error:
    raise ImproperlyConfigured(
        "Environment variable OTEL_EXPORTER_OTLP_ENDPOINT is set, but OpenTelemetry is not installed: "
        "pip install -r requirements-telemetry.txt, or leave the variable empty."
    ) from error

from advisor import __version__

#: What a span may tell. Addresses, queries, headers and those who asked are not among it.
TOLD = frozenset(
    {
        "http.method",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "http.scheme",
        "http.status_code",
        "url.scheme",
    }
)
#: The first middleware that is traced; the probes before it are not.
FIRST = "advisor.watching.WatchMiddleware"


class DiscreetExporter(SpanExporter):
    """Passes spans on without what may hold a token or an answer."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send the spans."""
        return self._exporter.export([_discreet(span) for span in spans])

    def shutdown(self) -> None:
        """Send nothing any more."""
        self._exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30000) -> bool:
        """Send what waits."""
        return self._exporter.force_flush(timeout_millis)


def start(endpoint: str) -> TracerProvider:
    """Trace the requests of this process from now on; to be called before Django loads its middleware."""
    session = Session()
    # Neither a proxy nor credentials of the environment: only the host that is named hears of us.
    session.trust_env = False
    exporter = OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", session=session)
    provider = TracerProvider(
        resource=Resource.create({SERVICE_NAME: "fourways", SERVICE_VERSION: __version__})
    )
    provider.add_span_processor(BatchSpanProcessor(DiscreetExporter(exporter)))
    position = settings.MIDDLEWARE.index(FIRST)
    DjangoInstrumentor().instrument(tracer_provider=provider, middleware_position=position)
    return provider


def _discreet(span: ReadableSpan) -> ReadableSpan:
    """Return a copy with what may be told; of an exception its kind."""
    attributes = span.attributes or {}
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes={name: value for name, value in attributes.items() if name in TOLD},
        events=[_without_text(event) for event in span.events],
        links=span.links,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def _without_text(event: Event) -> Event:
    kind = (event.attributes or {}).get("exception.type", "")
    return Event(event.name, {"exception.type": kind} if kind else {}, event.timestamp)
