"""Packages that are the same bytes whenever they are written."""

from __future__ import annotations

import struct
from io import BytesIO
from zipfile import ZipFile

#: The first moment that a ZIP archive can tell: midnight, 1 January 1980, as its headers hold it.
_EPOCH = struct.pack("<HH", 0, 1 << 5 | 1)
#: Where a member's header and its entry in the directory at the end hold the moment.
_IN_HEADER, _IN_ENTRY = 10, 12
#: An entry is as long as this and its name, extra field and comment, whose lengths it tells.
_ENTRY, _LENGTHS = 46, 28


def without_clock(package: bytes) -> bytes:
    """Return a ZIP archive with the same members, none of which tells when it was made.

    Only the moments change: what is compressed stays so.
    """
    with ZipFile(BytesIO(package)) as source:
        members, entry = source.infolist(), source.start_dir
    timeless = bytearray(package)
    for member in members:
        for place in (member.header_offset + _IN_HEADER, entry + _IN_ENTRY):
            timeless[place : place + len(_EPOCH)] = _EPOCH
        entry += _ENTRY + sum(struct.unpack_from("<HHH", package, entry + _LENGTHS))
    return bytes(timeless)
