"""Reading back what a file of ours carries: the recommendations as JSON, out of every format.

Anybody may have made the file; nothing in it is believed or run.
"""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from advisor.logs import told
from advisor.plain_text import shortened
from advisor.reports.embedded import office, pdf, texts
from advisor.reports.embedded.problem import LARGEST_MIB, MOST_ENTRIES, FileProblem, damaged, too_large
from advisor.reports.embedded.shape import Entry, entries_of
from advisor.reports.harmless import visible

logger = logging.getLogger(__name__)


def read_entries(content: bytes, name: str) -> tuple[Entry, ...]:
    """Return the recommendations in a file, which is known by its content and called ``name`` in messages.

    Raises :class:`FileProblem` and nothing else.
    """
    try:
        return entries_of(_text_inside(content))
    except FileProblem as problem:
        raise _named(name, problem) from problem
    except Exception as error:  # for a crafted file the libraries may raise anything
        logger.info("A file could not be read back: %s", told(error))
        raise _named(name, damaged(_("its parts do not fit together"))) from error


def _text_inside(content: bytes) -> str:
    if len(content) > LARGEST_MIB * 2**20:
        raise too_large(_("at most %(most)s MiB are read") % {"most": LARGEST_MIB})
    if pdf.is_pdf(content):
        return pdf.text_of_pdf(content)
    if office.is_archive(content):
        return office.text_of_office(content)
    return texts.text_of_text(content)


def _named(name: str, problem: FileProblem) -> FileProblem:
    return FileProblem(f"{shortened(visible(name))}: {problem}", problem.reason)


__all__ = ["LARGEST_MIB", "MOST_ENTRIES", "Entry", "FileProblem", "read_entries"]
