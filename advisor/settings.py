"""Settings, from the environment only (twelve-factor III). `.env.example` lists every variable.

A malformed variable stops the start and is named. A missing SECRET_KEY stops the server and every command
that needs one; `recommend --fixtures` needs none.
"""

import re
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, EnvError, validate

from advisor import caching, database, limits, logs
from advisor.accounts.fixed_settings import *  # noqa: F403
from advisor.accounts.providers import apps_of

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)


def _read(kind: str, name: str, default: Any, **allowed: Any) -> Any:
    """Read one variable; a malformed one is named with what is allowed."""
    try:
        return getattr(env, kind)(name, default, **allowed)
    except (EnvError, ValueError) as error:
        raise ImproperlyConfigured(f"Environment variable {name} is malformed: {error}") from error


# ── core ──

DEBUG = _read("bool", "DEBUG", False)
SECRET_KEY = _read("str", "SECRET_KEY", "")
# What was signed with a key of before is still taken; what is signed now is signed with the new one.
SECRET_KEY_FALLBACKS = _read("list", "SECRET_KEY_FALLBACKS", [])
WITHOUT_KEY = (
    "Environment variable SECRET_KEY is missing: set it to a long random string "
    "(`make run` writes one into .env)."
)
ALLOWED_HOSTS = _read("list", "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = _read("list", "CSRF_TRUSTED_ORIGINS", [])
ROOT_URLCONF = "advisor.urls"
WSGI_APPLICATION = "advisor.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "template_partials",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "advisor.rulebook",
    "advisor.pictures",
    "advisor.accounts",
    "advisor.assessments",
    "advisor.reports",
    "advisor.teams",
    "advisor.editor",
    "advisor.operations",
]

