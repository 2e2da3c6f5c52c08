"""Names of downloads and of files in archives are safe on every system, whatever a workload is called."""

import io
import re
import zipfile

import pytest
from django.utils.http import content_disposition_header
from hypothesis import given
from hypothesis import strategies as st

from advisor.reports.exporters.files import FileNames, download_name
from advisor.reports.formats import FORMATS
from tests.reports.hostile.texts import TEXTS

DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³")}
NAMES = [
    *TEXTS.values(),
    "",
    ".",
    "..",
    "../../etc/passwd",
    "C:\\con\\aux",
    "CON",
    "con.txt",
    "Aux .md",
    "COM¹.tar.gz",
    "lpt9-",
    "a" * 300,
    "가" * 300,
    "𓀀" * 300,
    "invoice\u202efdp.exe",
    "name\r\nSet-Cookie: x=1",
    'a"; filename="b.exe',
    "🚀🦀",
    "\u3164\u115f",
    "trailing. . .",
    "~root -rf $(id) `id` %00 %2e%2e%2f * ? | < >",
]
ENDINGS = sorted({format_.extension for format_ in FORMATS.values()})


def assert_safe(name: str) -> None:
    assert re.fullmatch(r"[^\W_][\w.\-]*", name)
    assert not set(name) & set("\u3164\u115f\u1160\uffa0")
    assert len(name.encode()) <= 255
    assert not name.endswith((".", " "))
    assert name.partition(".")[0].rstrip(" -").lower() not in DEVICES


@pytest.mark.parametrize("name", NAMES)
def test_downloads_have_safe_names(name):
    for ending in ENDINGS:
        given_name = download_name(name, "2026-11-22", "ko", ending)
        assert_safe(given_name)
        assert given_name.endswith(f"-2026-11-22-ko.{ending}")
        header = content_disposition_header(True, given_name)
        assert re.fullmatch(r"attachment; filename(=\"[\w.\-]+\"|\*=utf-8''[\w.\-%]+)", header, re.ASCII)


@given(st.text(max_size=300))
def test_any_name_at_all_is_safe_in_an_archive(name):
    assert_safe(FileNames(".md").name(name))


def test_files_of_an_archive_are_apart_on_systems_that_do_not_tell_cases_apart():
    names = FileNames("-2026-11-22-en.pdf")
    given_names = [names.name(name) for name in [*NAMES, *NAMES, "Straße", "STRASSE", "strasse"]]
    assert len({name.casefold() for name in given_names}) == len(given_names)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in given_names:
            archive.writestr(name, b"")
    with zipfile.ZipFile(held) as archive:
        assert archive.namelist() == given_names
    for name in given_names:
        assert_safe(name)
