import io
import struct
import tracemalloc
import zipfile

import pytest

from advisor.rulebook.exchange import archive
from advisor.rulebook.exchange.archive import (
    ALLOWED,
    LARGEST_UNPACKED,
    LARGEST_UPLOAD,
    files_of_upload,
    zip_of,
)
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.reading import texts_of
from advisor.rulebook.yaml_nodes import MOST_MARKS

SOURCES, TERMS = "10_sources.yaml", "80_glossary.yaml"


def packed(entries, method=zipfile.ZIP_DEFLATED):
    """A zip file of (name, content) pairs, each as it is given."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as file:
        for name, content in entries:
            file.writestr(zipfile.ZipInfo(name), content, method)
    return data.getvalue()


@pytest.fixture
def refused():
    """Upload what must be refused, and return what is said."""

    def upload(data, name="rulebook.zip"):
        with pytest.raises(FixtureError) as caught:
            files_of_upload(name, data)
        return str(caught.value)

    return upload


def test_what_is_packed_comes_out_again(small):
    texts = texts_of(small)
    assert files_of_upload("rulebook.zip", zip_of(texts)) == texts
    assert len(texts) == 17


def test_the_same_files_give_the_same_bytes(small):
    texts = texts_of(small)
    assert zip_of(texts) == zip_of(dict(reversed(texts.items())))
    assert zip_of(texts) != zip_of({**texts, SOURCES: "[]\n"})


def test_a_single_file_is_taken_by_its_name():
    assert files_of_upload(SOURCES, b"[]\n") == {SOURCES: "[]\n"}
    assert files_of_upload(f"C:\\rules\\{SOURCES}", b"[]\n") == {SOURCES: "[]\n"}


def test_a_mark_of_byte_order_and_foreign_line_ends_go():
    assert files_of_upload(SOURCES, b"\xef\xbb\xbf[]\r\n") == {SOURCES: "[]\n"}


def test_one_directory_and_what_systems_add_do_no_harm():
    data = packed(
        [
            ("fixtures/", b""),
            (f"fixtures/{SOURCES}", b"[]\n"),
            ("fixtures/rulebook.schema.json", b"{}"),
            ("fixtures/.DS_Store", b"\x00"),
            (f"__MACOSX/fixtures/._{SOURCES}", b"\x00"),
        ]
    )
    assert files_of_upload("fixtures.zip", data) == {SOURCES: "[]\n"}


@pytest.mark.parametrize(
    "names",
    [
        ("../10_sources.yaml",),
        ("/10_sources.yaml",),
        ("..\\10_sources.yaml",),
        ("a/b/10_sources.yaml",),
        ("a/../10_sources.yaml",),
        ("a/10_sources.yaml", "80_glossary.yaml"),
        ("a/10_sources.yaml", "b/80_glossary.yaml"),
    ],
)
def test_paths_are_refused(refused, names):
    assert "at the top of the zip file, or in one directory" in refused(
        packed([(name, b"") for name in names])
    )


def test_strange_names_are_refused_and_the_allowed_ones_listed(refused):
    told = refused(packed([(SOURCES, b""), ("notes.txt", b""), ("10_sources.yml", b"")]))
    assert "notes.txt: error: is not a fixture file of the rulebook" in told
    assert "10_sources.yml: error: is not a fixture file" in told
    assert ", ".join(ALLOWED) in told
    assert "notes.yaml: error: is not a fixture file" in refused(b"[]", "notes.yaml")


def test_a_file_twice_is_refused(refused):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed([(SOURCES, b"[]"), (SOURCES, b"[]")])
    assert f"holds a file twice: {SOURCES}" in refused(data)


def test_an_empty_zip_file_is_refused(refused):
    assert "holds no fixture files" in refused(packed([]))
    assert "holds no fixture files" in refused(packed([("rulebook.schema.json", b"{}")]))


def test_too_many_files_are_refused(refused):
    assert "more than 100 files" in refused(packed([(f"{number}.yaml", b"") for number in range(101)]))


def test_a_large_upload_is_refused_before_it_is_looked_at(refused):
    assert "larger than 8 MiB" in refused(b"PK\x03\x04" + bytes(LARGEST_UPLOAD))


def test_a_bomb_is_refused_without_being_unpacked(refused):
    data = packed([(SOURCES, bytes(400 * 2**20))])
    assert len(data) < LARGEST_UPLOAD
    tracemalloc.start()
    told = refused(data)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger than 16 MiB when they are unpacked" in told
    assert most < 3 * LARGEST_UNPACKED


def test_what_counts_is_all_files_together(refused):
    half = b" " * (LARGEST_UNPACKED // 2 + 1)
    assert "when they are unpacked" in refused(packed([(SOURCES, half), (TERMS, half)]))


def test_what_takes_too_long_to_read_is_refused_however_small_it_is(refused):
    half = b"- [" + b"1," * (MOST_MARKS // 2) + b"1]"
    data = packed([(SOURCES, half), (TERMS, half)])
    assert len(data) < 10_000
    assert f"more than {MOST_MARKS} lines and values" in refused(data)


def test_a_header_that_lies_about_the_size_helps_nobody(refused):
    honest = packed([(SOURCES, b"[]" + b" " * (LARGEST_UNPACKED + 10))])
    size = struct.pack("<L", LARGEST_UNPACKED + 12)
    assert honest.count(size) == 2
    assert "no zip file that can be read" in refused(honest.replace(size, struct.pack("<L", 2)))
    assert "when they are unpacked" in refused(honest)


def test_an_encrypted_file_is_refused(refused):
    data = bytearray(packed([(SOURCES, b"[]")]))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "encrypted" in refused(bytes(data))


def test_unusual_packing_is_refused_because_its_reader_takes_any_memory(refused):
    assert "in an unusual way" in refused(packed([(SOURCES, b"[]")], zipfile.ZIP_LZMA))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"PK\x03\x04" + bytes(100),
        packed([(SOURCES, b"[]")])[:-10],
        packed([(SOURCES, b"[]" * 100)]).replace(b"PK\x03\x04", b"PK\x03\x05"),
        packed([(SOURCES, bytes(range(256)))], zipfile.ZIP_STORED).replace(bytes(range(9)), bytes(9)),
    ],
)
def test_what_is_no_zip_file_is_refused(refused, data):
    assert "no zip file that can be read" in refused(data)


def test_what_is_not_utf8_is_named_with_its_line(refused):
    told = refused(packed([(SOURCES, "[]"), (TERMS, b"- a\n- \xff\n")]))
    assert f"{TERMS}:2: error: is not UTF-8 text: byte 6" in told
    assert f"{SOURCES}:1: error: is not UTF-8 text: byte 0" in refused("[]".encode("utf-16"), SOURCES)


def test_nothing_is_written_to_the_disk(monkeypatch, small):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the disk was touched")

    data = zip_of(texts_of(small))
    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("io.open", refuse)
    assert len(archive.files_of_upload("rulebook.zip", data)) == 17
