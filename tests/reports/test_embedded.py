"""Reading a file back: every kind by its content, strictly; any other gets a sentence, never an error."""

import io
import json
import random
import struct
import time
import zipfile
import zlib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from advisor.reports.embedded import LARGEST_MIB, MOST_ENTRIES, Entry, FileProblem, read_entries
from advisor.reports.embedded.problem import Reason
from advisor.reports.embedding import NAMESPACE, custom_xml, html_block, markdown_comment
from tests import books
from tests.reports.carriers import CARRIERS, make_data, office, pdf

SMALL = Path(__file__).resolve().parents[1] / "rulebook" / "fixtures"
JAVA = {"source_code": "available", "runtime": "java", "databases": ["sql_server"], "size": 3}
HOSTILE = (
    "--> </script> ]]> _x000D_ \U0001f680 \u202e [[[{{{ \\u0041 &amp; "
    "<!-- fourways:1 [] -->\n<!-- fourways:2 "
)

KINDS = pytest.mark.parametrize("kind", CARRIERS)


@pytest.fixture(scope="module")
def data():
    return make_data(books.compiled(books.SMALL), JAVA, name=HOSTILE, notes={"runtime": HOSTILE * 90})


@pytest.fixture(scope="module")
def files(data):
    """A good file of each kind, made once: some hold the time at which they were made."""
    return {kind: carry(data) for kind, carry in CARRIERS.items()}


def problem_of(content, name="report.file"):
    with pytest.raises(FileProblem) as caught:
        read_entries(content, name)
    return caught.value


def read_or_refused(content, name):
    """Return the entries of a file and None, or nothing and the problem; any other error is raised."""
    try:
        return read_entries(content, name), None
    except FileProblem as problem:
        return (), problem


def changed(data, **members):
    """Return the data with members of its entry replaced; ``None`` as text takes one away."""
    (entry,) = json.loads(data)
    entry |= members
    return json.dumps([{key: value for key, value in entry.items() if value != "gone"}]).encode()


# ── every kind ──


@KINDS
def test_a_file_is_known_by_its_content_and_gives_back_what_was_put_in(data, kind):
    (entry,) = read_entries(CARRIERS[kind](data), "no-extension")
    (said,) = json.loads(data)
    assert entry.data == said
    assert (entry.id, entry.name, entry.language) == (said["id"], HOSTILE, "en")
    assert (entry.rulebook, entry.recommendation) == (said["rulebook"], said["recommendation"])
    assert (entry.profile, entry.notes) == (JAVA, {"runtime": HOSTILE * 90})
    assert not entry.failed


@KINDS
def test_a_file_without_its_data_says_that_it_was_left_out(kind):
    problem = problem_of(CARRIERS[kind](None), "board.file")
    assert problem.reason == "empty"
    assert str(problem).startswith("board.file: ")
    assert "left out" in str(problem)


@pytest.mark.parametrize(
    "content",
    [b"\x89PNG\r\n\x1a\n\0\0\0", office("other/part.xml", None), b"MZ\0\0"],
    ids=["picture", "archive", "program"],
)
def test_another_kind_of_file_is_named_with_what_is_allowed(content):
    problem = problem_of(content)
    assert problem.reason == "unknown"
    assert "Word" in str(problem)


@pytest.mark.parametrize(
    "text", ["", "# Notes\n\n[]", "{}", '{"runtime": "java"}', '[{"id": "a", "profile": {}}]', "[1]"]
)
def test_text_of_somebody_else_has_no_data(text):
    assert problem_of(text.encode()).reason == "empty"


def test_what_people_wrote_never_passes_for_data_that_was_left_out(data):
    forged = "\\" + markdown_comment(data)
    assert problem_of(f"# Report\n\n{forged}\n".encode()).reason == "empty"
    assert (
        problem_of(f"<html><p>{html_block(data).replace('<', '&lt;')}</p></html>".encode()).reason == "empty"
    )


def test_the_last_comment_of_a_markdown_file_counts(data):
    first = changed(data, profile={}).decode()
    text = f"# Two\n\n{markdown_comment(first)}\n\n{markdown_comment(data)}\n"
    assert read_entries(text.encode(), "x")[0].profile == JAVA


# ── the shape ──


