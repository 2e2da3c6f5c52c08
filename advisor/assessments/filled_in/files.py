"""The files that somebody hands in: each is a paper from somebody, whatever format it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from advisor.assessments.filled_in.joining import join
from advisor.assessments.filled_in.paper import LARGEST_KIB, Paper, name_of, read_paper, refused
from advisor.assessments.filled_in.workbook import read_workbook
from advisor.assessments.models import TEXT_LENGTH
from advisor.assessments.models import Answer as StoredAnswer
from advisor.engine import Rulebook

#: So many files are read at once, and so much may they say together.
MOST_FILES = 20
MOST_TOGETHER_KIB = 3 * LARGEST_KIB
_WORKBOOK = b"PK"


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as it was handed in."""

    name: str
    data: bytes


def read_files(rulebook: Rulebook, files: Sequence[Handed]) -> tuple[list[Paper], list[str]]:
    """Return what files say, and what is wrong with them; of several, each problem names its file.

    A paper is by whoever its file names, else it has the file's name; two of the same name get a number.
    """
    if len(files) > MOST_FILES:
        return [], [_("At most %(most)s files are read at once.") % {"most": MOST_FILES}]
    several = len(files) > 1
    papers, problems = [], []
    for file in files:
        paper = _read(rulebook, file.data)
        by = paper.by or (name_of(PurePosixPath(file.name).stem) if several else "")
        papers.append(replace(paper, by=by))
        problems += [f"{name_of(file.name)}: {text}" if several else text for text in paper.problems]
    return _told_apart(papers), problems


def together(rulebook: Rulebook, stored: Mapping[str, StoredAnswer], papers: Sequence[Paper]) -> list[str]:
    """Return why papers cannot be taken together beside what is stored, nothing where they can."""
    if sum(len(paper.text().encode()) for paper in papers) > MOST_TOGETHER_KIB * 1024:
        sentence = _("Together the files say more than %(most)s KiB. Read fewer at once.")
        return [sentence % {"most": MOST_TOGETHER_KIB}]
    joined = join(rulebook, stored, papers)
    notes = {slug: candidate.note for slug, candidate in joined.agreed.items()}
    notes |= {difference.question.slug: difference.stored.note for difference in joined.differences}
    sentence = _("The notes on %(question)s are longer than %(most)s characters together.")
    return [
        sentence % {"question": slug, "most": f"{TEXT_LENGTH:,}"}
        for slug, note in notes.items()
        if len(note) > TEXT_LENGTH
    ]


def _read(rulebook: Rulebook, data: bytes) -> Paper:
    if data.startswith(_WORKBOOK):
        paper = read_workbook(rulebook, data)
    elif len(data) > LARGEST_KIB * 1024:
        return refused(_("The file is larger than %(most)s KiB.") % {"most": LARGEST_KIB})
    else:
        try:
            paper = read_paper(rulebook, data.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return refused(_("The file is not text in UTF-8."))
    if len(paper.text().encode()) > LARGEST_KIB * 1024:
        return refused(_("The file says more than %(most)s KiB.") % {"most": LARGEST_KIB})
    return paper


def _told_apart(papers: Sequence[Paper]) -> list[Paper]:
    """Return papers whose names differ."""
    told: list[Paper] = []
    for paper in papers:
        name, number = paper.by, 2
        while paper.by and paper.by in {other.by for other in told}:
            paper, number = replace(paper, by=f"{name} ({number})"), number + 1
        told.append(paper)
    return told
