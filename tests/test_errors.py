"""Every error is a page in the site's style and the reader's language, and one line in the log."""

import logging

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from advisor import errors
from advisor.assessments.models import Assessment
from advisor.urls import urlpatterns as site_urls
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def broken(request):
    raise RuntimeError("broken on purpose")


def remembered(request):
    request.session["seen"] = True
    return HttpResponse("seen")


urlpatterns = [path("broken/", broken), path("remembered/", remembered), *site_urls]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error


@pytest.fixture(params=["en", "ko"])
def visitor(request):
    """A browser that asks for a language, and sees errors as visitors do."""
    client = Client(headers={"accept-language": request.param}, raise_request_exception=False)
    client.language = request.param
    return client


def is_page(response, client):
    """Whether this is a whole page in the language asked for, with a heading and a way home."""
    page = response.content.decode()
    return (
        f'<html lang="{client.language}">' in page
        and "<h1>" in page
        and f'<p class="eyebrow">{response.status_code}</p>' in page
        and '<a href="/">' in page
        and response["Content-Security-Policy"]
    )


def read_forms(client):
    """Let a client be asked for a form's token, so that the form is read before anything else."""
    client.handler.enforce_csrf_checks = True
    client.get("/nowhere/")


def logged(caplog):
    return [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_an_address_that_is_none(visitor, caplog):
    response = visitor.get("/nowhere/")
    assert response.status_code == 404
    assert is_page(response, visitor)
    assert len(logged(caplog)) == 1


@pytest.mark.urls("tests.test_errors")
def test_an_error_of_ours_shows_nothing_of_it(visitor, caplog):
    response = visitor.get("/broken/")
    assert response.status_code == 500
    assert is_page(response, visitor)
    assert "on purpose" not in response.content.decode()
    (record,) = logged(caplog)
    assert record.levelno == logging.ERROR
    assert "on purpose" in str(record.exc_info[1])


def test_more_text_than_a_form_may_hold(visitor, caplog):
    read_forms(visitor)
    caplog.clear()
    response = visitor.post("/start/", {"name": "Shop", "description": "x" * (1024 * 1024)})
    assert response.status_code == 413
    assert is_page(response, visitor)
    assert not Assessment.objects.exists()
    assert len(logged(caplog)) == 1


def test_a_form_of_too_many_fields(visitor, caplog, settings):
    read_forms(visitor)
    caplog.clear()
    response = visitor.post(
        "/start/", {f"field{n}": "x" for n in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    )
    assert response.status_code == 400
    assert is_page(response, visitor)
    assert len(logged(caplog)) == 1


def test_a_host_that_is_not_ours(visitor, caplog):
    response = visitor.get("/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert is_page(response, visitor)
    assert len(logged(caplog)) == 1


def test_a_form_without_its_token(visitor, caplog):
    strict = Client(headers={"accept-language": visitor.language}, enforce_csrf_checks=True)
    strict.language = visitor.language
    response = strict.post("/start/", {"name": "Shop"})
    assert response.status_code == 403
    assert is_page(response, strict)
    assert not Assessment.objects.exists()
    assert len(logged(caplog)) == 1


def test_a_request_that_an_address_does_not_take(visitor, caplog):
    response = visitor.get("/start/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert is_page(response, visitor)
    assert len(logged(caplog)) == 1


@pytest.mark.urls("tests.test_errors")
@pytest.mark.parametrize(("broken", "page"), [("load", "/account/"), ("save", "/remembered/")])
def test_the_store_fails_before_the_view_or_after_it(visitor, caplog, settings, monkeypatch, broken, page):
    """On a closed site a middleware asks first who it is; a session is stored after all else."""

    def away(session, *anything, **more):
        raise OperationalError("the store is away")

    settings.OPEN_TO_ANONYMOUS = False
    visitor.force_login(make_user("someone"))
    monkeypatch.setattr(SessionStore, broken, away)
    response = visitor.get(page)
    assert response.status_code == 503
    assert response["Retry-After"]
    assert is_page(response, visitor)
    assert len(logged(caplog)) == 1


def test_without_a_rulebook(visitor, caplog):
    response = visitor.get("/")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert is_page(response, visitor)
    assert len(logged(caplog)) == 1
