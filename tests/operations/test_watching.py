"""Each request has an id, which its records and its answer carry, and one line in the log."""

import re
import threading

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from advisor import logs, metrics
from advisor.jobs import threads
from advisor.jobs.tasks import do
from advisor.urls import urlpatterns as site_urls
from advisor.watching import WatchMiddleware
from tests.operations.listening import listening, objects

pytestmark = pytest.mark.django_db


def speaking(request):
    import logging

    logging.getLogger("advisor.anything").info("spoken")
    return HttpResponse("said")


urlpatterns = [path("speaking/", speaking, name="speaking"), *site_urls]


def lines(caught):
    return [one for one in objects(caught) if one["logger"] == "advisor.requests"]


@pytest.mark.urls("tests.operations.test_watching")
def test_what_is_written_meanwhile_carries_the_id_of_the_request(client):
    with listening("json") as caught:
        first, second = client.get("/speaking/"), client.get("/speaking/")
    ids = [first["X-Request-ID"], second["X-Request-ID"]]
    assert len(set(ids)) == 2
    assert [one["request_id"] for one in objects(caught)] == [ids[0], ids[0], ids[1], ids[1]]


def test_what_django_writes_after_the_answer_carries_the_id_too(client):
    strict = Client(enforce_csrf_checks=True)
    with listening("json") as caught:
        response = strict.post("/start/", {})
    assert {one["request_id"] for one in objects(caught)} == {response["X-Request-ID"]}
    assert "django.security.csrf" in {one["logger"] for one in objects(caught)}


def test_an_id_is_taken_over_from_a_proxy_only(client, settings):
    given = {"x-request-id": "proxy-0123456789"}
    assert client.get("/glossary/", headers=given)["X-Request-ID"] != "proxy-0123456789"
    settings.BEHIND_PROXY = True
    assert client.get("/glossary/", headers=given)["X-Request-ID"] == "proxy-0123456789"


@pytest.mark.parametrize(
    "given", ["short", "x" * 65, "with a space in it", "line\nfeed-feed", "<script>alert(1)"]
)
def test_an_id_that_is_not_well_formed_is_replaced(given):
    assert re.fullmatch("[0-9a-f]{32}", logs.id_for(given))


def test_nothing_of_a_request_is_left_in_its_thread(client):
    client.get("/glossary/")
    assert logs.request_id.get() == "-"
    seen = []
    thread = threading.Thread(target=lambda: seen.append(logs.request_id.get()))
    thread.start()
    thread.join()
    assert seen == ["-"]


def test_a_job_carries_the_id_of_the_request_that_ordered_it(monkeypatch):
    seen = []
    monkeypatch.setattr(threads, "_do", lambda result: seen.append(logs.request_id.get()))
    token = logs.request_id.set("ordered-by-this")
    try:
        threads.ThreadsBackend("default", {}).enqueue(do, ["exportjob", 1], {})
    finally:
        logs.request_id.reset(token)
    threads.thread_for("exportjob").submit(lambda: None).result()
    assert seen == ["ordered-by-this"]


def test_an_answer_that_goes_wrong_on_the_way_out_leaves_nothing_either():
    def raising(request):
        raise SystemExit

    with pytest.raises(SystemExit):
        WatchMiddleware(raising)(RequestFactory().get("/"))
    assert logs.request_id.get() == "-"


def test_a_request_without_even_the_page_of_an_error_is_told_of():
    def raising(request):
        raise RuntimeError("the page of the error is broken too")

    before = metrics.server_errors()
    with listening("json") as caught, pytest.raises(RuntimeError):
        WatchMiddleware(raising)(RequestFactory().get("/"))
    assert [(line["status"], line["level"]) for line in lines(caught)] == [(500, "ERROR")]
    assert metrics.server_errors() == before + 1


@pytest.mark.parametrize(
    ("address", "status", "level"),
    [("/nowhere/", 404, "WARNING"), ("/static/advisor/mark.svg", 200, "INFO"), ("/", 503, "INFO")],
)
def test_a_request_is_one_line(client, address, status, level):
    with listening("json") as caught:
        response = client.get(address)
        response.close()
    assert response.status_code == status
    (line,) = lines(caught)
    assert (line["status"], line["level"]) == (status, level)
    grave = [one for one in objects(caught) if one["level"] != "INFO"]
    assert len(grave) == (1 if status >= 400 else 0)


def test_the_account_is_named_by_its_number(client):
    user = get_user_model().objects.create_superuser("somebody")
    client.force_login(user)
    with listening("json") as caught:
        client.get("/admin/")
    assert lines(caught)[0]["account"] == user.pk
    assert "somebody" not in caught.getvalue()


def test_a_method_that_nobody_knows_is_not_quoted(client):
    with listening("json") as caught:
        client.generic("HUSH", "/nowhere/")
    assert lines(caught)[0]["method"] == "other"
    assert "HUSH" not in caught.getvalue()