MIDDLEWARE = [
    "advisor.headers.HeadersMiddleware",
    "advisor.cookies.PrefixMiddleware",
    "advisor.operations.probes.ProbeMiddleware",
    "advisor.watching.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "advisor.superseded.SupersededMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "advisor.accounts.sessions.LifetimeMiddleware",
    "advisor.accounts.middleware.SignInMiddleware",
    "advisor.accounts.audit.AuditMiddleware",
    "advisor.assessments.renewing.RenewMiddleware",
    "advisor.bodies.BodyMiddleware",
    "advisor.operations.limiting.LimitMiddleware",
    "advisor.middleware.UnavailableMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# ── database ──

DATABASE_URL = _read("str", "DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'fourways.sqlite3'}")
try:
    _database = Env.dj_db_url(env, "DATABASE_URL", DATABASE_URL, conn_max_age=60)
except (EnvError, ValueError, KeyError) as error:
    raise ImproperlyConfigured(
        f"Environment variable DATABASE_URL is malformed: {error}. "
        "Write sqlite:///path/to/file or postgres://user:password@host:port/name."
    ) from error
DATABASES = {
    "default": database.configured(
        _database,
        # Connections of one process at most; 0: no pool, one for each thread.
        pool=_read("int", "DATABASE_POOL", 0, validate=validate.Range(0)),
        threads=_read("int", "WEB_THREADS", 4, validate=validate.Range(1)),
        # Seconds until PostgreSQL ends a statement, or a transaction in which nothing happens; 0: never.
        statement=_read("int", "STATEMENT_TIMEOUT", 0, validate=validate.Range(0)),
        idle=_read("int", "IDLE_IN_TRANSACTION_TIMEOUT", 0, validate=validate.Range(0)),
    )
}

SESSION_ENGINE = "advisor.accounts.session_store"
# Messages travel in a signed cookie: a page without a database can still show them.
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

# ── e-mail: none goes out unless EMAIL_URL says how ──

EMAIL_URL = _read("str", "EMAIL_URL", "")
SENDS_EMAIL = bool(EMAIL_URL)
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if SENDS_EMAIL:
    _mail = _read("dj_email_url", "EMAIL_URL", "")
    if EMAIL_URL.partition(":")[0] not in ("smtp", "submission", "console", "file") or not {
        "EMAIL_BACKEND",
        "DEFAULT_FROM_EMAIL",
    } <= set(_mail):
        raise ImproperlyConfigured(
            "Environment variable EMAIL_URL is malformed: write "
            "submission://user:password@host:587?_default_from_email=fourways@example.org."
        )
    globals().update(_mail)

# ── languages ──

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ko", _("Korean"))]
LOCALE_PATHS = [BASE_DIR / "advisor" / "locale"]
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_SAMESITE = "Lax"
FORMAT_MODULE_PATH = ["advisor.formats"]
USE_TZ = True
TIME_ZONE = _read("str", "TIME_ZONE", "UTC")

# ── static files ──

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "advisor" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# ── security ──

HTTPS = _read("bool", "HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
# No script of ours reads a cookie: forms bring their token along.
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
_proxies = _read("str", "BEHIND_PROXY", "off").lower()
if not re.fullmatch(r"on|off|true|false|yes|no|\d", _proxies):
    raise ImproperlyConfigured(
        "Environment variable BEHIND_PROXY is malformed: write off, on, or how many proxies there are."
    )
#: How many proxies stand in front, each of which adds the address that it saw.
BEHIND_PROXY = int(_proxies) if _proxies.isdecimal() else int(_proxies in ("on", "true", "yes"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "advisor.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# A reference table is edited as one form with a field for each cell.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# ── limits: how often one may do what costs ──

try:
    CACHES = {"default": caching.cache_of(_read("str", "CACHE_URL", "locmem://"))}
except ValueError as error:
    raise ImproperlyConfigured(f"Environment variable CACHE_URL is malformed: {error}.") from error
try:
    RATE_LIMITS = limits.read_rates(_read("str", "RATE_LIMITS", ""))
except ValueError as error:
    raise ImproperlyConfigured(f"Environment variable RATE_LIMITS is malformed: {error}.") from error

# ── accounts: optional, by django-allauth ──

OPEN_TO_ANONYMOUS = _read("bool", "OPEN_TO_ANONYMOUS", True)
# Days that an assessment without an account is kept after its last change, thirty of them with a warning;
# 0: for ever.
ANONYMOUS_KEPT_DAYS = _read("int", "ANONYMOUS_KEPT_DAYS", 365)
if ANONYMOUS_KEPT_DAYS and not 31 <= ANONYMOUS_KEPT_DAYS <= 36500:
    raise ImproperlyConfigured(
        f"Environment variable ANONYMOUS_KEPT_DAYS is malformed: {ANONYMOUS_KEPT_DAYS}. "
        "Write days from 31 to 36500, thirty of them with a warning, or 0 for ever."
    )
SIGN_UP = _read("str", "SIGN_UP", "open")
if SIGN_UP not in ("open", "invited", "closed"):
    raise ImproperlyConfigured("Environment variable SIGN_UP is malformed: write open, invited or closed.")
MFA_FOR_STAFF = _read("bool", "MFA_FOR_STAFF", False)
MFA_FOR_ALL = _read("bool", "MFA_FOR_ALL", False)
BREACHED_PASSWORDS = _read("str", "BREACHED_PASSWORDS", "")
OIDC_PROVIDERS = _read("json", "OIDC_PROVIDERS", [])

ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SENDS_EMAIL else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = SENDS_EMAIL
# Where no e-mail goes out no address can be verified.
MFA_ALLOW_UNVERIFIED_EMAIL = not SENDS_EMAIL
# Behind a proxy every request comes from the proxy; limits count by the address that it saw.
ALLAUTH_TRUSTED_PROXY_COUNT = BEHIND_PROXY
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": apps_of(OIDC_PROVIDERS),
        "provider_class": "advisor.accounts.oidc.provider.StrictProvider",
    }
}

# ── work that takes longer than a request ──

_BACKENDS = {"threads": "advisor.jobs.threads.ThreadsBackend", "database": "django_tasks_db.DatabaseBackend"}
_tasks = _read("str", "TASKS", "threads")
if _tasks not in _BACKENDS and not re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)+", _tasks):
    raise ImproperlyConfigured(
        f"Environment variable TASKS is malformed: {_tasks!r}. "
        "Write threads, database or the dotted path of a django-tasks backend."
    )
TASKS = {"default": {"BACKEND": _BACKENDS.get(_tasks, _tasks)}}
# Seconds without a sign of life, after which a job is for another worker.
JOB_DEAD_AFTER = _read("int", "JOB_DEAD_AFTER", 120)
if JOB_DEAD_AFTER < 1:
    raise ImproperlyConfigured(
        f"Environment variable JOB_DEAD_AFTER is malformed: {JOB_DEAD_AFTER}. Write seconds, at least 1."
    )

# ── logs: an event stream on standard output ──

LOG_FORMAT = logs.style(_read("str", "LOG_FORMAT", "text"))
LOGGING = logs.configuration(LOG_FORMAT)

# ── watched from outside ──

# Prometheus sends it as a bearer token; without it the figures cannot be read.
METRICS_TOKEN = _read("str", "METRICS_TOKEN", "")
# Where spans are sent by OTLP over HTTP; empty: nowhere, and OpenTelemetry is not even imported.
OTEL_EXPORTER_OTLP_ENDPOINT = _read("str", "OTEL_EXPORTER_OTLP_ENDPOINT", "")
if not re.fullmatch(r"(https?://[^/\s?#]+[^\s?#]*)?", OTEL_EXPORTER_OTLP_ENDPOINT):
    raise ImproperlyConfigured(
        "Environment variable OTEL_EXPORTER_OTLP_ENDPOINT is malformed: write http://host:4318 or https://host."
    )
