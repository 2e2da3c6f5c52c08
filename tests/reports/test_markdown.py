"""The report as Markdown: golden files in both languages, and nothing that a user wrote becomes markup."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from advisor.reports.exporters.files import FileNames, download_name, safe_stem
from advisor.reports.exporters.json import entry_json, list_json
from advisor.reports.exporters.lines import Lines, escaped
from advisor.reports.exporters.markdown import errors_markdown
from tests.reports.book import FULL, make_report, make_subject, markdown_of

GOLDEN = Path(__file__).parent / "golden"

HOSTILE = [
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "http://evil.example and www.evil.example",
    "# heading",
    "- list",
    "1. list",
    "12) list",
    "> quote",
    "    code",
    "```\ncode\n```",
    "~~~",
    "---",
    "===",
    "| a | b |",
    "*a* _b_ __c__ ~~d~~ `e`",
    "&lt;b&gt; &#60;",
    "\\*a\\* back\\slash",
    "$x^2$ {{ template }} @somebody #123",
    "line one\nline two\r\nline three\u2028four",
    "<!-- comment",
    "[ref]: http://evil.example",
    "a\u202eb\x00c",
    ":smile: : term",
    "+ plus",
]


class Plain(HTMLParser):
    """The text of a piece of HTML and the names of its elements."""

    def __init__(self):
        super().__init__()
        self.text, self.tags = "", []

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)


def rendered(markdown):
    """Return what CommonMark with tables and bare links makes of a text."""
    plain = Plain()
    plain.feed(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))
    return plain


def words(text):
    """Return a text as one line without what is not shown."""
    return " ".join("".join(c for c in text if c not in "\x00\u202e").split())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text_in_a_paragraph(text):
    plain = rendered(escaped(text))
    assert plain.tags == ["p"]
    assert words(plain.text) == words(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text_in_a_table(text):
    lines = Lines()
    lines.table(["a", "b"], [[escaped(text), "next"]])
    plain = rendered(lines.text())
    assert plain.tags == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
    assert words(text) in words(plain.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_and_note_change_nothing_in_a_report(text):
    told = {"name": text, "client": text, "description": text, "notes": {"size": text}}
    lines = "\n".join("x" for line in text.splitlines() if line.strip())
    harmless = {"name": "x", "client": "x", "description": lines, "notes": {"size": "x"}}
    hostile = rendered(markdown_of(make_report(FULL, **told)))
    plain = rendered(markdown_of(make_report(FULL, **harmless)))
    assert hostile.tags == plain.tags
    assert words(hostile.text).count(words(text)) >= 4


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_markdown_is_as_agreed(language):
    report = make_report(FULL, language, notes={"size": "measured in May"}, client="Proseware")
    expected = (GOLDEN / f"full.{language}.md").read_text(encoding="utf-8")
    assert markdown_of(report) == expected


def test_every_part_of_the_report_is_in_the_markdown():
    report = make_report(FULL)
    plain = words(rendered(markdown_of(report)).text)
    for part in (
        report.strategies,
        report.services,
        report.changes,
        report.unknown,
        report.plan,
        report.risks,
    ):
        assert part.headline in plain
    for source in report.sources.sources:
        assert source.title in plain
    assert report.appendix.rulebook in plain
    assert report.appendix.recommendation in plain


def test_an_open_report_is_markdown_too():
    text = markdown_of(make_report({}, settled=False, changes=0))
    assert text.startswith("# Web shop: Nothing to recommend yet\n")
    assert "was not asked for" in text


def test_errors_are_a_list():
    text = errors_markdown(make_subject(name="a*b"), ["<b> is wrong", "so is this"])
    assert text == (
        "# a\\*b\n\nNo recommendation: the profile has errors.\n\n- \\<b\\> is wrong\n- so is this\n"
    )


def test_the_json_of_a_report_is_one_line_of_one_list():
    report = make_report(FULL)
    text = "".join(list_json([entry_json(report.subject, report.evaluation)]))
    assert text.count("\n") == 1
    assert json.loads(text)[0]["decisions"]["strategy"]["outcome"] == report.verdict.strategy


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Web shop", "Web-shop"),
        ("../../etc/passwd", "etc-passwd"),
        ("교육 포털", "교육-포털"),
        ("con", "con-file"),
        ("   ", "workload"),
        ("///", "workload"),
        ("a" * 300, "a" * 80),
        ("x\r\nSet-Cookie: y", "x-Set-Cookie-y"),
    ],
)
def test_a_file_name_is_safe(name, stem):
    assert safe_stem(name) == stem


def test_a_download_says_workload_date_and_language():
    assert download_name("Web shop", "2026-11-21", "ko", "md") == "Web-shop-2026-11-21-ko.md"


def test_ids_that_give_the_same_name_get_a_number():
    names = FileNames(".md")
    assert [names.name(id_) for id_ in ("a b", "A/b", "a-b", "c")] == [
        "a-b.md",
        "A-b-2.md",
        "a-b-3.md",
        "c.md",
    ]
