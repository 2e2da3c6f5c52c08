"""The interface speaks Korean throughout: nothing untranslated, doubtful, or translated but not compiled."""

import gettext
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "advisor" / "locale" / "ko" / "LC_MESSAGES"
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


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


@pytest.mark.parametrize(("flags", "english", "korean"), MESSAGES, ids=lambda part: part[:40])
def test_a_message_has_its_korean(flags, english, korean):
    assert korean
    assert "fuzzy" not in flags
    assert set(PLACEHOLDER.findall(korean)) <= set(PLACEHOLDER.findall(english)) | {"%(count)s", "%(count)d"}


def test_what_is_translated_is_compiled():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    known = {key[0] if isinstance(key, tuple) else key for key in compiled._catalog}
    known = {key.split("\x04")[-1] for key in known}
    assert {english for _, english, _ in MESSAGES} <= known
