"""Packages that are the same bytes whenever they are written."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

#: The first moment that a ZIP archive can tell.
_EPOCH = (1980, 1, 1, 0, 0, 0)
#: What is compressed already.
_DENSE = (".png", ".jpeg", ".jpg")


def without_clock(package: bytes) -> bytes:
    """Return a ZIP archive with the same members in the same order, none of which tells when it was made."""
    written = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(written, "w") as target:
        for name in source.namelist():
            member = ZipInfo(name, _EPOCH)
            member.compress_type = ZIP_STORED if name.endswith(_DENSE) else ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return written.getvalue()
