"""Opening a workbook that anybody may have made: looked at as an archive first, then parsed, never run."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from advisor.assessments.papers.plan import KEY, MARKER, NOTE

#: Larger workbooks are refused unread, as are those that would unpack to more, or hold more parts.
LARGEST_WORKBOOK_KIB = 1024
LARGEST_UNPACKED_MIB = 16
MOST_PARTS = 100
#: Sheets looked at, and rows read of one.
MOST_SHEETS, MOST_ROWS = 10, 1000
_DEFINITION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


class Unreadable(Exception):
    """The file is no questionnaire that can be read; the message is a sentence for the reader."""


def questionnaire_of(data: bytes) -> tuple[str, str, list[tuple[int, list[Any]]]]:
    """Return the name of the sheet to fill in, the version it is made for, and its rows by number.

    Raises :class:`Unreadable`.
    """
    from openpyxl import load_workbook  # a fifth of a second, which no other page has to wait for

    _refuse_bombs(data)
    try:
        workbook = load_workbook(BytesIO(data), read_only=True, keep_links=False, data_only=False)
        for sheet in workbook.worksheets[:MOST_SHEETS]:
            cells = sheet.iter_rows(max_row=MOST_ROWS, max_col=NOTE + 1)
            rows = [(number, list(row)) for number, row in enumerate(cells, start=1) if row]
            marker = str(rows[0][1][KEY].value or "") if rows else ""
            if marker.startswith(MARKER):
                return sheet.title, marker.removeprefix(MARKER).strip(), rows[1:]
    except Exception as error:
        raise Unreadable(_("The file is not a workbook that can be read.")) from error
    raise Unreadable(_("No sheet of this workbook is a questionnaire: its first, hidden column is missing."))


def _refuse_bombs(data: bytes) -> None:
    """Look at a workbook before anything parses it: how much it unpacks to, and that it is plain XML."""
    if len(data) > LARGEST_WORKBOOK_KIB * 1024:
        raise Unreadable(_("The workbook is larger than %(most)s KiB.") % {"most": LARGEST_WORKBOOK_KIB})
    too_much = _("The workbook would unpack to more than a questionnaire needs.")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED_MIB * 1024 * 1024:
                raise Unreadable(too_much)
            for part in parts:
                _refuse_definitions(archive.read(part))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError) as error:
        raise Unreadable(_("The file is not a workbook that can be read.")) from error


def _refuse_definitions(part: bytes) -> None:
    """Refuse a part that defines entities, whatever its name; without its zeros UTF-16 reads like ASCII."""
    if _DEFINITION.search(part.replace(b"\x00", b"")):
        raise Unreadable(_("The workbook has definitions that no questionnaire needs."))
