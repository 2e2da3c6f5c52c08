"""Publishing the draft: all that speaks for and against it, and the form that does it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.editor.access import actor_of, publishing
from advisor.editor.calculations import last
from advisor.editor.comparing import rows
from advisor.editor.forms.publishing import PublishForm
from advisor.editor.heading import heading_of
from advisor.editor.impact import Impact
from advisor.editor.log_entries import entries
from advisor.editor.models import EditorJob
from advisor.editor.names import names_now
from advisor.editor.readiness import Readiness, readiness
from advisor.editor.version_list import suggested_label
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.locking import Outdated
from advisor.rulebook.models import Event
from advisor.rulebook.publishing import Seen, publish_draft

#: Changes, findings and entries that are shown; the others stand on their own pages.
MOST_SHOWN = 20


@publishing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """Show what would be published; POST publishes it if it still is what was shown."""
    try:
        state = readiness()
    except FixtureError as error:
        return _unreadable(request, error)
    if request.method != "POST":
        return _page(request, state, _form(state, {"label": suggested_label(timezone.localdate())}))
    form = _form(state, None, request.POST)
    seen = Seen(request.POST.get("mark", ""), request.POST.get("in_use", ""))
    if seen != state.seen:
        return _moved_on(request, state, form)
    if not form.is_valid() or not state.ready:
        return _page(request, state, form, status=422)
    try:
        done = publish_draft(**form.cleaned_data, actor=actor_of(request), seen=seen, exact=state.exact or ())
    except Outdated:
        now = readiness()
        return _moved_on(request, now, _form(now, None, request.POST))
    except FixtureError as error:
        return _page(request, state, form, status=422, refused=error)
    words = (
        _("Version %(version)s is published and in use.") if done.new else _("Version %(version)s is in use.")
    )
    messages.success(request, words % {"version": done.version})
    return redirect("editor:versions")


def _form(state: Readiness, initial: dict[str, str] | None, data: Any = None) -> PublishForm:
    return PublishForm(data, initial=initial, named=state.same_as is not None, fallen=bool(state.to_accept))


def _moved_on(request: HttpRequest, state: Readiness, form: PublishForm) -> HttpResponse:
    """Show the page anew with what was typed, and what others did since it was shown."""
    shown_at = _moment(request.POST.get("shown_at", ""))
    since = Event.objects.filter(at__gt=shown_at)[:MOST_SHOWN] if shown_at else Event.objects.all()[:3]
    # What is wrong with what was typed is said when it is sent again.
    blank = _form(state, {name: request.POST.get(name, "") for name in form.fields})
    return _page(request, state, blank, status=409, since=entries(since))


def _page(
    request: HttpRequest, state: Readiness, form: PublishForm, status: int = 200, **more: Any
) -> HttpResponse:
    language = get_language() or "en"
    running, _ended = last(EditorJob.Kind.CHECK, request.user)
    context = {
        "heading": heading_of(request),
        "here": "publish",
        "state": state,
        "form": form,
        "rows": rows(state.comparison, state.comparison.changes[:MOST_SHOWN], language),
        "more_changes": len(state.comparison.changes) - MOST_SHOWN,
        "errors": state.errors[:MOST_SHOWN],
        "checking": running if running and running.mark == state.seen.mark else None,
        "impact": _impact(request, state),
        "agreement": _agreement(state, language),
        "shown_at": timezone.now().isoformat(),
        **more,
    }
    return render(request, "editor/publish.html", context, status=status)


def _unreadable(request: HttpRequest, error: FixtureError) -> HttpResponse:
    context = {"heading": heading_of(request), "here": "publish", "unreadable": error}
    return render(request, "editor/publish.html", context, status=422 if request.method == "POST" else 200)


def _agreement(state: Readiness, language: str) -> list[dict[str, Any]]:
    """Return the agreement on every decision, before and now."""
    if state.trial is None:
        return []
    names = names_now(language)
    return [{"name": names.decision(moved.decision), "moved": moved} for moved in state.trial.moved]


def _impact(request: HttpRequest, state: Readiness) -> Impact | None:
    """Return what this account was told of this very draft's impact."""
    _running, ended = last(EditorJob.Kind.IMPACT, request.user)
    if (
        ended is None
        or ended.result is None
        or ended.mark != state.seen.mark
        or ended.version != state.seen.in_use
    ):
        return None
    return Impact.from_data(ended.result)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) else None
