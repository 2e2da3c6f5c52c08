"""The environment is read strictly: what is missing or malformed is named, and nothing starts."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent


def start(command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing in the environment but what is given."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "advisor.settings", **variables}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


LOAD = ["-c", "from django.conf import settings; settings.DEBUG"]
SERVE = ["-c", "import advisor.wsgi"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "perhaps"),
        ("HTTPS", "2"),
        ("DATABASE_URL", "mangodb://x"),
        ("BEHIND_PROXY", "so-so"),
        ("BEHIND_PROXY", "-1"),
        ("CACHE_URL", "memcached"),
        ("CACHE_URL", "dbcache://"),
        ("CACHE_URL", "redis://127.0.0.1:6379/0"),
        ("RATE_LIMITS", "create=many"),
        ("RATE_LIMITS", "everything=1/h"),
        ("LOG_FORMAT", "xml"),
        ("OPEN_TO_ANONYMOUS", "half"),
        ("ANONYMOUS_KEPT_DAYS", "a year"),
        ("ANONYMOUS_KEPT_DAYS", "30"),
        ("ANONYMOUS_KEPT_DAYS", "-1"),
        ("SIGN_UP", "later"),
        ("MFA_FOR_STAFF", "some"),
        ("MFA_FOR_ALL", "some"),
        ("EMAIL_URL", "pigeon://loft.example"),
        ("EMAIL_URL", "smtp://mail.example.org"),
        ("OIDC_PROVIDERS", "entra"),
        ("OIDC_PROVIDERS", '[{"id": "entra"}]'),
        ("DATABASE_POOL", "-1"),
        ("WEB_THREADS", "0"),
        ("STATEMENT_TIMEOUT", "1m"),
        ("TASKS", "by pigeon"),
        ("TASKS", "celery"),
        ("JOB_DEAD_AFTER", "soon"),
        ("JOB_DEAD_AFTER", "0"),
    ],
)
def test_a_malformed_variable_is_named(monkeypatch, name, value):
    for known in set(os.environ) - {"PATH"}:
        monkeypatch.delenv(known)
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=f"Environment variable {name} is malformed"):
        runpy.run_path(str(ROOT / "advisor" / "settings.py"))


def test_with_a_malformed_variable_nothing_starts():
    result = start(LOAD, DEBUG="perhaps", SECRET_KEY="x")
    assert result.returncode != 0
    assert "Environment variable DEBUG is malformed" in result.stderr


def test_a_list_of_breached_passwords_that_is_not_there_stops_the_start():
    result = start(
        ["-c", "import django; django.setup()"], SECRET_KEY="x", BREACHED_PASSWORDS="/nowhere/list.txt"
    )
    assert result.returncode != 0
    assert "Environment variable BREACHED_PASSWORDS: /nowhere/list.txt cannot be used" in result.stderr


def test_email_is_verified_and_sent_only_where_the_operator_says_how():
    code = (
        "from django.conf import settings as s;"
        "print(s.EMAIL_BACKEND, s.ACCOUNT_EMAIL_VERIFICATION, s.EMAIL_HOST);"
        "print(s.EMAIL_USE_TLS, s.DEFAULT_FROM_EMAIL)"
    )
    without = start(["-c", code], SECRET_KEY="x")
    assert without.stdout.split()[:2] == ["django.core.mail.backends.dummy.EmailBackend", "none"]
    url = "submission://user:word@mail.example.org?_default_from_email=fourways@example.org"
    sent = start(["-c", code], SECRET_KEY="x", EMAIL_URL=url).stdout.split()
    assert sent[0] == "django.core.mail.backends.smtp.EmailBackend"
    assert sent[1:] == ["mandatory", "mail.example.org", "True", "fourways@example.org"]


def test_with_https_the_check_of_a_deployment_finds_nothing():
    command = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    result = start(
        command, SECRET_KEY="".join(map(chr, range(48, 112))), HTTPS="on", ALLOWED_HOSTS="example.org"
    )
    assert result.returncode == 0, result.stderr


def test_the_server_does_not_start_without_a_secret():
    result = start(SERVE, SECRET_KEY="")
    assert result.returncode != 0
    assert "Environment variable SECRET_KEY is missing" in result.stderr


@pytest.mark.parametrize(
    ("tasks", "backend"),
    [
        ("threads", "ThreadsBackend"),
        ("database", "DatabaseBackend"),
        ("django_tasks.backends.dummy.DummyBackend", "DummyBackend"),
    ],
)
def test_jobs_go_where_it_says(tasks, backend):
    code = "import advisor.wsgi; from advisor.jobs.tasks import do; print(type(do.get_backend()).__name__)"
    assert start(["-c", code], SECRET_KEY="x", TASKS=tasks).stdout.strip() == backend


def test_the_server_does_not_start_with_a_backend_of_tasks_that_is_not_there():
    result = start(SERVE, SECRET_KEY="x", TASKS="no.such.Backend")
    assert result.returncode != 0
    assert "Could not find backend 'no.such.Backend'" in result.stderr


def test_debug_is_off_unless_asked_for():
    result = start(["-c", "from django.conf import settings; print(settings.DEBUG)"], SECRET_KEY="x")
    assert result.stdout.strip() == "False"


def test_the_example_lists_every_variable():
    listed = {line.split("=")[0] for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line}
    source = (ROOT / "advisor" / "settings.py").read_text()
    read = set(re.findall(r'_read\("\w+", "(\w+)"', source))
    assert read <= listed
    assert len(read) > 5


def test_https_turns_the_secure_settings_on():
    code = (
        "from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0)"
    )
    assert start(["-c", code], SECRET_KEY="x", HTTPS="on").stdout.strip() == "True True True"


def test_sqlite_never_loses_a_concurrent_save_to_a_deferred_lock():
    from django.conf import settings

    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        pytest.skip("speaks of SQLite's own options, and this run is on another database")
    options = settings.DATABASES["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.slow
def test_the_settings_of_production_pass_djangos_own_check():
    command = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    key = "".join(chr(33 + 7 * n % 90) for n in range(60))
    result = start(command, SECRET_KEY=key, HTTPS="on", ALLOWED_HOSTS="fourways.example", BEHIND_PROXY="2")
    assert (result.returncode, result.stderr) == (0, "")
    assert start(command, SECRET_KEY="short", HTTPS="off").returncode != 0


@pytest.mark.parametrize(("told", "proxies"), [("off", 0), ("on", 1), ("true", 1), ("3", 3)])
def test_how_many_proxies_stand_in_front_can_be_told(told, proxies):
    code = "from django.conf import settings as s; print(s.ALLAUTH_TRUSTED_PROXY_COUNT)"
    assert start(["-c", code], SECRET_KEY="x", BEHIND_PROXY=told).stdout.strip() == str(proxies)
