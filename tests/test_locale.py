"""The interface speaks Korean throughout: nothing untranslated, doubtful, or translated but not compiled."""

import ast
import gettext
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from advisor.pictures.korean import PAIRS
from advisor.reports.exporters.html import write_html
from advisor.reports.exporters.pptx import write_pptx
from advisor.reports.exporters.xlsx import write_xlsx
from advisor.reports.paper.compose import paper_of
from advisor.reports.paper.compose.combined import paper_of_combined
from tests.reports.combining import workload
from tests.reports.drawings.pictured import real_report

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "advisor" / "locale" / "ko" / "LC_MESSAGES"
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
#: What :mod:`advisor.pictures.korean` replaces: “[이/가]”.
MARK = re.compile(r"\[[가-힣]+/[가-힣]*\]")
#: A particle that takes another form after a vowel, right after a value or with both forms in sight.
UNMARKED = re.compile(
    r"%\(\w+\)s[”’)]*(?:은|는|이|가|을|를|과|와|로|으로|라는|이라는|라고|이라고)(?![가-힣])"
    r"|은\(는\)|는\(은\)|이\(가\)|가\(이\)|을\(를\)|를\(을\)|과\(와\)|와\(과\)|\(으\)로|\(이\)"
)


def unquoted(block):
    """The text of a msgid or msgstr that may run over several lines."""
    raw = "".join(QUOTED.findall(block))
    return raw.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def entries():
    """Yield (flags, English, Korean) of each message."""
    for block in (FOLDER / "django.po").read_text(encoding="utf-8").split("\n\n")[1:]:
        lines = [line for line in block.splitlines() if not line.startswith("#~")]
        flags = " ".join(line for line in lines if line.startswith("#,"))
        text = "\n".join(line for line in lines if not line.startswith("#"))
        parts = re.split(r"^(msgctxt|msgid|msgid_plural|msgstr(?:\[0\])?) ", text, flags=re.MULTILINE)[1:]
        found = {name: unquoted(value) for name, value in zip(parts[::2], parts[1::2], strict=True)}
        if found.get("msgid"):
            yield flags, found["msgid"], found.get("msgstr", found.get("msgstr[0]", ""))


MESSAGES = list(entries())


def test_the_catalogue_is_read():
    assert len(MESSAGES) > 500


def test_every_message_has_its_korean():
    assert [english for _, english, korean in MESSAGES if not korean] == []
    assert [english for flags, english, _ in MESSAGES if "fuzzy" in flags] == []


def test_korean_takes_no_value_that_the_english_has_not():
    for _, english, korean in MESSAGES:
        known = {*PLACEHOLDER.findall(english), "%(count)s", "%(count)d"}
        assert set(PLACEHOLDER.findall(korean)) <= known, english


def test_what_is_translated_is_compiled():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    known = {key[0] if isinstance(key, tuple) else key for key in compiled._catalog}
    known = {key.split("\x04")[-1] for key in known}
    assert {english for _, english, _ in MESSAGES} <= known


def test_a_particle_follows_a_value_only_as_a_known_mark():
    for _, english, korean in MESSAGES:
        assert not UNMARKED.search(korean), english
        assert {mark[1:-1] for mark in MARK.findall(korean)} <= set(PAIRS), english


def marked_functions():
    """Yield (path, function, messages) of each function of the code that has a message with marks."""
    marked = {english for _, english, korean in MESSAGES if MARK.search(korean)}
    for path in sorted((ROOT / "advisor").rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                texts = {node.value for node in ast.walk(function) if isinstance(node, ast.Constant)}
                if found := marked & {text for text in texts if isinstance(text, str)}:
                    yield path, function, found


def test_messages_with_marks_are_filled_where_particles_are_chosen():
    told = set()
    for path, function, messages in marked_functions():
        told |= messages
        assert re.search(r"\b(fill|with_particles)\b", path.read_text(encoding="utf-8")), path
        plain = [node for node in ast.walk(function) if isinstance(node, ast.BinOp)]
        assert not any(isinstance(node.op, ast.Mod) for node in plain), (path, function.name)
    assert told == {english for _, english, korean in MESSAGES if MARK.search(korean)}


def texts_of(file):
    """Return all that an Office file holds as text."""
    with ZipFile(BytesIO(file)) as opened:
        return "".join(
            opened.read(name).decode() for name in opened.namelist() if name.endswith((".xml", ".rels"))
        )


@pytest.mark.parametrize("name", ["java", "events", "rehost", "databases-only", "nothing", "aac-raincode"])
def test_no_choice_of_particles_survives_in_a_report(name):
    report = real_report(name, "ko", standing=True)
    written = (
        write_html(paper_of(report), None),
        texts_of(write_pptx(report, None)),
        texts_of(write_xlsx([report], None)),
    )
    for text in written:
        assert "추천" in text
        assert not MARK.findall(text)


@pytest.mark.parametrize("count", [2, 11])
def test_no_choice_of_particles_survives_in_the_report_of_a_workload(count):
    text = write_html(paper_of_combined(workload(count, "ko")), None)
    assert "구성 요소" in text
    assert not MARK.findall(text)


def test_what_the_program_says_is_found_for_translation():
    """Every text given to gettext is known: xgettext sees no call within an f-string, nor by an alias."""
    known = {english for _, english, _ in MESSAGES}
    unseen = [
        f"{path.relative_to(ROOT)}:{call.lineno} {text[:60]!r}"
        for path in (ROOT / "advisor").rglob("*.py")
        for call, text in said_in(ast.parse(path.read_text()))
        if text not in known
    ]
    assert unseen == []


def said_in(tree):
    """Yield each call of gettext by whatever name, with the first text that it is given."""
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and "translation" in (node.module or "")
        for alias in node.names
        if "gettext" in alias.name
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            texts = [
                arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            ]
            if texts and "pgettext" not in node.func.id:
                yield node, texts[0]
