"""The decision tables: every rule as a row, to be sorted and narrowed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from advisor.editor.access import looking, may_edit
from advisor.editor.grid import choosing
from advisor.editor.grid.asked import ADVICE, STATES, read_asked
from advisor.editor.grid.beside import full_forms, named_profile, profile_in
from advisor.editor.grid.ground import Unreadable, ground_of
from advisor.editor.grid.table import make_table
from advisor.editor.heading import heading_of
from advisor.editor.profiles import offered
from advisor.rulebook.models import Decision
from advisor.rulebook.scenarios import DECISIONS

TABLES = (*DECISIONS, ADVICE)


@looking
@never_cache
@vary_on_headers("HX-Request")
@require_safe
def table(request: HttpRequest, decision: str) -> HttpResponse:
    """Show the decision table; htmx swaps the rows alone."""
    if decision not in TABLES:
        raise Http404
    language = get_language() or "en"
    context: dict[str, Any] = {"heading": heading_of(request), "here": "rules", "decision": decision}
    try:
        ground = ground_of()
    except Unreadable as problem:
        context |= {
            "problem": problem,
            "tabs": choosing.tabs(None, TABLES, decision, language),
            "title": choosing.table_title(None, decision, language),
        }
        return render(request, "editor/rules.html", context)
    asked = read_asked(ground.rulebook, decision, request.GET)
    named = named_profile(request, ground, asked.holds)
    shown = make_table(ground, decision, asked, profile_in(ground, named), language)
    context |= {
        "asked": asked,
        "named": named,
        "table": shown,
        "columns": shown.columns,
        "links": full_forms(request, decision, [row.slug for row in shown.rows]),
        "query": choosing.query_with(request.GET, {}, keep_page=True),
        "heads": choosing.heads(shown.columns, asked, request.GET),
        "pages": choosing.pages(shown, request.GET),
        "states": STATES,
        "may_edit": context["heading"].may_edit and decision != ADVICE,
    }
    if getattr(request, "htmx", False):
        response = render(request, "editor/rules.html#table", context)
        response["HX-Replace-Url"] = choosing.address(request.path, request.GET)
        return response
    context |= {
        "title": choosing.table_title(ground.rulebook, decision, language),
        "tabs": choosing.tabs(ground.rulebook, TABLES, decision, language),
        "choices": choosing.choices(ground.rulebook, decision, asked, language),
        "offered": offered(request, ground.records),
        "add": _add_url(request, decision),
    }
    return render(request, "editor/rules.html", context)


def _add_url(request: HttpRequest, decision: str) -> str:
    """Return the admin's form for a new row of this table; "" for whom it is closed to."""
    if not (request.user.is_staff and may_edit(request.user)):
        return ""
    if decision == ADVICE:
        return reverse("admin:rulebook_advice_add")
    pk = Decision.objects.filter(slug=decision).values_list("pk", flat=True).first()
    return f"{reverse('admin:rulebook_rule_add')}?decision={pk}"
