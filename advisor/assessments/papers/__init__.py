"""The questionnaire as a file to send round: Markdown for paper, YAML and XLSX to fill in and read back."""

from __future__ import annotations

from collections.abc import Callable

from advisor.assessments.papers.sheet import Sheet
from advisor.assessments.papers.text import as_markdown, as_yaml
from advisor.assessments.papers.workbook import as_workbook

#: File extension → what writes it.
WRITERS: dict[str, Callable[[Sheet], str | bytes]] = {"md": as_markdown, "yaml": as_yaml, "xlsx": as_workbook}

__all__ = ["WRITERS", "Sheet", "as_markdown", "as_workbook", "as_yaml"]
