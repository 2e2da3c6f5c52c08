"""What machines ask is answered quickly, without sessions, whatever host they name, and tells no secrets."""

import psycopg
import pytest
from django.db import OperationalError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg_pool import PoolTimeout

from advisor.operations import readiness
from advisor.rulebook import published
from advisor.rulebook.document import hash_of
from advisor.rulebook.models import Version
from tests.operations.listening import listening

ADDRESSES = ("/healthz", "/readyz", "/metrics")
TOKEN = "only-prometheus-knows"


@pytest.fixture(autouse=True)
def _a_process_that_knows_nothing(settings, monkeypatch):
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(readiness._Known, "migrated", False)
    monkeypatch.setattr(readiness._Known, "failing", "")
    published.compiled.cache_clear()


@pytest.fixture
def probe():
    """A probe as containers have it: by the address of the machine, over HTTP."""
    return Client(headers={"host": "10.1.2.3:8000", "authorization": f"Bearer {TOKEN}"})


def checks(response):
    return response.json()["checks"]


def test_a_process_answers_without_a_database(probe):
    # No mark of the database: pytest-django refuses every query of this test.
    response = probe.get("/healthz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok"}


def test_ready_with_a_rulebook(probe, version):
    response = probe.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "checks": {"database": "ok", "migrations": "ok", "rulebook": "ok"},
    }


def test_ready_asks_little_once_it_knows(probe, version):
    probe.get("/readyz")
    with CaptureQueriesContext(connection) as queries:
        probe.get("/readyz")
    assert len(queries) <= 2


@pytest.mark.django_db
def test_not_ready_without_a_rulebook(probe):
    response = probe.get("/readyz")
    assert response.status_code == 503
    assert checks(response) == {"database": "ok", "migrations": "ok", "rulebook": "failed"}


def test_not_ready_with_a_rulebook_that_this_program_cannot_read(probe, version):
    document = '{"format":999}'
    Version.objects.create(hash=hash_of(document), format=999, document=document)
    assert checks(probe.get("/readyz"))["rulebook"] == "failed"


def test_not_ready_where_a_migration_is_missing_and_ready_once_it_is_there(probe, version):
    rows = "FROM django_migrations WHERE app = 'operations'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT app, name, applied {rows}")
        known = cursor.fetchall()
        cursor.execute(f"DELETE {rows}")
    assert checks(probe.get("/readyz")) == {
        "database": "ok",
        "migrations": "failed",
        "rulebook": "not asked",
    }
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", known)
    assert probe.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_not_ready_without_a_database_and_it_is_written_once(probe, monkeypatch):
    def gone():
        raise OperationalError("could not connect to password=hush")

    monkeypatch.setitem(readiness._CHECKS, "database", gone)
    with listening() as caught:
        responses = [probe.get("/readyz") for _ in range(3)]
    assert {response.status_code for response in responses} == {503}
    assert checks(responses[0]) == {
        "database": "failed",
        "migrations": "not asked",
        "rulebook": "not asked",
    }
    assert "hush" not in responses[0].content.decode()
    assert caught.getvalue().count("Not ready") == 1
    assert len(caught.getvalue().splitlines()) == 1


@pytest.mark.django_db
def test_a_pool_that_gives_no_connection_is_not_waited_for(probe, monkeypatch):
    waited = []

    class Pool:
        def open(self):
            """It is open."""

        def connection(self, timeout):
            waited.append(timeout)
            raise PoolTimeout("couldn't get a connection")

    monkeypatch.setattr(type(connections["default"]), "pool", Pool(), raising=False)
    monkeypatch.setattr(connections["default"], "Database", psycopg)
    assert checks(probe.get("/readyz"))["database"] == "failed"
    assert waited == [readiness.PATIENCE]


def test_what_is_over_is_written_too(probe, version, monkeypatch):
    monkeypatch.setattr(readiness._Known, "failing", "database")
    with listening() as caught:
        probe.get("/readyz")
        probe.get("/readyz")
    assert caught.getvalue().count("Ready again") == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_whatever_the_host_without_redirect_session_or_log(probe, version, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["fourways.example"]
    probe.get(address)
    with listening() as caught:
        response = probe.get(address)
        assert probe.head(address).status_code == 200
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not caught.getvalue()


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_can_be_sent_there(probe, version, address):
    response = probe.post(address, {"a": "b"})
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", ["", TOKEN, "Bearer ", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"]
)
def test_figures_are_for_those_who_know_the_token(given):
    response = Client(headers={"authorization": given}).get("/metrics")
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert not response.content


@pytest.mark.django_db
def test_without_a_token_in_the_settings_there_is_no_such_address(client, settings):
    settings.METRICS_TOKEN = ""
    for given in ({}, {"authorization": "Bearer "}):
        assert client.get("/metrics", headers=given).status_code == 404


@pytest.mark.django_db
def test_addresses_beside_them_are_as_ever(client):
    for address in ("/healthz/", "/readyz/more", "/metrics.txt"):
        assert client.get(address).status_code == 404
