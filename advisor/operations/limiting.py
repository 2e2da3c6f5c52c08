"""Who does too much of what costs is asked to wait: new assessments, files out, files in."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advisor.assessments.access import token_of
from advisor.limits import seconds_to_wait
from advisor.reports.formats import FORMATS, WORKLOAD_FORMATS

#: One address of the network may stand for a whole office.
PEOPLE_BEHIND_AN_ADDRESS = 10
#: What is counted when it is sent, by the name of its address.
SENT = {
    "create": (
        *("assessments:start", "assessments:fork", "assessments:copy", "assessments:add_component"),
        *("assessments:share", "reports:what_if", "reports:freeze"),
    ),
    "import": (
        *("assessments:fill_in", "reports:import", "reports:verify", "reports:cover"),
        *("editor:upload", "editor:upload_questionnaire", "editor:take_version"),
    ),
    "export": (
        *("reports:choose", "reports:change_job", "reports:workload_write"),
        *("editor:checks", "editor:impact", "editor:change_editor_job"),
    ),
}
_PLACES = ("", "shared_", "example_", "milestone_")
#: Files that are made when they are opened; the pages named export make one where they are told a format.
OPENED = frozenset(
    {
        *(f"reports:{place}{slug}" for place in _PLACES for slug in FORMATS),
        *(f"reports:workload_{slug}" for slug in WORKLOAD_FORMATS),
        *("assessments:questionnaire", "assessments:own_questionnaire", "editor:download", "editor:log_csv"),
    }
)
_CHOOSING = frozenset(f"reports:{place}export" for place in (*_PLACES, "workload_"))
_ACTIONS = {name: action for action, names in SENT.items() for name in names}
_LONGEST_PREFIX = 64


class LimitMiddleware:
    """Counts what costs before it is done, for the account or browser and for the network address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Return the page that asks to wait, where it is too much."""
        action = action_of(request)
        rate = settings.RATE_LIMITS.get(action)
        if rate is None:
            return None
        waits = [seconds_to_wait(action, who, rate.times(factor)) for who, factor in _counted_for(request)]
        return _ask_to_wait(request, max(waits)) if any(waits) else None


def action_of(request: HttpRequest) -> str:
    """Return what a request does that is limited, "" for nothing."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if request.method == "POST":
        return _ACTIONS.get(name, "")
    made = name in OPENED or (name in _CHOOSING and "format" in request.GET)
    return "export" if request.method == "GET" and made else ""


def _counted_for(request: HttpRequest) -> Iterator[tuple[str, int]]:
    """Yield for whom a request counts, and how many times the rate they have."""
    person = f"account {request.user.pk}" if request.user.is_authenticated else token_of(request)
    if person:
        yield person, 1
    address = _network_of(request)
    if address:
        yield f"address {address}", PEOPLE_BEHIND_AN_ADDRESS


def _network_of(request: HttpRequest) -> str:
    """Return where a request comes from, of IPv6 the network that one customer has; "" for unknown."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured, ValueError):
        return ""
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, _LONGEST_PREFIX), strict=False))


def _ask_to_wait(request: HttpRequest, seconds: int) -> HttpResponse:
    """Say when it can be done again; what was typed is in the page, to be sent once more."""
    minutes = -(-seconds // 60)
    context = {
        "wait": ngettext("Try again in %(n)s minute.", "Try again in %(n)s minutes.", minutes)
        % {"n": minutes},
        "title": _("This was a lot in a short time"),
        "fields": [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ],
        "files": bool(request.FILES),
    }
    response = render(request, "too_many.html", context, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