def test_several_recommendations_are_read_in_their_order(data):
    (one,) = json.loads(data)
    several = json.dumps([one | {"id": str(number)} for number in range(MOST_ENTRIES)]).encode()
    assert [entry.id for entry in read_entries(several, "x")] == [str(n) for n in range(MOST_ENTRIES)]
    problem = problem_of(json.dumps([one] * (MOST_ENTRIES + 1)).encode())
    assert problem.reason == "large"
    assert str(MOST_ENTRIES) in str(problem)


def test_a_profile_with_errors_is_told_apart(data):
    (whole,) = json.loads(data)
    failed = {key: whole[key] for key in ("format", "id", "name", "language", "rulebook", "notes")}
    failed |= {"recommendation": None, "profile": {"runtime": "cobol"}, "errors": [{"question": "runtime"}]}
    first, second = read_entries(json.dumps([failed, whole]).encode(), "x")
    assert (first.failed, first.recommendation, first.decisions) == (True, None, {})
    assert not second.failed


@pytest.mark.parametrize(
    "members",
    [
        {"id": ""},
        {"id": 7},
        {"name": None},
        {"name": "x" * 1_001},
        {"language": "de"},
        {"rulebook": "sha256:abc"},
        {"rulebook": 1},
        {"recommendation": None},
        {"recommendation": "gone"},
        {"format": True},
        {"format": 0},
        {"profile": []},
        {"profile": {"runtime": {"deep": 1}}},
        {"profile": {"runtime": True}},
        {"profile": {"x" * 101: "java"}},
        {"notes": {"runtime": 1}},
        {"notes": {"runtime": "x" * 10_001}},
        {"notes": None},
        {"decisions": []},
        {"errors": None},
        {"ignored": "gone"},
        {"advice": {}},
        {"sources": []},
        {"open_questions": "x"},
        {"more": 1},
        {"name": "half \ud800"},
        {"name": "zero \0"},
        {"profile": {"size": 2**65}},
    ],
    ids=str,
)
def test_what_is_not_as_it_was_written_is_refused(data, members):
    assert problem_of(changed(data, **members)).reason == "damaged"


def test_the_member_that_is_wrong_is_named(data):
    assert "“language” of recommendation 1" in str(problem_of(changed(data, language="de")))


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5_000])
def test_numbers_that_json_does_not_have_are_refused(data, text):
    assert problem_of(data.replace('"size": 3', f'"size": {text}', 1).encode()).reason == "damaged"


def test_a_key_that_stands_twice_is_refused(data):
    twice = data.replace('"runtime": "java"', '"runtime": "java", "runtime": "php"', 1)
    assert problem_of(twice.encode()).reason == "damaged"


@pytest.mark.parametrize("bracket", ["[", '{"a":', "[[", '[{"format":1,"rulebook":1,"profile":['])
def test_deep_nesting_is_refused(bracket):
    assert problem_of((bracket * 50_000).encode()).reason in ("damaged", "large")


@pytest.mark.parametrize("piece", ["{},", "0,", '"ab",'])
def test_very_many_values_are_refused_before_they_take_memory(piece):
    text = f"[{piece * (18 * 2**20 // len(piece))}0]"
    begun = time.process_time()
    assert problem_of(text.encode()).reason == "large"
    assert time.process_time() - begun < 2


def test_nesting_that_a_parser_still_reads_is_refused(data):
    deep = json.loads("[" * 30 + "]" * 30)
    assert problem_of(changed(data, advice=deep)).reason == "damaged"


def test_a_newer_form_says_so(data):
    later = custom_xml(data).replace(NAMESPACE.encode(), NAMESPACE.replace(":1", ":2").encode())
    newer = [
        changed(data, format=2),
        markdown_comment(data).replace("fourways:1", "fourways:2").encode(),
        archive_of(**{"customXml/item1.xml": later}),
    ]
    assert [problem_of(content).reason for content in newer] == ["newer"] * 3


# ── hostile files ──


def archive_of(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"word/document.xml": "<document/>", **parts}.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_a_file_beyond_the_limit_is_refused_unread():
    problem = problem_of(b"[" + b" " * (LARGEST_MIB * 2**20))
    assert problem.reason == "large"
    assert "20 MiB" in str(problem)


def test_a_part_that_unpacks_to_far_more_is_refused():
    bomb = archive_of(**{"customXml/item1.xml": b" " * (40 * 2**20)})
    assert len(bomb) < 2**20
    assert problem_of(bomb).reason == "large"


