"""What is written to the log, and what never is: answers, names, notes, form data, queries, tokens in paths.

Each record carries the request's id. Of an error the log shows the frames and the kinds of the exceptions,
not their messages: those may quote what somebody entered.
"""

from __future__ import annotations

import logging
import re
import traceback
import uuid
from collections.abc import Iterator
from contextvars import ContextVar
from types import TracebackType
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured
from django.db.utils import InterfaceError, OperationalError
from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter as _JsonFormatter

if TYPE_CHECKING:
    from django.http import HttpRequest

    Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

#: The id of the request that this thread is at work on.
request_id: ContextVar[str] = ContextVar("request_id", default="-")
REQUEST_ID = "fourways.request_id"
#: With the offset to UTC, so that lines of several machines can be put in order.
TIME = "%Y-%m-%dT%H:%M:%S%z"
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")

#: Whose messages tell of the machine, never of what was entered.
_HARMLESS = (OperationalError, InterfaceError, ImproperlyConfigured, ImportError, NameError)
#: Loggers of others, which write paths and refused requests as they came.
_OUTSPOKEN = ("django.request", "django.security", "gunicorn")
_ADDRESS = re.compile(r"(https?://[^/\s'\"]+)[^\s'\"]*|(?<![\w.<:/])/[^\s'\"]*")


def id_for(given: str | None) -> str:
    """Return the id that a proxy gave a request, if it is well-formed; otherwise a new one."""
    return given if given and _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex


def route_of(request: HttpRequest) -> str:
    """Return the pattern of a request's address, with the names of what varies instead of the values."""
    match = request.resolver_match
    return f"/{match.route}" if match else "-"


def told(error: BaseException) -> str:
    """Return an error for the log: its kind, and its message only where that cannot quote an answer."""
    kind = type(error).__qualname__
    message = str(error).strip().split("\n", 1)[0]
    return f"{kind}: {message}" if message and isinstance(error, _HARMLESS) else kind


class Discreet(logging.Filter):
    """Adds the request's id to a record, and takes out what others wrote of the request's address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is always written."""
        request = getattr(record, "request", None)
        meta = getattr(request, "META", {})
        record.request_id = meta.get(REQUEST_ID) or request_id.get()
        if record.name.startswith(_OUTSPOKEN):
            route = route_of(request) if request is not None and hasattr(request, "resolver_match") else "-"
            record.msg, record.args = _without_address(record, route), ()
        return True


def _without_address(record: logging.LogRecord, route: str) -> str:
    if isinstance(record.args, tuple):
        # A path is decoded by now and may have spaces in it.
        record.args = tuple(route if str(one).startswith("/") else one for one in record.args)
    message = record.getMessage()
    if record.name.startswith("django.security.") and not record.args:
        # Such a message is an exception's. Only that of a host names what an operator has to set.
        refused = record.name.rsplit(".", 1)[-1]
        return message if refused == "DisallowedHost" else f"{refused}: {route}"
    if record.name == "gunicorn.error" and message.startswith("Invalid request"):
        return message.split(": ", 1)[0]
    return _ADDRESS.sub(lambda found: found[1] or route, message)


class _Discreetly(logging.Formatter):
    """Writes exceptions without their messages."""

    def format(self, record: logging.LogRecord) -> str:
        """Write a record; what another handler made of its exception is not taken over."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: Raised) -> str:
        """Return the frames and kinds of an exception and of those behind it, the first cause first."""
        chain = [] if ei[1] is None else [*_causes(ei[1])]
        return "\n".join(
            f"{''.join(traceback.format_tb(error.__traceback__))}{told(error)}" for error in reversed(chain)
        )


class TextFormatter(_Discreetly):
    """One line for a record, for people."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s", TIME)


class JsonFormatter(_Discreetly, _JsonFormatter):
    """One JSON object for a record, for a log store."""

    def __init__(self) -> None:
        _JsonFormatter.__init__(
            self,
            "%(asctime)s %(levelname)s %(name)s %(message)s",
            datefmt=TIME,
            rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
            reserved_attrs=[*RESERVED_ATTRS, "request", "taskName"],
        )


FORMATTERS = {"text": "advisor.logs.TextFormatter", "json": "advisor.logs.JsonFormatter"}


def style(text: str) -> str:
    """Return a style that there is; ImproperlyConfigured for anything else."""
    if text not in FORMATTERS:
        raise ImproperlyConfigured(
            f"Environment variable LOG_FORMAT is malformed: {text!r}. Write {' or '.join(FORMATTERS)}."
        )
    return text


def configuration(style: str) -> dict[str, Any]:
    """Return the configuration of logging, for Django and for the web server: one stream, one style."""
    plain = {"handlers": ["stdout"], "level": "INFO", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"discreet": {"()": "advisor.logs.Discreet"}},
        "formatters": {"line": {"()": FORMATTERS[style]}},
        "handlers": {
            "stdout": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stdout",
                "formatter": "line",
                "filters": ["discreet"],
            },
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stdout"], "level": "INFO"},
        "loggers": {
            "django": plain,
            # The development server's own lines show paths; ours tell the same.
            "django.server": {"handlers": ["nowhere"], "propagate": False},
            "gunicorn.error": plain,
            "gunicorn.access": {"handlers": ["nowhere"], "propagate": False},
        },
    }


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception, then that which it came from, and so on; each once."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        hidden = current.__suppress_context__ and current.__cause__ is None
        current = None if hidden else current.__cause__ or current.__context__
