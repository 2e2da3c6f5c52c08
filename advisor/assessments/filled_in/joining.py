"""What several people answered, beside each other and beside what is stored: where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.assessments.actions import OPEN, Open
from advisor.assessments.filled_in.paper import Paper
from advisor.assessments.models import Answer as StoredAnswer
from advisor.assessments.profile import profile_of
from advisor.engine import Answer, Rulebook
from advisor.engine.rulebook import Question

#: What can be decided where papers and assessment differ: keep what is stored, take what a file says; of
#: several other answers the second is "file-2".
STORED = "stored"
FILE = "file"
#: A button decides for all at once: what is stored, or what one paper says ("paper-1", and so on).
PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Said:
    """Who said so, and what he or she noted; either may be ""."""

    by: str
    note: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer that may be stored. ``key`` chooses it, ``note`` is the note stored with it.

    ``papers`` are the numbers of those that say so, from 1.
    """

    key: str
    value: Answer | Open
    note: str
    said: tuple[Said, ...] = ()
    papers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that somebody must decide; the first candidate is what is stored.

    ``field`` names the decision; it holds the revision of the stored answer, so that a decision counts only
    for the answer that was shown. ``choice`` is the key of the candidate chosen, "" while none is.
    """

    question: Question
    field: str
    candidates: tuple[Candidate, ...]
    choice: str = ""

    @property
    def stored(self) -> Candidate:
        """What is stored today."""
        return self.candidates[0]

    @property
    def chosen(self) -> Candidate:
        """The candidate that was chosen; only where one was."""
        return next(candidate for candidate in self.candidates if candidate.key == self.choice)

    def decided(self, choice: str) -> Difference:
        """Return this difference with a choice; one that is not offered counts as none."""
        keys = [candidate.key for candidate in self.candidates]
        if choice.startswith(f"{PAPER}-"):
            said = (c.key for c in self.candidates if choice in {f"{PAPER}-{n}" for n in c.papers})
            choice = next(said, "")
        return replace(self, choice=choice if choice in keys else "")


@dataclass(frozen=True, slots=True)
class Joined:
    """What papers say together: the answer and note to store for each question, or what must be decided."""

    agreed: Mapping[str, Candidate]
    differences: tuple[Difference, ...]


def join(rulebook: Rulebook, stored: Mapping[str, StoredAnswer], papers: Sequence[Paper]) -> Joined:
    """Lay papers beside each other and beside the stored answers.

    'I don't know' gives way to whoever knows; answers that are the same are one. Of a single paper, a note
    that would replace another is a difference. Notes of several people never replace anything: they are put
    behind each other, each with its name.
    """
    profile = profile_of(rulebook, stored)
    agreed: dict[str, Candidate] = {}
    differences = []
    for slug, question in rulebook.questions.items():
        if not any(slug in paper.answers or slug in paper.notes for paper in papers):
            continue
        before = stored.get(slug)
        old = Candidate(STORED, profile.get(slug, OPEN), before.note if before else "")
        kept, others = _laid_out(slug, old, papers)
        if _must_be_decided(old, others, several=len(papers) > 1):
            name = f"choice.{slug}.{before.revision if before else 0}"
            differences.append(Difference(question, name, (kept, *others)))
        else:
            agreed[slug] = others[0] if others else kept
    return Joined(agreed, tuple(differences))


def _laid_out(slug: str, old: Candidate, papers: Sequence[Paper]) -> tuple[Candidate, tuple[Candidate, ...]]:
    """Return what is stored, with those who say so too, and the other answers that papers give."""
    note = _note(slug, old.note, papers)
    given = _given(slug, papers)
    if len(papers) == 1:
        value = next(iter(given), old.value)
        other = replace(old, key=FILE, value=value, note=note, said=_said(slug, [1], papers), papers=(1,))
        old = replace(old, said=(Said("", old.note),))
        return old, () if (value, note) == (old.value, old.note) else (other,)
    agreeing = given.pop(old.value, []) if not isinstance(old.value, Open) else []
    before = (Said("", old.note),) if old.note else ()
    kept = replace(old, note=note, said=before + _said(slug, agreeing, papers), papers=tuple(agreeing))
    others = []
    for place, (value, numbers) in enumerate(given.items(), start=1):
        key = FILE if place == 1 else f"{FILE}-{place}"
        others.append(Candidate(key, value, note, _said(slug, numbers, papers), tuple(numbers)))
    return kept, tuple(others)


def _given(slug: str, papers: Sequence[Paper]) -> dict[Answer, list[int]]:
    """Return the answers given and by which papers; who knows goes before who does not."""
    given: dict[Answer, list[int]] = {}
    for number, paper in enumerate(papers, start=1):
        if slug in paper.answers:
            given.setdefault(paper.answers[slug], []).append(number)
    if len(given) > 1:
        given.pop(None, None)
    return given


def _said(slug: str, numbers: Sequence[int], papers: Sequence[Paper]) -> tuple[Said, ...]:
    return tuple(Said(papers[number - 1].by, papers[number - 1].notes.get(slug, "")) for number in numbers)


def _must_be_decided(old: Candidate, others: Sequence[Candidate], *, several: bool) -> bool:
    """Tell whether somebody must choose; what is open or not known may become an answer unasked."""
    if not others:
        return False
    known = old.value is not None and not isinstance(old.value, Open)
    other_note = bool(old.note) and others[0].note != old.note and not several
    return len(others) > 1 or (known and others[0].value != old.value) or other_note


def _note(slug: str, stored: str, papers: Sequence[Paper]) -> str:
    """Return the note to store: of one paper its own, of several all of them with names behind the stored."""
    said = [(paper.by, paper.notes[slug]) for paper in papers if slug in paper.notes]
    if len(papers) == 1:
        return said[0][1] if said else stored
    new: dict[str, list[str]] = {}
    for by, note in said:
        new.setdefault(note, []).append(by)
    told = {note: ": ".join(filter(None, (", ".join(filter(None, by)), note))) for note, by in new.items()}
    added = [text for note, text in told.items() if not (_holds(stored, note) or _holds(stored, text))]
    return "\n\n".join(part for part in (stored, *added) if part)


def _holds(stored: str, text: str) -> bool:
    """Tell whether a text is already one of the notes that stand behind each other."""
    return f"\n\n{text}\n\n" in f"\n\n{stored}\n\n"
