"""The rulebook as files: out of the draft and the versions, and back into the draft."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from advisor.editor.access import actor_of, editing, looking
from advisor.editor.comparing import rows
from advisor.editor.fixture_sets import QUESTIONNAIRE, draft_files, keep, version_files
from advisor.editor.heading import heading_of
from advisor.editor.models import FixtureSet
from advisor.editor.taking import brought, read_files, read_questionnaire, take
from advisor.editor.uploads import limited, uploaded
from advisor.editor.version_list import version_of
from advisor.engine import RulebookError
from advisor.rulebook.draft import compiled_draft, draft_mark, known_records
from advisor.rulebook.exchange.archive import LARGEST_UPLOAD, files_of_upload, zip_of
from advisor.rulebook.exchange.formats import KINDS, exported
from advisor.rulebook.findings import FixtureError, errors
from advisor.rulebook.locking import Outdated
from advisor.rulebook.models import Version
from advisor.rulebook.published import rulebook_for
from advisor.rulebook.reading import decoded
from advisor.rulebook.yaml_nodes import Complaint

FIXTURES, DRAFT = "fixtures", "draft"
#: Differing records that a page shows.
PER_PAGE = 40


@looking
@never_cache
@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """Show what can be taken out and brought in, and the drafts of before."""
    return _page(request)


@limited
@editing
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a set of fixtures, or one file, for a look; nothing is changed yet."""
    try:
        name, content = uploaded(request)
        found = files_of_upload(name, content)
        read_files(found)
    except FixtureError as error:
        return _page(request, error, 422)
    return _kept(request, name, found)


@limited
@editing
@require_POST
def upload_questionnaire(request: HttpRequest) -> HttpResponse:
    """Keep a Konveyor questionnaire for a look; nothing is changed yet."""
    try:
        name, content = uploaded(request)
        text = _text(content)
        read_questionnaire(text, name, known_records())
    except FixtureError as error:
        return _page(request, error, 422)
    return _kept(request, name, {QUESTIONNAIRE: text})


@editing
@require_POST
def take_version(request: HttpRequest, version: str) -> HttpResponse:
    """Keep a version's files for a look, to make the draft equal to it; nothing is changed yet."""
    wanted = version_of(version)
    try:
        found = version_files(wanted.hash)
    except FixtureError as error:
        return _page(request, error, 422)
    return _kept(request, _("Version %(version)s") % {"version": wanted}, found)


@looking
@never_cache
@require_safe
def brought_in(request: HttpRequest, code: UUID) -> HttpResponse:
    """Show what taking a set would change, and what the checks say of it."""
    return _look(request, get_object_or_404(FixtureSet, code=code))


@editing
@require_POST
def take_in(request: HttpRequest, code: UUID) -> HttpResponse:
    """Take a set into the draft, if the draft still is the one that it was compared with."""
    kept = get_object_or_404(FixtureSet, code=code)
    try:
        take(kept, request.POST.get("mark", ""), actor_of(request), request.user)
    except Outdated:
        words = _(
            "Nothing was taken: the draft was changed in the meantime. Look again at what would change."
        )
        return _look(request, kept, words, 409)
    except FixtureError as error:
        return _page(request, error, 422)
    messages.success(request, _("“%(name)s” is the draft now.") % {"name": kept.name})
    return redirect("editor:files")


@looking
@never_cache
@require_safe
def download(request: HttpRequest, which: str, form: str) -> HttpResponse:
    """Send the draft or a version as a zip file of fixtures, as DMN or as JDM."""
    if form != FIXTURES and form not in KINDS:
        raise Http404(f"There is no file of the kind {form}.")
    version = None if which == DRAFT else version_of(which)
    try:
        content, content_type, suffix = _zipped(version) if form == FIXTURES else _exported(version, form)
    except (FixtureError, RulebookError) as error:
        problem = error if isinstance(error, FixtureError) else FixtureError(str(error))
        return _page(request, problem, 409)
    name = (
        slugify(str(version), allow_unicode=True) or which if version else f"draft-{localdate().isoformat()}"
    )
    headers = {"Content-Disposition": content_disposition_header(True, f"fourways-{name}{suffix}")}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _zipped(version: Version | None) -> tuple[bytes, str, str]:
    found = version_files(version.hash) if version else draft_files()
    return zip_of(found), "application/zip", ".zip"


def _exported(version: Version | None, form: str) -> tuple[bytes, str, str]:
    rulebook = rulebook_for(version.hash) if version else compiled_draft().rulebook
    return exported(rulebook, form, get_language() or "en")


def _text(content: bytes) -> str:
    try:
        return decoded(content)
    except Complaint as complaint:
        raise FixtureError(complaint.words) from complaint


def _kept(request: HttpRequest, name: str, found: dict[str, str]) -> HttpResponse:
    kept = keep(FixtureSet.Role.BROUGHT, name, found, request.user, draft_mark())
    return redirect("editor:brought", kept.code)


def _look(request: HttpRequest, kept: FixtureSet, problem: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "heading": heading_of(request),
        "here": "files",
        "kept": kept,
        "problem": problem,
    }
    try:
        found = brought(kept)
    except FixtureError as error:
        return _page(request, error, 409)
    page = Paginator(found.comparison.changes, PER_PAGE).get_page(request.GET.get("page"))
    context |= {
        "found": found,
        "page": page,
        "rows": rows(found.comparison, page, get_language() or "en"),
        "errors": errors(found.findings),
        "warnings": sum(one.level == "warning" for one in found.findings),
    }
    return render(request, "editor/brought.html", context, status=status)


def _page(request: HttpRequest, problem: FixtureError | None = None, status: int = 200) -> HttpResponse:
    context = {
        "heading": heading_of(request),
        "here": "files",
        "mark": draft_mark(),
        "problem": problem,
        "kinds": [(slug, kind.name) for slug, kind in KINDS.items()],
        "sets": FixtureSet.objects.select_related("user").defer("archive"),
        "limit": LARGEST_UPLOAD // 2**20,
    }
    return render(request, "editor/files.html", context, status=status)
