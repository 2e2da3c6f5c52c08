"""The questionnaire as a file: to send round, empty or as far as it is filled, and to read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from advisor.accounts.roles import Act
from advisor.assessments.access import assessment_for
from advisor.assessments.actions import Open
from advisor.assessments.filled_in import (
    LARGEST_KIB,
    LARGEST_WORKBOOK_KIB,
    MOST_FILES,
    PAPER,
    STORED,
    Candidate,
    Difference,
    Handed,
    Paper,
    read_files,
    read_paper,
    take_over,
    together,
)
from advisor.assessments.models import Assessment
from advisor.assessments.papers import WRITERS, Sheet
from advisor.assessments.profile import profile_of
from advisor.assessments.views.common import language
from advisor.engine import Rulebook
from advisor.rulebook.published import current, rulebook_for
from advisor.rulebook.wording import answer_text

CONTENT_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def questionnaire(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty questionnaire of the rulebook in use, in the language asked for."""
    chosen = _language_asked_for(request)
    return _file(Sheet(current().rulebook, chosen), kind, _("questionnaire"))


@never_cache
@require_safe
def own_questionnaire(request: HttpRequest, code: UUID, kind: str) -> HttpResponse:
    """The questionnaire with the answers and notes of an assessment."""
    assessment = assessment_for(request, code, Act.EXPORT)
    rulebook = rulebook_for(assessment.rulebook)
    stored = {answer.question: answer for answer in assessment.answers.all()}
    sheet = Sheet(
        rulebook=rulebook,
        language=_language_asked_for(request),
        title=assessment.title,
        answers=profile_of(rulebook, stored),
        notes={slug: stored[slug].note for slug in rulebook.questions if slug in stored},
    )
    name = slugify(assessment.title, allow_unicode=True)[:80]
    return _file(sheet, kind, "-".join(part for part in (_("questionnaire"), name) if part))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill_in(request: HttpRequest, code: UUID) -> HttpResponse:
    """Take filled questionnaires over; where they contradict each other or what is stored, ask first."""
    assessment = assessment_for(request, code, Act.CHANGE)
    if request.method != "POST":
        return _form(request, assessment, "")
    rulebook = rulebook_for(assessment.rulebook)
    papers, problems = _papers(request, rulebook)
    if not problems:
        stored = {answer.question: answer for answer in assessment.answers.all()}
        problems = together(rulebook, stored, papers)
    if problems:
        return _form(request, assessment, _pasted(request), problems)
    saved, differences = take_over(assessment, rulebook, papers, _choices(request))
    if differences:
        return _ask(request, assessment, papers, _shown(rulebook, differences))
    messages.success(request, _told(saved))
    return redirect("assessments:check", code)


def _papers(request: HttpRequest, rulebook: Rulebook) -> tuple[list[Paper], list[str]]:
    """Return what was uploaded or pasted, or shown before and sent again, and what is wrong with it."""
    uploads = request.FILES.getlist("file")
    if uploads:
        return read_files(rulebook, [_handed(upload) for upload in uploads])
    texts = [text for text in request.POST.getlist("text") if text.strip()][:MOST_FILES]
    if not texts:
        return [], [_("Choose a file, or paste its text.")]
    papers = [read_paper(rulebook, text) for text in texts]
    return papers, [problem for paper in papers for problem in paper.problems]


def _handed(upload: UploadedFile[bytes]) -> Handed:
    """Return an upload, as much of it as is needed to see that it is too large."""
    return Handed(upload.name or "", upload.read(LARGEST_WORKBOOK_KIB * 1024 + 1))


def _pasted(request: HttpRequest) -> str:
    """Return what was pasted, to be mended; nothing where files were uploaded or where it is too long."""
    text = "" if request.FILES.getlist("file") else request.POST.get("text", "")
    return text if len(text) <= LARGEST_KIB * 1024 else ""


def _choices(request: HttpRequest) -> dict[str, str]:
    """Return what was decided, field by field; a button decides for all that were shown."""
    every = request.POST.get("all", "")
    return {field: every or request.POST.get(field, "") for field in request.POST.getlist("shown")}


def _form(
    request: HttpRequest, assessment: Assessment, text: str, problems: Sequence[str] = ()
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "text": text,
        "problems": problems,
        "most": LARGEST_KIB,
        "most_workbook": LARGEST_WORKBOOK_KIB,
        "most_files": MOST_FILES,
        "languages": settings.LANGUAGES,
        "kinds": [("xlsx", "Excel"), ("yaml", "YAML"), ("md", "Markdown")],
    }
    return render(request, "assessments/papers.html", context, status=422 if problems else 200)


def _ask(
    request: HttpRequest, assessment: Assessment, papers: Sequence[Paper], differences: list[Shown]
) -> HttpResponse:
    asked = "shown" in request.POST
    context = {
        "assessment": assessment,
        "text": [paper.text() for paper in papers],
        "differences": differences,
        "missing": [d for d in differences if not d.choice] if asked else [],
        "stored": STORED,
        "several": len(papers) > 1,
        "papers": [(f"{PAPER}-{number}", paper.by) for number, paper in enumerate(papers, start=1)],
    }
    return render(request, "assessments/papers_differ.html", context, status=409 if asked else 200)


def _told(saved: int) -> str:
    if not saved:
        return _("The file says nothing new; all stays as it was.")
    sentence = ngettext("One answer was taken over.", "%(count)d answers were taken over.", saved)
    return sentence % {"count": saved}


@dataclass(frozen=True, slots=True)
class ShownCandidate:
    """One answer to choose, in words; ``by`` are those who say so, ``notes`` what each of them noted."""

    key: str
    answer: str
    by: str
    notes: tuple[tuple[str, str], ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference in words; ``slug`` is its anchor."""

    slug: str
    question: str
    field: str
    choice: str
    candidates: tuple[ShownCandidate, ...]


def _shown(rulebook: Rulebook, differences: Sequence[Difference]) -> list[Shown]:
    return [
        Shown(
            slug=difference.question.slug,
            question=difference.question.text.in_language(language()),
            field=difference.field,
            choice=difference.choice,
            candidates=tuple(_candidate(rulebook, difference, c) for c in difference.candidates),
        )
        for difference in differences
    ]


def _candidate(rulebook: Rulebook, difference: Difference, candidate: Candidate) -> ShownCandidate:
    if isinstance(candidate.value, Open):
        answer = _("no answer")
    else:
        answer = answer_text(rulebook, difference.question.slug, candidate.value, language())
    return ShownCandidate(
        key=candidate.key,
        answer=answer,
        by=", ".join(said.by for said in candidate.said if said.by),
        notes=tuple((said.by, said.note) for said in candidate.said if said.note),
        chosen=candidate.key == difference.choice,
    )


def _language_asked_for(request: HttpRequest) -> str:
    chosen = request.GET.get("language") or language()
    if chosen not in dict(settings.LANGUAGES):
        raise Http404
    return chosen


def _file(sheet: Sheet, kind: str, name: str) -> HttpResponse:
    if kind not in WRITERS:
        raise Http404
    response = HttpResponse(WRITERS[kind](sheet), content_type=CONTENT_TYPES[kind])
    disposition = content_disposition_header(True, f"{name}.{kind}")
    response["Content-Disposition"] = disposition or "attachment"
    response["Content-Language"] = sheet.language
    return response
