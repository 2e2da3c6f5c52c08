"""What of a profile a side leaves out, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from advisor.editor.simulation.sides import Side, Simulation
from advisor.engine import Rulebook


def notes(simulation: Simulation, known: Rulebook, language: str) -> list[str]:
    """Return which answers have no effect on a side, or cannot be read by it. ``known`` has all questions."""
    names = {slug: question.label.in_language(language) or slug for slug, question in known.questions.items()}
    found = []
    for side, where in ((simulation.version, _("The version")), (simulation.draft, _("The draft"))):
        if side:
            found += [sentence % {"name": names[slug], "where": where} for slug, sentence in _left_out(side)]
    return found


def _left_out(side: Side) -> Iterator[tuple[str, str]]:
    for error in side.unread:
        if error.question in side.rulebook.questions:
            yield error.question, _("%(where)s does not take this answer to “%(name)s”; there it is open.")
        else:
            yield error.question, _("%(where)s does not know the question “%(name)s”.")
    for slug in side.recommendation.ignored:
        yield slug, _("%(where)s does not ask “%(name)s” after these answers; the answer has no effect.")
