"""One rule edited where it stands; without JavaScript the form is a page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from advisor.editor.access import actor_of, editing
from advisor.editor.grid.asked import read_asked
from advisor.editor.grid.beside import full_forms, named_profile, profile_in
from advisor.editor.grid.form import RowForm, take_over, values_of
from advisor.editor.grid.ground import Unreadable, ground_of
from advisor.editor.grid.rows import Columns, Row, columns_of
from advisor.editor.grid.table import make_row
from advisor.editor.heading import heading_of
from advisor.editor.links import record_url_of
from advisor.editor.presence import end_presence, others_at, show_presence
from advisor.editor.row_names import row_name
from advisor.rulebook.draft import findings_of, stamp_row
from advisor.rulebook.editing import Conflict, save_row
from advisor.rulebook.models import Decision, Rule


@editing
@never_cache
@vary_on_headers("HX-Request")
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, decision: str, slug: str) -> HttpResponse:
    """Show the form of a rule, or save it; htmx puts it in the place of the row."""
    rule = Rule.objects.select_related("decision").filter(slug=slug, decision__slug=decision).first()
    if rule is None:
        return _gone(request, decision, slug)
    if request.method == "POST":
        return _save(request, rule)
    if "shown" in request.GET:
        end_presence(request.user, Rule.KIND, rule.natural_key())
        return _shown(request, rule)
    show_presence(request.user, Rule.KIND, rule.natural_key())
    form = _row_form(rule, initial=values_of(rule))
    return _form(request, rule, form)


def _gone(request: HttpRequest, decision: str, slug: str) -> HttpResponse:
    """Answer for a rule that is not there: what was typed for it is shown once more, and not saved."""
    table = get_object_or_404(Decision, slug=decision)
    if request.method != "POST":
        raise Http404
    rule = Rule(slug=slug, decision=table, effects={})
    return _form(request, rule, _row_form(rule, request.POST), 409, {"gone": True})


def _save(request: HttpRequest, rule: Rule) -> HttpResponse:
    form = _row_form(rule, request.POST)
    if not form.is_valid():
        return _form(request, rule, form, 422)
    take_over(rule, form.cleaned_data)
    for finding in findings_of(rule):
        form.add_error(finding.field if finding.field in form.fields else None, finding.message)
    if form.errors:
        return _form(request, rule, form, 422)
    stamp_row(rule)
    try:
        save_row(rule, form.cleaned_data["seen"], actor_of(request))
    except Conflict as conflict:
        return _conflict(request, rule, conflict, form)
    end_presence(request.user, Rule.KIND, rule.natural_key())
    return _shown(request, rule, saved=True)


def _conflict(request: HttpRequest, rule: Rule, conflict: Conflict, form: RowForm) -> HttpResponse:
    """Show what was typed beside what is stored now; saving again is then a choice."""
    if conflict.current is None:
        return _form(request, rule, form, 409, {"gone": True})
    typed = request.POST.copy()
    typed["seen"] = conflict.current.changed_at.isoformat()
    return _form(request, rule, _row_form(rule, typed), 409, {"meanwhile": True})


def _form(
    request: HttpRequest, rule: Rule, form: RowForm, status: int = 200, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    current, columns = _as_stored(request, rule)
    context: dict[str, Any] = {
        "form": form,
        "rule": rule,
        "current": current,
        "columns": columns,
        "others": others_at(request.user, Rule.KIND, rule.natural_key()),
        "query": _query(request),
        "back": _back(request, rule),
        "full": record_url_of(Rule.KIND, rule.pk) if rule.pk and request.user.is_staff else "",
        **(more or {}),
    }
    if getattr(request, "htmx", False):
        return render(request, "editor/row.html#row", context, status=status)
    context |= {"heading": heading_of(request), "here": "rules"}
    return render(request, "editor/row.html", context, status=status)


def _as_stored(request: HttpRequest, rule: Rule) -> tuple[Row | None, int]:
    """Return the rule as it is stored, its effects as a list, and over how many columns its form reaches."""
    try:
        ground = ground_of(with_findings=False)
    except Unreadable:
        return None, 1
    decision, language = rule.decision.slug, get_language() or "en"
    asked = read_asked(ground.rulebook, decision, request.GET)
    current = make_row(ground, decision, rule.slug, Columns((), (), "list"), None, language)
    return current, columns_of(ground.rulebook, decision, asked, language).count


def _shown(request: HttpRequest, rule: Rule, *, saved: bool = False) -> HttpResponse:
    """Return the row as it reads now; without htmx lead back to the table."""
    if not getattr(request, "htmx", False):
        if saved:
            messages.success(request, _("Saved: %(rule)s.") % {"rule": rule.slug})
        return redirect(_back(request, rule))
    try:
        ground = ground_of()
    except Unreadable:
        return HttpResponse(headers={"HX-Redirect": _back(request, rule)})
    decision, language = rule.decision.slug, get_language() or "en"
    asked = read_asked(ground.rulebook, decision, request.GET)
    columns = columns_of(ground.rulebook, decision, asked, language)
    profile = profile_in(ground, named_profile(request, ground, asked.holds))
    context = {
        "row": make_row(ground, decision, rule.slug, columns, profile, language, why=asked.why),
        "columns": columns,
        "decision": decision,
        "links": full_forms(request, decision, [rule.slug]),
        "query": _query(request),
        "may_edit": True,
        "focus": True,
        "saved": saved,
    }
    return render(request, "editor/includes/rule_row.html", context)


def _row_form(rule: Rule, data: QueryDict | None = None, **more: Any) -> RowForm:
    # Several rows may be open in one table.
    return RowForm(_options(rule), data, auto_id=f"{rule.slug}-%s", **more)


def _options(rule: Rule) -> dict[str, str]:
    """Return the options that the form offers: those that can be picked, and those the rule names."""
    found = {
        option.slug: row_name(option)
        for option in rule.decision.options.all()
        if not option.retired or option.slug in rule.effects
    }
    return {**found, **{slug: slug for slug in rule.effects if slug not in found}}


def _query(request: HttpRequest) -> str:
    """Return what the table was asked for, which the row's address carries along."""
    params = request.GET.copy()
    params.pop("shown", None)
    return params.urlencode()


def _back(request: HttpRequest, rule: Rule) -> str:
    query = _query(request)
    address = reverse("editor:rules", args=[rule.decision.slug])
    return f"{address}?{query}#row-{rule.slug}" if query else f"{address}#row-{rule.slug}"
