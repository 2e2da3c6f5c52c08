"""Pages for readers of the rulebook: services, comparisons, words. They show the version in use."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from advisor.catalogue.comparison import MOST, chosen, comparison, problem_with
from advisor.catalogue.entry import entry_of
from advisor.catalogue.glossary import glossary as words_of
from advisor.catalogue.listing import Filter, listing, read_filter, selects
from advisor.catalogue.orchestration import COMPARED, TABLE
from advisor.catalogue.writer import Writer
from advisor.engine import Rulebook
from advisor.rulebook.published import current


class HtmxRequest(HttpRequest):
    """A request as the htmx middleware leaves it."""

    htmx: HtmxDetails


def _writer() -> Writer:
    """Return what a page is written with: the version in use, the page's language, today."""
    return Writer(current().rulebook, get_language() or "en", timezone.localdate())


@require_safe
def services(request: HtmxRequest) -> HttpResponse:
    """All services by category, narrowed by what the address asks for."""
    writer = _writer()
    asked = read_filter(writer.rulebook, request.GET)
    ticked = _known(writer.rulebook, request)
    context = {
        "asked": asked,
        "selects": selects(writer.rulebook, asked),
        "listing": listing(writer.rulebook, asked, ticked, writer.language, writer.today),
        "rulebook": writer.rulebook,
    }
    fragment = request.htmx and not request.htmx.history_restore_request
    template = "catalogue/services.html#found" if fragment else "catalogue/services.html"
    status = HTTPStatus.BAD_REQUEST if asked.unknown else HTTPStatus.OK
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service."""
    writer = _writer()
    if slug not in writer.rulebook.services:
        raise Http404(slug)
    entry = entry_of(writer, slug)
    beside = [slug, *(link.slug for link in entry.related)][:MOST]
    context = {
        "entry": entry,
        "rulebook": writer.rulebook,
        "compare": _compare_address(beside) if entry.related else "",
    }
    return render(request, "catalogue/service.html", context)


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four services side by side; 400 with the form where that is not what was asked for."""
    if set(request.GET) - {"service"}:
        return redirect(_compare_address(chosen(request.GET.getlist("service"))))
    writer = _writer()
    slugs = chosen(request.GET.getlist("service"))
    problem = problem_with(writer.rulebook, slugs)
    ticked = _known(writer.rulebook, request)
    context = {
        "problem": problem,
        "comparison": None if problem else comparison(writer, slugs),
        "listing": listing(writer.rulebook, Filter(), ticked, writer.language, writer.today),
        "rulebook": writer.rulebook,
    }
    status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
    return render(request, "catalogue/compare.html", context, status=status)


@require_safe
def functions_or_logic_apps(request: HttpRequest) -> HttpResponse:
    """Orchestration by code beside orchestration by designer."""
    writer = _writer()
    table = writer.rulebook.tables.get(TABLE)
    if table is None:
        raise Http404(TABLE)
    context = {
        "table": writer.table(table),
        "services": [writer.link(s) for s in sorted(COMPARED) if s in writer.rulebook.services],
        "sources": writer.sources(),
        "rulebook": writer.rulebook,
    }
    return render(request, "catalogue/functions_or_logic_apps.html", context)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Every word that questions and reports explain."""
    writer = _writer()
    letters = words_of(writer.rulebook, writer.language)
    context = {
        "letters": letters,
        "count": len(writer.rulebook.glossary),
        "other": "en" if writer.language.startswith("ko") else "ko",
        "rulebook": writer.rulebook,
    }
    return render(request, "catalogue/glossary.html", context)


def _known(rulebook: Rulebook, request: HttpRequest) -> tuple[str, ...]:
    """Return the services that are ticked, without those that do not exist."""
    return chosen(request.GET.getlist("service"), rulebook.services.__contains__)


def _compare_address(slugs: tuple[str, ...] | list[str]) -> str:
    return f"{reverse('catalogue:compare')}?{urlencode({'service': slugs}, doseq=True)}"
