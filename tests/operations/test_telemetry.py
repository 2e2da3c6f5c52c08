"""Spans go to the one host that the operator names, without tokens and answers; without it to nobody."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

ROOT = Path(__file__).resolve().parents[2]
SECRET = "hush-4711"

WHAT_IS_LOADED = """
import sys, advisor.wsgi
print(*[name for name in sys.modules if name.split(".")[0] == "opentelemetry"])
"""
WITHOUT_PACKAGES = """
import sys
sys.modules["opentelemetry.sdk"] = None
import advisor.wsgi
"""
REQUESTS = f"""
import advisor.wsgi
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path
from advisor import urls

def fine(request, token):
    return HttpResponse(token)

def broken(request, token):
    raise ValueError("cannot read " + token)

urls.urlpatterns[:0] = [path("fine/<str:token>/", fine), path("broken/<str:token>/", broken)]
for at in ("/healthz", "/fine/{SECRET}/", "/broken/{SECRET}/"):
    environ = RequestFactory(headers={{"user-agent": "{SECRET}", "referer": "http://a.example/{SECRET}"}})
    environ = environ._base_environ(PATH_INFO=at, QUERY_STRING="q={SECRET}", SERVER_NAME="127.0.0.1")
    b"".join(advisor.wsgi.application(environ, lambda status, headers: None))
"""


def python(code, **more):
    given = {
        "PATH": os.environ["PATH"],
        "SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "advisor.settings",
        "DEBUG": "on",
        "DATABASE_URL": "sqlite:///:memory:",
        **more,
    }
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class Collector(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, body, dict(self.headers)))
        self.send_response(self.server.answer)
        if self.server.elsewhere:
            self.send_header("Location", self.server.elsewhere)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        """Say nothing."""


@pytest.fixture
def collectors():
    """Two hosts: the one that is named, and one that nothing must be sent to."""
    servers = [HTTPServer(("127.0.0.1", 0), Collector) for _ in range(2)]
    for server in servers:
        server.heard, server.answer, server.elsewhere = [], 200, ""
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


def address(server):
    return f"http://127.0.0.1:{server.server_port}"


def spans_of(server):
    found = []
    for path, body, _headers in server.heard:
        assert path == "/v1/traces"
        message = ExportTraceServiceRequest.FromString(body)
        for resource in message.resource_spans:
            for scope in resource.scope_spans:
                found += scope.spans
    return found


def test_without_the_setting_nothing_of_it_is_loaded():
    result = python(WHAT_IS_LOADED)
    assert (result.returncode, result.stdout.strip()) == (0, ""), result.stderr


def test_without_the_packages_the_setting_is_named():
    result = python(WITHOUT_PACKAGES, OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:4318")
    assert result.returncode != 0
    assert "OTEL_EXPORTER_OTLP_ENDPOINT is set, but OpenTelemetry is not installed" in result.stderr


@pytest.mark.parametrize(
    "value", ["collector:4318", "ftp://collector", "http://", "http://a b", "http://a?b=c"]
)
def test_an_address_that_is_none_is_named(value):
    result = python("from django.conf import settings; settings.DEBUG", OTEL_EXPORTER_OTLP_ENDPOINT=value)
    assert "OTEL_EXPORTER_OTLP_ENDPOINT is malformed" in result.stderr


@pytest.mark.slow
def test_the_host_that_is_named_hears_of_requests_and_of_no_secret(collectors):
    named, other = collectors
    proxies = dict.fromkeys(("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"), address(other))
    result = python(REQUESTS, OTEL_EXPORTER_OTLP_ENDPOINT=address(named), **proxies)
    assert result.returncode == 0, result.stderr
    spans = spans_of(named)
    assert {span.name for span in spans} == {"GET fine/<str:token>/", "GET broken/<str:token>/"}
    assert SECRET.encode() not in b"".join(body for _path, body, _headers in named.heard)
    told = {a.key: a.value for span in spans for a in span.attributes}
    assert told["http.route"].string_value
    assert told["http.status_code"].int_value in (200, 500)
    (event,) = [event for span in spans for event in span.events]
    assert [(a.key, a.value.string_value) for a in event.attributes] == [("exception.type", "ValueError")]
    assert not other.heard


@pytest.mark.slow
def test_a_host_that_leads_elsewhere_is_not_followed(collectors):
    named, other = collectors
    named.answer, named.elsewhere = 307, f"{address(other)}/v1/traces"
    assert python(REQUESTS, OTEL_EXPORTER_OTLP_ENDPOINT=address(named)).returncode == 0
    assert named.heard
    assert not other.heard
