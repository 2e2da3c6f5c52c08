"""Retiring a record: what depends on it, exactly what will change, and then all of it at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.editor.access import actor_of, editing
from advisor.editor.several import Key, Plan, carry_out, plan_to_retire
from advisor.editor.views.plans import key_of, planned, reason, to_record
from advisor.rulebook.dependents import Dependent
from advisor.rulebook.draft import known_records
from advisor.rulebook.field_names import field_label, kind_label
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.locking import Outdated
from advisor.rulebook.models import Event
from advisor.rulebook.naming import record_name


@editing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show what retiring would do; POST does it if the draft still is the one that was shown."""
    name = key_of(kind, key)
    try:
        plan = plan_to_retire(kind, name)
    except (ValueError, FixtureError) as error:
        return _page(request, kind, name, None, reason(error), 422 if request.method == "POST" else 200)
    if request.method != "POST":
        return _page(request, kind, name, plan)
    try:
        carry_out(
            plan, request.POST.get("mark", ""), actor_of(request), Event.Action.RETIRED, f"{kind} {key}"
        )
    except Outdated:
        words = _(
            "Nothing was retired: the draft was changed in the meantime. Look again at what would change."
        )
        return _page(request, kind, name, plan_to_retire(kind, name), words, 409)
    told = _("“%(name)s” is retired. The log keeps what every record said before, so that it can be undone.")
    messages.success(request, told % {"name": _name(kind, name)})
    return to_record(request, kind, name)


def _page(
    request: HttpRequest, kind: str, key: Key, plan: Plan | None, problem: str = "", status: int = 200
) -> HttpResponse:
    context = planned(request, kind, key, plan, problem)
    kept = [_said(dependent, get_language() or "en") for dependent in plan.kept] if plan else []
    context |= {"name": _name(kind, key), "kept": kept}
    return render(request, "editor/retire.html", context, status=status)


def _name(kind: str, key: Key) -> str:
    record = known_records().find(kind, *key)
    return record_name(record, get_language() or "en") if record else "/".join(key)


def _said(dependent: Dependent, language: str) -> str:
    record = dependent.record
    return _("%(kind)s “%(name)s”: %(field)s") % {
        "kind": kind_label(record.kind),
        "name": record_name(record, language),
        "field": field_label(record.kind, dependent.field),
    }
