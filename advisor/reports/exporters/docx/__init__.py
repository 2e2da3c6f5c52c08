"""A paper as a Word document that is made to be edited: styles, fields, bookmarks, no tricks."""

from advisor.reports.exporters.docx.writer import write_docx

__all__ = ["write_docx"]
