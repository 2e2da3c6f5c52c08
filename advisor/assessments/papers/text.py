"""The questionnaire as text: Markdown for paper, YAML to fill in and read back."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import override

from advisor.assessments.papers.sheet import Sheet, asked_when, one_line, title_of
from advisor.assessments.reading import range_text
from advisor.engine import Answer
from advisor.engine.rulebook import Question
from advisor.rulebook.wording import number_text

#: Comments in YAML are wrapped at this many characters.
WIDTH = 100
_BLANK = "_" * 40
_QUOTES = '"'
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&!^{}@])")
_STARTS = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=:])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data|file)(:)|\b(www)(\.)")


def as_markdown(sheet: Sheet) -> str:
    """Return the questionnaire as Markdown that reads well on paper, in the sheet's language."""
    with override(sheet.language):
        lines = [f"# {_escaped(title_of(sheet))}", "", *_spaced(_how_on_paper())]
        for place, (section, questions) in enumerate(sheet.parts(), start=1):
            lines += [f"## {place}. {_escaped(sheet.words(section.title))}", ""]
            lines += _spaced([_escaped(sheet.words(section.description))])
            for question in questions:
                lines += _question_on_paper(sheet, question)
        lines += [_escaped(_("Rulebook version: %(hash)s") % {"hash": sheet.rulebook.hash})]
        return "\n".join(lines) + "\n"


def as_yaml(sheet: Sheet) -> str:
    """Return the questionnaire as YAML in the format of profiles.

    An open question is a comment line ``#slug:``; what is answered stands as ``slug: answer``.
    """
    with override(sheet.language):
        lines = [*_comment(title_of(sheet)), "#"]
        for sentence in _how_in_yaml():
            lines += _comment(sentence)
        lines += ["", f"rulebook: {_scalar(sheet.rulebook.hash)}", "", "profile:"]
        for place, (section, questions) in enumerate(sheet.parts(), start=1):
            lines += ["", f"  # ── {place}. {sheet.words(section.title)} ──"]
            for question in questions:
                lines += ["", *_question_in_yaml(sheet, question)]
        lines += ["", *_notes_in_yaml(sheet)]
        return "\n".join(lines) + "\n"


def _how_on_paper() -> list[str]:
    return [
        _("Answer for one component of the workload: a website and its nightly job get one paper each."),
        _("Tick what applies, and write a note wherever something needs explaining."),
        _("“I don't know” is a good answer; leave a question empty if you have not looked into it."),
    ]


def _how_in_yaml() -> list[str]:
    return [
        _("Answer for one component of the workload: a website and its nightly job get one file each."),
        _("To answer, remove the # before the question's name and write after the colon, like this:"),
        "  source_code: available",
        _("Use the word on the left of a choice; where several apply, a list: [http, tcp]"),
        _("Write null where you do not know. Leave the # where you have not looked into it."),
        _("Then save the file and give it back: the assessment can read it."),
    ]


def _question_on_paper(sheet: Sheet, question: Question) -> list[str]:
    number = sheet.number_of(question.slug)
    lines = [f"### {number}. {_escaped(sheet.words(question.text))}", ""]
    where = sheet.words(question.where)
    about = [_escaped(text) for text in (sheet.words(question.hint), *asked_when(sheet, question))]
    if where:
        about.append(_escaped(_("Where to find the answer: %(where)s") % {"where": where}))
    lines += _spaced(about)
    lines += _number_on_paper(sheet, question) if question.kind == "number" else []
    lines += _choices_on_paper(sheet, question)
    return [*lines, "", *_note_on_paper(sheet.notes.get(question.slug, "")), ""]


def _number_on_paper(sheet: Sheet, question: Question) -> list[str]:
    answer = sheet.answers.get(question.slug)
    given = number_text(answer) if isinstance(answer, int | float) else _BLANK
    unit = _escaped(sheet.words(question.unit))
    allowed = _escaped(range_text(question))
    return [f"{_('Answer')} ({allowed}): {given} {unit}".rstrip(), ""]


