"""The log tells what happened and nothing of what was entered, also where something goes wrong."""

import json
import logging
import sys
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured, SuspiciousFileOperation
from django.db import DataError, OperationalError
from django.test import Client
from django.urls import path

from advisor import errors, logs
from advisor.urls import urlpatterns as site_urls
from tests.operations.listening import listening, objects

pytestmark = pytest.mark.django_db

SECRET = "hush-4711"
STYLES = list(logs.FORMATTERS)


def broken(request, token):
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        raise ValueError(f"cannot read {request.POST}") from error


def damaged(request, token):
    raise DataError(f"value too long: {SECRET}")


def locked(request, token):
    raise OperationalError("database is locked")


def suspicious(request, token):
    raise SuspiciousFileOperation(f"Detected path traversal in {SECRET}")


urlpatterns = [
    path("broken/<str:token>/", broken, name="broken"),
    path("damaged/<str:token>/", damaged),
    path("locked/<str:token>/", locked),
    path("suspicious/<str:token>/", suspicious),
    *site_urls,
]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error

with_broken = pytest.mark.urls("tests.operations.test_logs")


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def heard(style, visit):
    """Return what the log says of a visit; never a secret."""
    with listening(style) as caught:
        visit()
    text = caught.getvalue()
    assert SECRET not in text
    assert text
    return text


@pytest.mark.parametrize("style", STYLES)
@with_broken
def test_an_error_shows_where_it_was_and_not_what_it_says(visitor, style):
    address = f"/broken/a token with spaces {SECRET}/?q={SECRET}"
    text = heard(style, lambda: visitor.post(address, {"note": SECRET}))
    assert "in broken" in text
    assert "KeyError" in text
    assert "ValueError" in text
    assert "/broken/<str:token>/" in text


@pytest.mark.parametrize("style", STYLES)
@with_broken
def test_an_error_of_the_database_is_told_only_where_it_speaks_of_the_machine(visitor, style):
    assert "DataError" in heard(style, lambda: visitor.get(f"/damaged/{SECRET}/"))
    assert "OperationalError: database is locked" in heard(style, lambda: visitor.get(f"/locked/{SECRET}/"))


@pytest.mark.parametrize("style", STYLES)
@with_broken
def test_a_refused_request_is_told_by_its_kind(visitor, style):
    text = heard(style, lambda: visitor.get(f"/suspicious/{SECRET}/"))
    assert "SuspiciousFileOperation" in text


@pytest.mark.parametrize("style", STYLES)
def test_an_address_that_is_none_or_takes_no_such_request(visitor, style):
    for address in (
        f"/nowhere/{SECRET}/",
        f"/no/such {SECRET} page/",
        f"/조사/{SECRET}",
        f"/resume/{SECRET}/",
        f"/resume/{SECRET}/more/",
    ):
        heard(style, lambda address=address: visitor.get(f"{address}?token={SECRET}"))
        heard(style, lambda address=address: visitor.delete(address, SECRET))


@pytest.mark.parametrize("style", STYLES)
def test_a_share_link_is_never_written(visitor, style):
    token = uuid4()
    with listening(style) as caught:
        visitor.get(f"/s/{token}/report/")
        visitor.post(f"/s/{token}/report/")
    assert "/s/<uuid:token>/report/" in caught.getvalue()
    assert str(token) not in caught.getvalue()


@pytest.mark.parametrize("style", STYLES)
def test_a_form_that_is_refused_for_where_it_came_from(style):
    strict = Client(enforce_csrf_checks=True)
    headers = {"referer": f"https://elsewhere.example/resume/{SECRET}/?q={SECRET}"}
    text = heard(
        style,
        lambda: strict.post(f"/resume/{SECRET}/", {"name": SECRET}, headers=headers, secure=True),
    )
    assert "https://elsewhere.example" in text
    headers = {"origin": "https://elsewhere.example"}
    assert "Origin" in heard(style, lambda: strict.post("/start/", {"name": SECRET}, headers=headers))


def test_a_host_that_is_not_ours_is_named_for_the_operator(visitor):
    text = heard("text", lambda: visitor.get(f"/?q={SECRET}", headers={"host": "elsewhere.example"}))
    assert "elsewhere.example" in text


@pytest.mark.parametrize("style", STYLES)
def test_a_file_that_cannot_be_read_is_not_quoted(visitor, style):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile(f"{SECRET}.json", f'{{"{SECRET}": '.encode())
    heard(style, lambda: visitor.post("/verify/", {"file": file}))


@pytest.mark.parametrize("style", STYLES)
def test_the_name_and_password_of_a_sign_in(visitor, style):
    heard(style, lambda: visitor.post("/admin/login/", {"username": SECRET, "password": SECRET}))


def test_what_the_web_server_writes_of_a_request_is_cut():
    with listening() as caught:
        server = logging.getLogger("gunicorn.error")
        server.warning("Invalid request from ip=192.0.2.1: Invalid header: %r", SECRET)
        server.warning("Error handling request %s", f"/resume/{SECRET}/?q={SECRET}")
        server.info("Listening at: http://127.0.0.1:8000 (7)")
    assert SECRET not in caught.getvalue()
    assert "192.0.2.1" in caught.getvalue()
    assert "http://127.0.0.1:8000 (7)" in caught.getvalue()


def test_a_chain_of_errors_ends_with_the_last():
    try:
        try:
            int(SECRET)
        except ValueError:
            raise ImproperlyConfigured("SECRET_KEY is missing") from None
    except ImproperlyConfigured:
        text = logs.TextFormatter().formatException(sys.exc_info())
    assert text.endswith("ImproperlyConfigured: SECRET_KEY is missing")
    assert "ValueError" not in text


def test_an_error_that_is_its_own_cause_is_written_once():
    error = ValueError("round")
    error.__cause__ = error
    text = logs.TextFormatter().formatException((ValueError, error, None))
    assert text == "ValueError"


def test_json_is_one_object_in_a_line_with_the_fields_of_the_request(visitor):
    with listening("json") as caught:
        visitor.get("/resume/nobody/")
    (record,) = [one for one in objects(caught) if one["logger"] == "advisor.requests"]
    assert record["route"] == "/resume/<str:token>/"
    assert record["method"] == "GET"
    assert record["status"] == 404
    assert record["level"] == "WARNING"
    assert record["bytes"] > 100
    assert record["ms"] >= 0
    assert record["account"] is None
    assert "request" not in record


def test_json_holds_what_an_error_in_several_lines_says():
    with listening("json") as caught:
        try:
            raise RuntimeError(SECRET)
        except RuntimeError:
            logging.getLogger("advisor.anything").exception("two\nlines")
    (record,) = objects(caught)
    assert record["message"] == "two\nlines"
    assert "test_logs.py" in record["exc_info"]
    assert SECRET not in json.dumps(record)