def test_a_part_that_lies_about_its_size_is_refused():
    content = bytearray(archive_of(**{"customXml/item1.xml": b" " * (40 * 2**20)}))
    entry = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    content[entry + 24 : entry + 28] = struct.pack("<I", 100)
    assert problem_of(bytes(content)).reason == "damaged"


def test_an_archive_of_very_many_parts_is_refused():
    assert problem_of(b"PK\x03\x04" + b"PK\x01\x02" * 6_000).reason == "large"


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>",
        "<!DOCTYPE r [<!ENTITY c SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE r SYSTEM 'http://localhost/r.dtd'>",
    ],
)
def test_entities_are_not_replaced(head):
    part = f'{head}<recommendation xmlns="{NAMESPACE}">[&c;]</recommendation>'
    assert problem_of(archive_of(**{"customXml/item1.xml": part})).reason in ("damaged", "empty")


def test_xml_of_very_many_elements_is_refused():
    names = random.Random(1)
    many = "".join(f"<e{names.randrange(10**6)}/>" for _ in range(1_000_001))
    assert problem_of(archive_of(**{"customXml/item1.xml": f"<r>{many}</r>"})).reason == "large"


def pdf_with_stream(content, filters):
    """Return a PDF whose embedded file is packed as ``filters`` say."""
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.add_attachment("fourways.json", b"x")
    stream = next(
        found
        for number in range(1, 20)
        if isinstance(found := writer.get_object(number), DecodedStreamObject)
        and found.get("/Type") == "/EmbeddedFile"
    )
    stream.set_data(content)
    stream[NameObject("/Filter")] = NameObject(filters)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_an_embedded_stream_that_unpacks_to_far_more_is_refused():
    packed = zlib.compress(b" " * (80 * 2**20), 9)
    assert problem_of(pdf_with_stream(packed, "/FlateDecode")).reason == "large"


def test_an_encrypted_pdf_says_so(data):
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.add_attachment("fourways.json", data.encode())
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    problem = problem_of(file.getvalue())
    assert problem.reason == "damaged"
    assert "encrypted" in str(problem)


def test_a_pdf_that_takes_too_long_is_given_up(data, monkeypatch):
    monkeypatch.setattr("advisor.reports.embedded.pdf.SECONDS", -1.0)
    assert problem_of(pdf(data)).reason == "large"


@pytest.mark.parametrize(
    "piece", [b"<script", b"<!-- fourways:", b"<script id=fourways", b"\n<!-- fourways:1 ", b"%PDF-"]
)
def test_text_made_of_beginnings_is_read_in_little_time(piece):
    begun = time.process_time()
    problem_of((b"<html>" if piece.startswith(b"<script") else b"# x\n") + piece * (4 * 2**20 // len(piece)))
    assert time.process_time() - begun < 5


def test_a_name_of_a_file_cannot_mislead():
    assert "\u202e" not in str(problem_of(b"", "gnp\u202e.exe\n" + "x" * 500))
    assert len(str(problem_of(b"", "x" * 500))) < 500


# ── any file at all ──

settled = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settled
@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"[", b"<html>", b"# "]))
def test_no_bytes_raise_anything_but_the_problem(tail, head):
    problem = problem_of(head + tail)
    assert problem.reason in get_args(Reason)
    assert str(problem).startswith("report.file: ")


@KINDS
@settled
@given(edits=st.data())
def test_no_edit_of_a_good_file_raises_anything_but_the_problem(files, kind, edits):
    content = bytearray(files[kind])
    for _number in range(edits.draw(st.integers(1, 4))):
        place = edits.draw(st.integers(0, len(content) - 1))
        how = edits.draw(st.sampled_from(["change", "cut", "double", "insert", "end"]))
        length = edits.draw(st.sampled_from([1, 2, 7, 100]))
        if how == "change":
            content[place] = edits.draw(st.integers(0, 255))
        elif how == "cut":
            del content[place : place + length]
        elif how == "double":
            content[place:place] = content[place : place + length]
        elif how == "insert":
            content[place:place] = edits.draw(st.binary(min_size=1, max_size=20))
        else:
            del content[place:]
        content = content or bytearray(b"x")
    entries, problem = read_or_refused(bytes(content), "edited")
    if problem is None:
        assert entries
        assert all(isinstance(entry, Entry) for entry in entries)
    else:
        assert problem.reason in get_args(Reason)
        assert str(problem).startswith("edited: ")
