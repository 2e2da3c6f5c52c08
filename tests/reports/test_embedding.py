"""How the JSON is put into files: as itself, and so that no format is disturbed by what people wrote."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from advisor.reports.embedding import (
    LONGEST_CHUNK,
    NAMESPACE,
    attachment,
    chunks,
    custom_xml,
    html_block,
    markdown_comment,
)

HOSTILE = (
    "--> ---- </script> <!-- ]]> & &amp; _x000D_ _x005F_x000D_ = + @ \x7f\x85\u2028\u202e\u200f"
    "\U0001f680 \ufffe \U0010ffff 한국어 \\u0041 \\"
)
any_text = st.text(st.characters(codec=None), max_size=200)


def as_json(text):
    return json.dumps([{"name": text, "points": -3}], ensure_ascii=False)


@given(any_text)
def test_every_way_in_keeps_what_the_json_says(text):
    data = as_json(text)
    said = json.loads(data)
    xml = etree.fromstring(custom_xml(data))
    assert json.loads(attachment(data).decode()) == said
    assert json.loads("".join(chunks(data))) == said
    assert xml.tag == f"{{{NAMESPACE}}}recommendation"
    assert json.loads(xml.text) == said
    assert json.loads(re.fullmatch("<script[^>]*>([^<]*)</script>", html_block(data))[1]) == said
    assert json.loads(re.fullmatch("<!-- fourways:1 (.*) -->", markdown_comment(data))[1]) == said


def test_a_comment_and_a_script_block_end_only_where_they_should():
    comment, block = markdown_comment(as_json(HOSTILE)), html_block(as_json(HOSTILE))
    assert comment.count("--") == 2
    assert comment.endswith(" -->")
    assert not re.search("[<>&]", comment[4:-3])
    assert block.count("<") == 2
    assert "&" not in block


@pytest.mark.parametrize("put", [html_block, markdown_comment, lambda data: custom_xml(data).decode()])
def test_nothing_that_turns_or_hides_text_stands_in_a_file_as_itself(put):
    assert not re.search(
        "[\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f\ufffe\uffff]", put(as_json(HOSTILE))
    )


@given(st.text(max_size=300), st.integers(0, 400))
def test_a_cell_holds_what_a_workbook_can_hold(text, times):
    found = chunks(as_json(text * times))
    assert max(map(len, found)) <= LONGEST_CHUNK
    assert all(len(chunk.encode("utf-16-le")) / 2 <= 32_767 for chunk in found)
    assert not any(re.search("_x[0-9A-Fa-f]{4}_", chunk) for chunk in found)
