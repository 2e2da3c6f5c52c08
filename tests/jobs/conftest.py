"""A job that waits, and the end of a transaction."""

import pytest

from tests.working import finds, let_do, make_job


@pytest.fixture
def job(db, monkeypatch):
    let_do(monkeypatch, finds([1]))
    return make_job()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)
