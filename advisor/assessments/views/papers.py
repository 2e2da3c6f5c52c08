"""The questionnaire as a file: to send round, empty or as far as it is filled, and to read back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from advisor.assessments.access import own_assessment
from advisor.assessments.actions import Open
from advisor.assessments.filled_in import FILE, LARGEST_KIB, STORED, Difference, Paper, read_paper, take_over
from advisor.assessments.models import Assessment
from advisor.assessments.papers import WRITERS, Sheet
from advisor.assessments.profile import profile_of
from advisor.assessments.views.common import language
from advisor.engine import Answer, Rulebook
from advisor.rulebook.published import current, rulebook_for
from advisor.rulebook.wording import answer_text

CONTENT_TYPES = {"md": "text/markdown; charset=utf-8", "yaml": "application/yaml; charset=utf-8"}


@require_safe
def questionnaire(request: HttpRequest, kind: str) -> HttpResponse:
    """The empty questionnaire of the rulebook in use, in the language asked for."""
    chosen = _language_asked_for(request)
    return _file(Sheet(current().rulebook, chosen), kind, _("questionnaire"))


@never_cache
@require_safe
def own_questionnaire(request: HttpRequest, code: UUID, kind: str) -> HttpResponse:
    """The questionnaire with the answers and notes of an assessment."""
    assessment = own_assessment(request, code)
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
    """Take a filled questionnaire over; what would overwrite other answers is asked first."""
    assessment = own_assessment(request, code)
    if request.method != "POST":
        return _form(request, assessment, "")
    text, problem = _text_of(request)
    if problem:
        return _form(request, assessment, text, (problem,))
    rulebook = rulebook_for(assessment.rulebook)
    paper = read_paper(rulebook, text)
    if paper.problems:
        shown = text if len(text) <= LARGEST_KIB * 1024 else ""
        return _form(request, assessment, shown, paper.problems)
    saved, differences = take_over(assessment, rulebook, paper, _choices(request))
    if differences:
        return _ask(request, assessment, paper, _shown(rulebook, differences))
    messages.success(request, _told(saved))
    return redirect("assessments:check", code)


def _text_of(request: HttpRequest) -> tuple[str, str]:
    """Return the text that was uploaded or pasted, and what is wrong with it, if anything."""
    upload = request.FILES.get("file")
    if upload is None:
        text = request.POST.get("text", "")
        return text, "" if text.strip() else _("Choose a file, or paste its text.")
    if (upload.size or 0) > LARGEST_KIB * 1024:
        return "", _("The file is larger than %(most)s KiB.") % {"most": LARGEST_KIB}
    try:
        return upload.read().decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return "", _("The file is not text in UTF-8.")


def _choices(request: HttpRequest) -> dict[str, str]:
    """Return what was decided, field by field; a button decides for all that were shown."""
    every = request.POST.get("all", "")
    return {field: every or request.POST.get(field, "") for field in request.POST.getlist("shown")}


def _form(
    request: HttpRequest, assessment: Assessment, text: str, problems: tuple[str, ...] = ()
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "text": text,
        "problems": problems,
        "most": LARGEST_KIB,
        "languages": settings.LANGUAGES,
    }
    return render(request, "assessments/papers.html", context, status=422 if problems else 200)


def _ask(
    request: HttpRequest, assessment: Assessment, paper: Paper, differences: list[Shown]
) -> HttpResponse:
    asked = "shown" in request.POST
    context = {
        "assessment": assessment,
        "text": paper.text(),
        "differences": differences,
        "missing": [d for d in differences if not d.choice] if asked else [],
        "stored": STORED,
        "file": FILE,
    }
    return render(request, "assessments/papers_differ.html", context, status=409 if asked else 200)


def _told(saved: int) -> str:
    if not saved:
        return _("The file says nothing new; all stays as it was.")
    sentence = ngettext("One answer was taken over.", "%(count)d answers were taken over.", saved)
    return sentence % {"count": saved}


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference in words; ``slug`` is its anchor."""

    slug: str
    question: str
    field: str
    choice: str
    stored: str
    stored_note: str
    given: str
    given_note: str


def _shown(rulebook: Rulebook, differences: tuple[Difference, ...]) -> list[Shown]:
    return [
        Shown(
            slug=difference.question.slug,
            question=difference.question.text.in_language(language()),
            field=difference.field,
            choice=difference.choice,
            stored=_in_words(rulebook, difference, difference.stored_value),
            stored_note=difference.stored_note,
            given=_in_words(rulebook, difference, difference.value),
            given_note=difference.note,
        )
        for difference in differences
    ]


def _in_words(rulebook: Rulebook, difference: Difference, value: Answer | Open) -> str:
    if isinstance(value, Open):
        return _("no answer")
    return answer_text(rulebook, difference.question.slug, value, language())


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
