"""What any profile gets from the draft and from a published version, side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from advisor.editor.access import actor_of, editing, looking, may_edit
from advisor.editor.heading import heading_of
from advisor.editor.links import record_url, simulator_with
from advisor.editor.profiles import Named, of_assessment, of_scenario, offered
from advisor.editor.simulation import keeping
from advisor.editor.simulation.bench import Bench, bench_of
from advisor.editor.simulation.entry import (
    ASSESSMENT,
    SCENARIO,
    START,
    Entered,
    groups,
    read_entered,
    stored_entered,
)
from advisor.editor.simulation.notes import notes
from advisor.editor.simulation.outcomes import decision_views
from advisor.editor.simulation.sides import side_of, simulate
from advisor.editor.simulation.traces import SHOWN, traced
from advisor.engine import Rulebook
from advisor.rulebook.scenarios import DECISIONS

#: Fields beside the answers; with a full stop, as no question's name has one.
VERSION, RULES, DECISION = "show.version", "show.rules", "show.decision"


@looking
@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def simulator(request: HttpRequest) -> HttpResponse:
    """Try a profile. It is in the address, but for one that came from an assessment: that is posted."""
    given = request.POST if request.method == "POST" else request.GET
    if START in given:
        return redirect(_start(given.get(START, "")))
    bench = bench_of(given.get(VERSION, ""))
    known = bench.known()
    if known is None:
        return render(request, "editor/simulator.html", _frame(request, bench))
    named, entered = _entered(request, bench, known)
    canonical = _canonical(entered, given)
    plain = request.method != "POST" and not getattr(request, "htmx", False)
    if plain and named is None and request.GET and not _is_clean(request.GET) and not entered.problems:
        return redirect(canonical)
    response = _page(request, bench, known, named, entered, keeping.Wish())
    if getattr(request, "htmx", False) and request.method != "POST":
        response["HX-Replace-Url"] = canonical
    return response


@require_POST
@editing
@never_cache
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the profile as a requirement of the draft, with what the draft gives as expected."""
    bench = bench_of(request.POST.get(VERSION, ""))
    known = bench.known()
    if known is None or bench.draft is None:
        return render(request, "editor/simulator.html", _frame(request, bench), status=409)
    entered, wish = read_entered(known, request.POST), keeping.read_wish(request.POST)
    record, problems = keeping.scenario_of(wish, entered, side_of(bench.draft, entered.answers))
    if record is not None:
        problems = keeping.keep(record, bench.records, actor_of(request))
    if problems:
        wish = replace(wish, problems=problems)
        return _page(request, bench, known, None, entered, wish, 422)
    messages.success(request, _("Kept as the requirement “%(title)s”.") % {"title": wish.title})
    return redirect(simulator_with([(SCENARIO, wish.slug)]))


def _start(value: str) -> str:
    """Return the address that begins with a stored profile, named "scenario:…" or "assessment:…"."""
    kind, _sep, name = value.partition(":")
    return simulator_with([(kind, name)] if kind in (SCENARIO, ASSESSMENT) and name else [])


def _entered(request: HttpRequest, bench: Bench, known: Rulebook) -> tuple[Named | None, Entered]:
    """Return the profile to try, and where it comes from if it is a stored one as it stands."""
    if request.method == "POST":
        return None, read_entered(known, request.POST)
    named = None
    if SCENARIO in request.GET:
        named = of_scenario(bench.records, request.GET[SCENARIO])
    elif ASSESSMENT in request.GET:
        named = of_assessment(request, request.GET[ASSESSMENT])
    if named is None:
        return None, read_entered(known, request.GET)
    return named, stored_entered(known, named.answers)


def _is_clean(given: QueryDict) -> bool:
    return all(value for name in given for value in given.getlist(name))


def _canonical(entered: Entered, given: QueryDict) -> str:
    """Return the address of what is shown, without what is open."""
    shown = [(name, given.get(name, "")) for name in (VERSION, RULES, DECISION) if given.get(name)]
    return simulator_with([*entered.fields(), *shown])


def _frame(request: HttpRequest, bench: Bench) -> dict[str, Any]:
    return {
        "heading": heading_of(request),
        "here": "simulator",
        "bench": bench,
        "problem": bench.problem,
        "offered": offered(request, bench.records),
    }


def _page(
    request: HttpRequest,
    bench: Bench,
    known: Rulebook,
    named: Named | None,
    entered: Entered,
    wish: keeping.Wish,
    status: int = 200,
) -> HttpResponse:
    given, language = (request.POST if request.method == "POST" else request.GET), get_language() or "en"
    simulation = simulate(bench.compiled_version, bench.draft, entered.answers)
    shown = given.get(RULES, "") if given.get(RULES, "") in SHOWN else SHOWN[0]
    decision = given.get(DECISION, "") if given.get(DECISION, "") in DECISIONS else ""
    assessment = given.get(ASSESSMENT, "") if of_assessment(request, given.get(ASSESSMENT, "")) else ""
    context: dict[str, Any] = {
        "simulation": simulation,
        "entered": entered,
        "decisions": decision_views(simulation, language),
        "traced": traced(simulation, shown, decision, language),
        "shown": shown,
        "decision": decision,
        "tables": [(d, known.decisions[d].title.in_language(language)) for d in DECISIONS],
        "notes": notes(simulation, known, language),
        "wish": wish,
        "assessment": assessment,
        "in_use": bench.versions[0] if bench.versions else None,
        "bench": bench,
        "fields": entered.fields(),
        "groups": groups(known, entered, *bench.books, language),
        "may_edit": may_edit(request.user),
    }
    if getattr(request, "htmx", False):
        return render(request, "editor/simulator.html#simulated", context, status=status)
    scenario = request.GET.get(SCENARIO, "") if named else ""
    started = f"{ASSESSMENT}:{assessment}" if assessment else f"{SCENARIO}:{scenario}" if scenario else ""
    context |= _frame(request, bench)
    context |= {
        "named": named,
        "started": started,
        "missing": named is None and request.method != "POST" and (SCENARIO in given or ASSESSMENT in given),
        "link": record_url("scenario", (scenario,)) if scenario and request.user.is_staff else "",
    }
    return render(request, "editor/simulator.html", context, status=status)
