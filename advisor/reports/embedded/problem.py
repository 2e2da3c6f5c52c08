"""Why a file cannot be read back, in one or two sentences for the person who gave it."""

from __future__ import annotations

from typing import Literal

from django.utils.translation import gettext as _

LARGEST_MIB = 20
MOST_ENTRIES = 500

Reason = Literal["unknown", "empty", "damaged", "large", "newer"]


class FileProblem(ValueError):
    """A file cannot be read back; the message says what is wrong and what is allowed.

    ``reason`` is ``unknown`` (none of the kinds of file), ``empty`` (no data inside), ``damaged``, ``large``
    or ``newer`` (written by a later version of this program).
    """

    def __init__(self, sentence: str, reason: Reason) -> None:
        super().__init__(sentence)
        self.reason: Reason = reason


def unknown_kind() -> FileProblem:
    """Return the problem of a file that is none of those that reports are exported to."""
    sentence = _(
        "This is no report of Fourways. Allowed are its files: PDF, Word, PowerPoint, Excel, HTML, Markdown "
        "and JSON."
    )
    return FileProblem(sentence, "unknown")


def no_data() -> FileProblem:
    """Return the problem of a file of a known kind that carries no recommendation."""
    sentence = _(
        "There is no data of Fourways inside: it is no report of ours, or the data was left out when it was "
        "exported. Export it again with its data."
    )
    return FileProblem(sentence, "empty")


def damaged(what: str) -> FileProblem:
    """Return the problem of a file whose data cannot be made out; ``what`` is a phrase that says where."""
    sentence = _("The file is damaged or was altered: %(what)s. Export the report again.")
    return FileProblem(sentence % {"what": what}, "damaged")


def too_large(what: str) -> FileProblem:
    """Return the problem of a file beyond a limit; ``what`` is a phrase that names the limit."""
    return FileProblem(_("The file is too large: %(what)s.") % {"what": what}, "large")


def newer() -> FileProblem:
    """Return the problem of a file from a later version of this program."""
    sentence = _(
        "The file was written by a newer Fourways. Read it there, or export it from this one (format 1)."
    )
    return FileProblem(sentence, "newer")
