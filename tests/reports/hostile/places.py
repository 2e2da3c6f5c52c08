"""A report with something typed in every place where people can type, each place with a mark of its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from advisor.assessments.models import NAME_LENGTH, TEXT_LENGTH, Assessment
from advisor.engine import compile_rulebook, decide, parse_profile, read_document
from advisor.reports.evaluation import CoverDetails, Earlier, Override, evaluate
from advisor.reports.formats import Making
from tests.reports.book import FULL, TODAY, document, make_subject

#: The place where it was typed → how many characters it takes.
ROOM = {
    **dict.fromkeys(("id", "workload", "component", "variant", "client", "contact"), NAME_LENGTH),
    **dict.fromkeys(("author", "confidential", "by", "milestone"), NAME_LENGTH),
    **dict.fromkeys(("note", "description", "reason", "option"), TEXT_LENGTH),
    "version": 50,
}
#: What a format shows of it; slides cut what does not fit, and tables of rules name the workload only.
PAPER = (
    "workload", "component", "variant", "client", "contact", "author", "version", "confidential",
    "note", "description", "reason", "by", "milestone",
)  # fmt: skip
SHOWN = {
    **dict.fromkeys(("pdf", "docx", "html", "markdown"), PAPER),
    "xlsx": ("workload", "component", "variant", "client", "note", "reason", "by"),
    "csv": ("id", "workload", "component", "variant"),
    "csv-answers": ("id", "workload", "component", "variant", "note"),
    "pptx": (),
}


def typed(place: str, text: str) -> str:
    """Return a hostile text as it is typed in a place: as much as there is room for, and the place's mark."""
    mark = f" ({place})"
    return text[: ROOM[place] - len(mark)] + mark


@cache
def book():
    return compile_rulebook(read_document(document(), f"sha256:{'0' * 64}"))


def everywhere(text: str) -> dict[str, str]:
    """Return one text for every place; a long one only for the note, the others would be cut."""
    if len(text) > NAME_LENGTH:
        return {**dict.fromkeys(ROOM, "Plain words"), "note": text}
    return dict.fromkeys(ROOM, text)


def making(texts: Mapping[str, str], language: str = "en") -> Making:
    """Return a report in every place of which its text was typed."""
    said = {place: typed(place, texts[place]) for place in ROOM}
    named = Assessment(name=said["workload"], component=said["component"], variant=said["variant"])
    profile, errors = parse_profile(book().rulebook, FULL)
    before, _ = parse_profile(book().rulebook, {**FULL, "source_code": "unavailable", "size": 900})
    assert not errors
    subject = make_subject(
        language,
        id=said["id"],
        name=named.title,
        client=said["client"],
        contact=said["contact"],
        description=said["description"],
        notes=dict.fromkeys(FULL, said["note"]),
        cover=CoverDetails(said["author"], said["version"], said["confidential"]),
        overrides=(
            Override("strategy", "rebuild", said["reason"], said["by"], TODAY),
            Override("database", said["option"], said["reason"], said["by"], TODAY),
        ),
        earlier=Earlier(said["milestone"], TODAY, book().rulebook, decide(book(), before)),
    )
    return Making(subject, evaluate(book(), profile))