def _choices_on_paper(sheet: Sheet, question: Question) -> list[str]:
    lines = []
    if question.kind != "number":
        lines += [_("Tick all that apply:") if question.kind == "many" else _("Tick one:"), ""]
    answered = question.slug in sheet.answers
    answer = sheet.answers.get(question.slug)
    chosen = answer if isinstance(answer, tuple) else (answer,)
    for choice in question.choices:
        if choice.retired and choice.slug not in chosen:
            continue
        help_text = _escaped(sheet.words(choice.help))
        label = f"**{_escaped(sheet.words(choice.label))}**"
        lines.append(_box(choice.slug in chosen) + (f"{label}: {help_text}" if help_text else label))
    return [*lines, _box(answered and answer is None) + _escaped(_("I don't know"))]


def _box(ticked: bool) -> str:
    return "- [x] " if ticked else "- [ ] "


def _note_on_paper(note: str) -> list[str]:
    if not note:
        return [f"{_('Note')}: {_BLANK}"]
    written = [_escaped(one_line(line)) for line in note.splitlines() if line.strip()]
    return [f"{_('Note')}:", "", "\n>\n".join(f"> {line}" for line in written)]


def _question_in_yaml(sheet: Sheet, question: Question) -> list[str]:
    about = [
        f"{sheet.number_of(question.slug)}. {sheet.words(question.text)}",
        sheet.words(question.hint),
        *asked_when(sheet, question),
        _allowed(question),
    ]
    lines = [line for text in about if text for line in _comment(text, "  ")]
    longest = max((len(slug) for slug in question.choice_slugs), default=0)
    for choice in question.choices:
        if not choice.retired:
            help_text = sheet.words(choice.help)
            label = sheet.words(choice.label)
            words = f"{label}: {help_text}" if help_text else label
            text = f"{_scalar(choice.slug):{longest}}  {words}"
            lines += _comment(text, "  ", "   ", " " * (longest + 5))
    if question.slug in sheet.answers:
        return [*lines, f"  {question.slug}: {_value(sheet.answers[question.slug])}"]
    return [*lines, f"  #{question.slug}:"]


def _allowed(question: Question) -> str:
    if question.kind == "number":
        return _("A number: %(range)s.") % {"range": range_text(question)}
    return _("One or more of these, as a list:") if question.kind == "many" else _("One of these:")


def _notes_in_yaml(sheet: Sheet) -> list[str]:
    lines = _comment(_("Notes: one line for each question that needs explaining, in quotes, like this:"))
    lines += ['#  source_code: "…"', "", "notes:"]
    quoted = {slug: _scalar(note, style=_QUOTES) for slug, note in sheet.notes.items() if note}
    return lines + [f"  {slug}: {note}" for slug, note in quoted.items()]


def _value(answer: Answer) -> str:
    return _scalar(list(answer) if isinstance(answer, tuple) else answer)


def _scalar(value: Any, style: str | None = None) -> str:
    """Return a value as YAML on one line, quoted where it has to be."""
    text = yaml.safe_dump(
        [value], default_flow_style=True, default_style=style, width=float("inf"), allow_unicode=True
    )
    return text.strip()[1:-1]


def _comment(text: str, indent: str = "", lead: str = " ", hanging: str = " ") -> list[str]:
    """Return a text as comment lines; ``lead`` stands before the first, ``hanging`` before the others."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"{indent}#{lead}",
        subsequent_indent=f"{indent}#{hanging}",
        break_on_hyphens=False,
    )


def _spaced(texts: Sequence[str]) -> list[str]:
    return [line for text in texts if text for line in (text, "")]


def _escaped(text: str) -> str:
    """Return one line that Markdown shows as it is: no markup, no HTML, no links."""
    text = _SPECIAL.sub(r"\\\1", text)
    text = _ADDRESS.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", text)
    return _STARTS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)
