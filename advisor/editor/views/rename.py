"""Another name for a record that no version has published, in the record and wherever it is named."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.editor.access import actor_of, editing
from advisor.editor.comparing import rows
from advisor.editor.heading import heading_of
from advisor.editor.links import record_url
from advisor.editor.several import Plan, plan_to_rename
from advisor.rulebook.draft import known_records
from advisor.rulebook.editing import apply
from advisor.rulebook.field_names import kind_label
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.locking import Outdated
from advisor.rulebook.models import Event
from advisor.rulebook.published_names import is_published
from advisor.rulebook.schema import KINDS

PER_PAGE = 40


@editing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Ask for the name, with ``?slug=…`` show what it would change; POST does it."""
    name = tuple(key.split("/"))
    if kind not in KINDS or known_records().find(kind, *name) is None:
        raise Http404(f"There is no {kind} {key} in the draft.")
    slug = (request.POST if request.method == "POST" else request.GET).get("slug", "").strip()
    if not slug and request.method != "POST":
        return _page(request, kind, name)
    try:
        plan = plan_to_rename(kind, name, slug)
    except (ValueError, FixtureError) as error:
        message = error.message if isinstance(error, FixtureError) else str(error)
        return _page(request, kind, name, slug, problem=message, status=422)
    if request.method != "POST":
        return _page(request, kind, name, slug, plan)
    try:
        if plan.mark != request.POST.get("mark", ""):
            raise Outdated("The draft was changed in the meantime.")
        apply(plan.edits, actor_of(request), Event.Action.RENAMED, f"{kind} {key}", seen=plan.mark)
    except Outdated:
        words = _(
            "Nothing was renamed: the draft was changed in the meantime. Look again at what would change."
        )
        return _page(request, kind, name, slug, plan_to_rename(kind, name, slug), words, 409)
    messages.success(request, _("“%(old)s” is called “%(new)s” now.") % {"old": name[-1], "new": slug})
    return redirect(record_url(kind, (*name[:-1], slug)) if request.user.is_staff else "editor:log")


def _page(
    request: HttpRequest,
    kind: str,
    key: tuple[str, ...],
    slug: str = "",
    plan: Plan | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    language = get_language() or "en"
    changes = plan.comparison.changes if plan else ()
    page = Paginator(changes, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": heading_of(request),
        "here": "",
        "kind": kind_label(kind),
        "key": "/".join(key),
        "slug": slug or key[-1],
        "query": urlencode({"slug": slug}) + "&",
        "published": is_published(kind, key),
        "plan": plan,
        "problem": problem,
        "page": page,
        "rows": rows(plan.comparison, page, language) if plan else [],
        "back": record_url(kind, key) if request.user.is_staff else "",
    }
    return render(request, "editor/rename.html", context, status=status)
