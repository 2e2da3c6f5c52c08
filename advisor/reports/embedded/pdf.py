"""The JSON out of a PDF's embedded file."""

from __future__ import annotations

import time
from io import BytesIO

from django.utils.translation import gettext as _
from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import EmbeddedFile

from advisor.reports.embedded.problem import damaged, no_data, too_large
from advisor.reports.embedded.texts import LARGEST_TEXT, decoded
from advisor.reports.embedding import ATTACHMENT

SIGNATURE = b"%PDF-"
#: A PDF may have some bytes before its signature.
SIGNATURE_WITHIN = 1024
#: Seconds that reading one PDF may take; ours take some hundredths.
SECONDS = 5.0
#: Embedded files looked at, and elements of one of its lists.
MOST_FILES = 100
MOST_ELEMENTS = 20_000

_LIMITS = {
    "maximum_declared_stream_length": LARGEST_TEXT,
    "array_maximum_element_count": MOST_ELEMENTS,
    "dictionary_maximum_element_count": MOST_ELEMENTS,
    "stream_filters_maximum_length": 2,
    "stream_decoding_work_maximum_length": 2 * LARGEST_TEXT,
    **dict.fromkeys(
        (
            "array_based_stream_maximum_output_length",
            "lzw_maximum_output_length",
            "run_length_maximum_output_length",
            "zlib_maximum_output_length",
            "brotli_maximum_output_length",
        ),
        LARGEST_TEXT,
    ),
}


class _Timed(BytesIO):
    """Bytes that can be read for some seconds only: a crafted file can send a reader round and round."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._until = time.monotonic() + SECONDS

    def read(self, size: int | None = -1, /) -> bytes:
        if time.monotonic() > self._until:
            raise too_large(_("reading its structure takes too long"))
        return super().read(size)


def is_pdf(content: bytes) -> bool:
    """Return whether the content is a PDF."""
    return SIGNATURE in content[:SIGNATURE_WITHIN]


def text_of_pdf(content: bytes) -> str:
    """Return the embedded JSON; raises FileProblem, and what pypdf raises for broken files."""
    with apply_configuration(None, **_LIMITS):
        reader = PdfReader(_Timed(content), strict=True, xref_stream_maximum_entries=MOST_ELEMENTS * 10)
        if reader.is_encrypted:
            raise damaged(_("the PDF is encrypted"))
        try:
            return decoded(_attached(reader).content)
        except LimitReachedError as error:
            raise too_large(_("what is embedded in it may have %(most)s MiB") % _WORDS) from error


def _attached(reader: PdfReader) -> EmbeddedFile:
    """Return our embedded file."""
    for _place, file in zip(range(MOST_FILES), reader.attachment_list, strict=False):
        if ATTACHMENT in (file.name, file.alternative_name):
            return file
    raise no_data()


_WORDS = {"most": LARGEST_TEXT // 2**20}
