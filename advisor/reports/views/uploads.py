"""The file that a form brings, and the recommendations in it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from advisor.reports.embedded import LARGEST_MIB, Entry, FileProblem, read_entries

#: What a file chooser offers first.
ACCEPTED = ".pdf,.docx,.pptx,.xlsx,.html,.md,.json"


def uploaded_entries(request: HttpRequest) -> tuple[Entry, ...]:
    """Return the recommendations in the file ``file`` of a form; raises :class:`FileProblem`."""
    upload = request.FILES.get("file")
    if upload is None:
        raise FileProblem(_("Choose a file."), "empty")
    content = upload.read(LARGEST_MIB * 2**20 + 1)
    return read_entries(content, upload.name or _("The file"))
