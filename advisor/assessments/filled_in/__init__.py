"""Filled questionnaires: read from files, laid beside each other, taken over.

``paper`` reads text, ``opening`` and ``workbook`` Excel's files, ``files`` either; ``joining`` compares,
``taking`` stores.
"""

from advisor.assessments.filled_in.files import MOST_FILES, Handed, read_files, together
from advisor.assessments.filled_in.joining import FILE, PAPER, STORED, Candidate, Difference
from advisor.assessments.filled_in.opening import LARGEST_WORKBOOK_KIB
from advisor.assessments.filled_in.paper import LARGEST_KIB, MOST_PROBLEMS, Paper, read_paper
from advisor.assessments.filled_in.taking import take_over
from advisor.assessments.filled_in.workbook import read_workbook

__all__ = [
    "FILE",
    "LARGEST_KIB",
    "LARGEST_WORKBOOK_KIB",
    "MOST_FILES",
    "MOST_PROBLEMS",
    "PAPER",
    "STORED",
    "Candidate",
    "Difference",
    "Handed",
    "Paper",
    "read_files",
    "read_paper",
    "read_workbook",
    "take_over",
    "together",
]
