"""What is counted, under which labels, and that no label is made of what somebody sent."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from advisor import metrics
from advisor.editor.models import EditorJob
from advisor.operations import gauges
from advisor.operations.queue import queue_now
from tests.factories import browser_of, make_assessment, make_owner

pytestmark = pytest.mark.django_db

TOKEN = "only-prometheus-knows"


@pytest.fixture(autouse=True)
def _token(settings):
    settings.METRICS_TOKEN = TOKEN


def samples():
    """Return what Prometheus would read: (name, its labels) → value."""
    response = Client(headers={"authorization": f"Bearer {TOKEN}"}).get("/metrics")
    assert response.status_code == 200
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(response.content.decode())
        for sample in family.samples
    }


def value(found, name, **labels):
    return found.get((name, *sorted(labels.items())), 0)


def grown(before, name, **labels):
    return value(samples(), name, **labels) - value(before, name, **labels)


def test_requests_are_counted_by_the_name_of_the_address(client, version):
    before = samples()
    client.get("/catalogue/?q=secret")
    client.get("/catalogue/")
    name = "fourways_request_duration_seconds_count"
    assert grown(before, name, method="GET", route="catalogue:services", status="2xx") == 2
    bucket = "fourways_request_duration_seconds_bucket"
    assert grown(before, bucket, method="GET", route="catalogue:services", status="2xx", le="+Inf") == 2


def test_what_is_no_address_shares_one_label(client):
    before = samples()
    for path in ("/secret-one/", "/secret/two/", "/resume"):
        client.get(path)
    client.generic("SECRET", "/nowhere/")
    client.get("/static/advisor/none.css")
    name = "fourways_request_duration_seconds_count"
    assert grown(before, name, method="GET", route="none", status="4xx") == 3
    assert grown(before, name, method="other", route="none", status="4xx") == 1
    assert grown(before, name, method="GET", route="static", status="4xx") == 1
    assert "secret" not in str(samples()).lower()


def test_probes_are_not_counted(client):
    before = samples()
    client.get("/healthz")
    client.get("/readyz")
    after = samples()
    assert {key for key in after if "request" in key[0]} == {key for key in before if "request" in key[0]}


def test_decisions_are_counted_where_they_are_shown(version):
    owner = make_owner("an-owner-of-tests")
    browser = browser_of("an-owner-of-tests")
    assessment = make_assessment(owner)
    before = samples()
    browser.get(f"/a/{assessment.code}/sections/code/")
    browser.get(f"/a/{assessment.code}/report/")
    browser.get(f"/a/{assessment.code}/report.json")
    browser.get("/")
    after = samples()
    name, short = "fourways_decisions_total", version.short_hash
    for place in ("panel", "report", "file"):
        for decision in ("strategy", "compute", "database"):
            of = {"place": place, "decision": decision, "version": short}
            outcomes = [key for key in after if key[0] == name and set(of.items()) <= set(key[1:])]
            assert sum(after[key] - before.get(key, 0) for key in outcomes) == 1, of


def test_an_outcome_that_is_none_is_counted_as_such_and_a_supporting_service_each(version):
    from advisor.engine import decide
    from advisor.rulebook.published import compiled

    found = decide(compiled(version.hash), {})._replace(rulebook="sha256:" + "a" * 64)
    supporting = found.supporting._replace(outcome=("monitor", "vault"))
    found = found._replace(strategy=found.strategy._replace(outcome=None), supporting=supporting)
    metrics.shown("file", found)
    of = {"place": "file", "version": "a" * 12}
    after = samples()
    assert value(after, "fourways_decisions_total", decision="strategy", outcome="none", **of) == 1
    for slug in ("monitor", "vault"):
        assert value(after, "fourways_decisions_total", decision="supporting", outcome=slug, **of) == 1


def test_the_number_of_versions_is_bounded(version, monkeypatch):
    from advisor.engine import decide
    from advisor.rulebook.published import compiled

    monkeypatch.setattr(metrics, "MOST_VERSIONS", len(metrics._versions) + 2)
    found = decide(compiled(version.hash), {})
    for digit in "bcdef":
        metrics.shown("file", found._replace(rulebook="sha256:" + digit * 64))
    versions = {dict(key[1:]).get("version") for key in samples() if key[0] == "fourways_decisions_total"}
    assert {"b" * 12, "c" * 12, "other"} <= versions
    assert not {"d" * 12, "e" * 12, "f" * 12} & versions


def test_jobs_are_counted_by_how_they_ended():
    before = samples()
    metrics.job_ended("exportjob", "finished", 4.0)
    name, of = "fourways_job_duration_seconds", {"kind": "exportjob", "state": "finished"}
    assert grown(before, f"{name}_sum", **of) == 4.0
    assert (
        grown(before, "fourways_job_duration_seconds_bucket", kind="exportjob", state="finished", le="5.0")
        == 1
    )


@pytest.fixture
def waiting(settings):
    """Jobs in every state, one for each, of which one was left and one has waited for a minute."""
    settings.JOB_DEAD_AFTER = 600
    now, state = timezone.now(), EditorJob.State
    ages = {
        state.WAITING: (60, 60),
        state.RUNNING: (300, 5),
        state.FAILED: (5000, 4000),
        state.FINISHED: (5000, 4000),
    }
    for which, (made, touched) in ages.items():
        job(which, now - timedelta(seconds=made), now - timedelta(seconds=touched))
    job(state.RUNNING, now - timedelta(days=2), now - timedelta(days=2))
    job(state.FAILED, now - timedelta(days=3), now - timedelta(days=3))


def job(state, created_at, touched_at):
    EditorJob.objects.create(kind="check", mark="", state=state, created_at=created_at, touched_at=touched_at)


def test_the_queue_tells_how_long_the_first_has_waited(waiting):
    (editors,) = [kind for kind in queue_now() if kind.model is EditorJob]
    assert (editors.waiting, editors.running, editors.dead, editors.failed) == (1, 1, 1, 1)
    found = samples()
    assert value(found, "fourways_jobs", kind="editorjob", state="dead") == 1
    assert 60 <= value(found, "fourways_job_oldest_seconds", kind="editorjob") < 70
    assert value(found, "fourways_job_oldest_seconds", kind="exportjob") == 0
    assert (timezone.now() - editors.seen_at).total_seconds() < 30


def test_the_program_and_the_rulebook_in_use(version):
    found = samples()
    assert value(found, "fourways_rulebook_info", version=version.short_hash) == 1
    assert value(found, "fourways_database_up") == 1
    (build,) = [key for key in found if key[0] == "fourways_build_info"]
    assert dict(build[1:])["django"].startswith("5.")


def test_without_a_database_the_rest_is_told(monkeypatch):
    def gone():
        raise OperationalError("gone")

    monkeypatch.setattr(gauges, "queue_now", gone)
    found = samples()
    assert value(found, "fourways_database_up") == 0
    assert [key for key in found if key[0] == "fourways_build_info"]
    assert not [key for key in found if key[0] == "fourways_jobs"]


def test_a_pool_tells_how_full_it_is(monkeypatch):
    monkeypatch.setattr(gauges, "pool_stats", lambda: {"pool_size": 4, "pool_available": 1, "pool_max": 9})
    found = samples()
    assert value(found, "fourways_database_pool", what="pool_available") == 1
    assert value(found, "fourways_database_pool", what="requests_waiting") == 0


def test_errors_of_the_server_are_known(client):
    before = metrics.server_errors()
    assert client.get("/").status_code == 503
    assert metrics.server_errors() == before + 1
