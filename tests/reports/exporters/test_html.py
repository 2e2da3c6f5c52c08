"""A paper as HTML: whole, well-formed, nothing fetched, and every text stays text."""

import json
import re
from base64 import b64decode
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from advisor.reports.embedding import SCRIPT_ID
from advisor.reports.evaluation import CoverDetails, Logo
from advisor.reports.exporters.html import write_html
from advisor.reports.harmless import visible
from advisor.reports.paper.blocks import (
    Bullets,
    Cite,
    Facts,
    Figure,
    Heading,
    Item,
    Mark,
    Numbers,
    Paragraph,
    Run,
    SourceLine,
    Sources,
    Table,
)
from advisor.reports.paper.compose import paper_of
from tests.reports.book import FULL, make_report
from tests.reports.exporters.papers import make_drawing, make_logo, make_paper

VOID = {"meta", "col", "img", "br"}
HOSTILE = [
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "\" onload=\"alert(1)' x='",
    "&lt;b&gt; &amp; &#60;",
    "<!-- -->]]></title></textarea>",
    "javascript:alert(1)",
    "=1+1 | {{ x }} ${y} `z`",
    "a\u202eb\x00c\ud800d\u200be",
    "🚀 漢字 한국어 ‹U+1F680›",
]


class Page(HTMLParser):
    """A strict reading of a page: its elements, attributes, and words by element."""

    def __init__(self, html):
        super().__init__()
        self.open, self.elements, self.words, self.scripts, self.styles = [], [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open[-1:] == [tag]
        self.open.pop()

    def handle_data(self, data):
        within = self.open[-1] if self.open else ""
        {"script": self.scripts, "style": self.styles}.get(within, self.words).append(data)

    def text(self):
        return "".join(self.words)

    def named(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


def page_of(*blocks, data=None, **other):
    return Page(write_html(make_paper(blocks=blocks, **other), data))


def whole(language="en", **over):
    report = make_report(FULL, language, notes={"size": "measured in May"}, **over)
    return Page(write_html(paper_of(report), "[]"))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_whole_report_is_well_formed_in_its_language(language):
    page = whole(language)
    assert page.named("html") == [{"lang": language}]
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_link_within_the_page_leads_somewhere(language):
    page = whole(language)
    ids = {attrs["id"] for _, attrs in page.elements if "id" in attrs}
    inner = [a["href"][1:] for a in page.named("a") if a["href"].startswith("#")]
    assert len(inner) > 20
    assert set(inner) <= ids
    named = {word for _, attrs in page.elements for word in attrs.get("aria-labelledby", "").split()}
    assert named <= ids


def test_nothing_is_fetched_and_nothing_runs():
    page = whole(cover=CoverDetails(logo=make_logo()))
    policy = next(m for m in page.named("meta") if m.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert {tag for tag, _ in page.elements} & {"link", "iframe", "object", "embed", "form", "base"} == set()
    assert [s["type"] for s in page.named("script")] == ["application/json"]
    for _tag, attrs in page.elements:
        assert not [name for name in attrs if name.startswith("on")]
        assert not attrs.get("src") or attrs["src"].startswith("data:image/")
    (style,) = page.styles
    assert "url(" not in style
    assert "@import" not in style


def test_a_page_holds_its_data_as_json_and_none_where_it_is_left_out():
    data = json.dumps([{"name": "</script><b>&"}])
    page = page_of(data=data)
    assert page.named("script") == [{"type": "application/json", "id": SCRIPT_ID}]
    assert json.loads("".join(page.scripts)) == json.loads(data)
    assert page_of().named("script") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text_in_every_block(text):
    line = (Run(text), Run(text, bold=True), Run(text, soft=True), Run(text, code=True))

    def written(words):
        runs = tuple(Run(words, run.bold, run.soft, run.code) for run in line)
        blocks = (
            Heading(1, words, "one", words, words),
            Paragraph(runs),
            Bullets((runs,)),
            Numbers((Item(runs, ((words, words),)),)),
            Table(words, (words, words), ((runs, runs),), (1, 1)),
            Figure(make_drawing(words), words),
            Facts(((words, words, words),)),
            Sources((SourceLine(1, words, words, ""),)),
        )
        return page_of(*blocks, name=words, author=words, made_from=words, contents_title=words)

    hostile, harmless = written(text), written("x")
    shape = [(tag, sorted(attrs)) for tag, attrs in hostile.elements]
    assert shape == [(tag, sorted(attrs)) for tag, attrs in harmless.elements]
    seen = visible(text)
    assert hostile.text().count(seen) >= 35
    assert {"name": "author", "content": seen} in hostile.named("meta")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://example.com",
        "//example.com",
        "data:text/html,x",
        'https://example.com/"onclick="x',
        "https://example.com/ x",
        " ",
        "#a b",
    ],
)
def test_only_https_and_places_in_the_paper_become_links(address):
    sources = Sources((SourceLine(1, "A", "b", address),))
    page = page_of(Paragraph((Run("words", link=address),)), sources)
    assert address.strip() not in [a["href"] for a in page.named("a")]
    assert "words" in page.text()


def test_links_to_other_hosts_say_nothing_of_the_reader():
    page = page_of(Paragraph((Run("words", link="https://example.com/?a=1&b=2"),)))
    (link,) = (a for a in page.named("a") if a["href"].startswith("https"))
    assert link == {"href": "https://example.com/?a=1&b=2", "rel": "noreferrer"}


def test_a_citation_leads_to_its_source_and_the_source_back_to_each_part():
    page = page_of(
        Heading(1, "One", "one", "1", "First"),
        Paragraph((Run("a"), Cite(7))),
        Paragraph((Run("b"), Cite(7))),
        Heading(1, "Two", "two", "2", "Second"),
        Sources((SourceLine(7, "Book", "2017", "https://example.com/"), SourceLine(8, "Other", "", ""))),
        Heading(1, "Three", "three", "3", "Third"),
        Paragraph((Run("c"), Cite(7))),
    )
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert [name for name in ids if name.startswith("c7")] == ["c7-1", "c7-2"]
    back = [a["href"] for a in page.named("a") if a["href"].startswith("#c7")]
    assert back == ["#c7-1", "#c7-2"]
    assert [a["aria-label"] for a in page.named("a") if a["href"] == "#s7"] == ["source 7"] * 3
    assert ("li", {"id": "s7", "value": "7"}) in page.elements


def test_a_table_has_a_caption_scopes_and_labels_for_narrow_screens():
    cells = ((Run("Refactor"),), (Run("3"),), ())
    page = page_of(Table("Points", ("Strategy", "For", "Note"), (cells,), (2, 1, 1), (1,)))
    assert "Points" in page.text()
    heads = page.named("th")
    assert [th["scope"] for th in heads] == ["col", "col", "col", "row"]
    assert page.named("td") == [{"class": "n", "data-label": "For"}, {}]
    assert [col["style"] for col in page.named("col")] == ["width:50%", "width:25%", "width:25%"]
    bare = page_of(Table("Points", ("Points",), (((Run("3"),),),), heads=False))
    assert "row" not in [th["scope"] for th in bare.named("th")]


def test_a_picture_is_named_and_has_a_narrow_layout_where_there_is_one():
    page = page_of(Figure(make_drawing(), "What it shows", narrow=make_drawing(width=340)))
    assert [d["class"] for d in page.named("div") if d.get("class") in ("broad", "narrow", "wide")] == [
        "broad",
        "narrow",
    ]
    assert "Tomcat becomes App Service." in page.text()
    assert "What it shows" in page.text()
    (wide,) = (d for d in page_of(Figure(make_drawing(), "")).named("div") if d.get("class") == "wide")
    assert wide["tabindex"] == "0"
    assert wide["aria-labelledby"] == "figure-1-t"


def test_a_logo_is_an_image_within_the_file():
    (image,) = whole(cover=CoverDetails(logo=Logo(make_logo().png, 30, 10))).named("img")
    kind, _, content = image["src"].partition(";base64,")
    assert (kind, b64decode(content)) == ("data:image/png", make_logo().png)
    assert (image["width"], image["height"]) == ("30", "10")


def test_the_cover_names_workload_outcome_and_how_confidential_it_is():
    page = page_of()
    for told in ("Proseware training portal", "Refactor", "Prepared by", "Version", "Internal"):
        assert told in page.text()
    assert page.named("header") == [{"data-strategy": "refactor"}]
    assert page.text().count(make_paper().cover.lead) == 1


def test_line_feeds_of_a_note_are_kept():
    assert "one\ntwo" in page_of(Paragraph((Run("one\r\ntwo"),))).text()


def test_strategies_have_their_shapes():
    page = page_of(Paragraph((Mark("rehost"), Run("Rehost"), Mark("nothing of ours"))))
    shapes = [svg["class"] for svg in page.named("svg") if svg["class"].startswith("shape")]
    assert shapes == ["shape f-refactor", "shape f-rehost"]


def test_the_same_paper_gives_the_same_bytes():
    assert write_html(make_paper(), "[]") == write_html(make_paper(), "[]")
