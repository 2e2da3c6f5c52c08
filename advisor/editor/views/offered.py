"""Answers that owners offer to the rulebook, and the scenarios that are made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from advisor.assessments.access import note_offered, offered_assessments
from advisor.assessments.models import Assessment
from advisor.editor.access import actor_of, editing
from advisor.editor.heading import heading_of
from advisor.editor.links import simulator_with
from advisor.editor.names import Names, OptionName, names_now
from advisor.editor.offering import Wish, answers_of, make_scenario, offered_one, preset, read_wish
from advisor.engine import Compiled, all_outcomes
from advisor.engine.rulebook import RANKED_DECISIONS
from advisor.rulebook.draft import compiled_draft_or_none, current_draft
from advisor.rulebook.models import Version
from advisor.rulebook.published import compiled_or_none

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """One offered assessment: its answers in words, and what the version in use gives for them."""

    assessment: Assessment
    answers: Sequence[tuple[str, str]]
    outcomes: Sequence[tuple[str, Sequence[OptionName]]]
    unread: int


@editing
@never_cache
@require_safe
def offered(request: HttpRequest) -> HttpResponse:
    """List what is offered, without any names."""
    page = Paginator(offered_assessments().prefetch_related("answers"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    in_use, names = _in_use(), names_now(get_language() or "en")
    context = {
        "heading": heading_of(request),
        "here": "scenarios",
        "page": page,
        "offers": [_offer(one, in_use, names) for one in page.object_list] if in_use else [],
    }
    return render(request, "editor/offered.html", context)


@editing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: HttpRequest, code: UUID) -> HttpResponse:
    """Make a scenario of the draft from one of them."""
    note_offered(request, code)
    assessment, in_use, draft = offered_one(code), _in_use(), compiled_draft_or_none()
    if in_use is None or draft is None:
        messages.error(request, _("Mend the draft first: it cannot be decided from. The checks say why."))
        return redirect("editor:checks")
    if request.method != "POST":
        profile, _unread = answers_of(assessment, in_use.rulebook)
        return _form(request, assessment, in_use, preset(in_use, profile))
    wish = read_wish(request.POST)
    records = current_draft().records
    problems = make_scenario(code, wish, draft.rulebook, records, actor_of(request))
    if problems:
        return _form(request, assessment, in_use, replace(wish, problems=problems))
    messages.success(request, _("“%(title)s” is now a requirement of the draft.") % {"title": wish.title})
    return redirect(simulator_with([("scenario", wish.slug)]))


def _form(request: HttpRequest, assessment: Assessment, in_use: Compiled, wish: Wish) -> HttpResponse:
    names = names_now(get_language() or "en")
    context: dict[str, Any] = {
        "heading": heading_of(request),
        "here": "scenarios",
        "offer": _offer(assessment, in_use, names),
        "wish": wish,
        "expectable": [
            (slug, names.decision(slug), _options(names, slug), wish.expect.get(slug, ""))
            for slug in RANKED_DECISIONS
        ],
    }
    return render(request, "editor/offered_one.html", context, status=422 if wish.problems else 200)


def _options(names: Names, decision: str) -> Mapping[str, str]:
    table = names.rulebook.decisions.get(decision)
    options = table.options if table else ()
    return {o.slug: names.option(decision, o.slug).name for o in options if not o.retired}


def _offer(assessment: Assessment, in_use: Compiled, names: Names) -> Offer:
    profile, unread = answers_of(assessment, in_use.rulebook)
    ranked, supporting = all_outcomes(in_use, profile)
    outcomes = [
        (names.decision(slug), names.outcome(slug, outcome))
        for slug, outcome in (*zip(RANKED_DECISIONS, ranked, strict=True), ("supporting", supporting))
    ]
    return Offer(assessment, names.answers(profile), outcomes, len(unread))


def _in_use() -> Compiled | None:
    return compiled_or_none(Version.objects.current_hash())
