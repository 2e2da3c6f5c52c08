"""Another name for a record that no version has published, in the record and wherever it is named."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.editor.access import actor_of, editing
from advisor.editor.several import Key, Plan, carry_out, plan_to_rename
from advisor.editor.views.plans import key_of, planned, reason, to_record
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.locking import Outdated
from advisor.rulebook.models import Event
from advisor.rulebook.published_names import is_published


@editing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Ask for the name, with ``?slug=…`` show what it would change; POST does it."""
    name = key_of(kind, key)
    slug = (request.POST if request.method == "POST" else request.GET).get("slug", "").strip()
    if not slug and request.method != "POST":
        return _page(request, kind, name)
    try:
        plan = plan_to_rename(kind, name, slug)
    except (ValueError, FixtureError) as error:
        return _page(request, kind, name, slug, problem=reason(error), status=422)
    if request.method != "POST":
        return _page(request, kind, name, slug, plan)
    try:
        carry_out(
            plan, request.POST.get("mark", ""), actor_of(request), Event.Action.RENAMED, f"{kind} {key}"
        )
    except Outdated:
        words = _(
            "Nothing was renamed: the draft was changed in the meantime. Look again at what would change."
        )
        return _page(request, kind, name, slug, plan_to_rename(kind, name, slug), words, 409)
    messages.success(request, _("“%(old)s” is called “%(new)s” now.") % {"old": name[-1], "new": slug})
    return to_record(request, kind, (*name[:-1], slug))


def _page(
    request: HttpRequest,
    kind: str,
    key: Key,
    slug: str = "",
    plan: Plan | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = planned(request, kind, key, plan, problem)
    context |= {"slug": slug or key[-1], "published": is_published(kind, key)}
    return render(request, "editor/rename.html", context, status=status)
