import subprocess
import sys
from pathlib import Path

import pytest

from advisor.plain_text import MOST_NESTED, PlainTextError, load_plain

ROOT = Path(__file__).resolve().parents[1]
DEEP = {
    "brackets": "a: " + "[" * 100_000,
    "brackets beside some in quotes, which a count takes for closing ones": "a: " + '["]", ' * 100_000,
    "mappings": "{a: " * 100_000,
    "JSON": '{"a": ' * 100_000,
    "dashes": "- " * 100_000,
    "steps of indentation": "\n".join(" " * depth + "a:" for depth in range(3_000)),
}


@pytest.mark.parametrize("form", DEEP)
def test_deep_nesting_is_refused_and_kills_nothing(form, tmp_path):
    """In a process of its own: what overflows the C stack takes the process with it."""
    (tmp_path / "deep").write_text(DEEP[form])
    code = (
        "import sys; from django.conf import settings; settings.configure(USE_I18N=False)\n"
        "from advisor.plain_text import PlainTextError, load_plain\n"
        "try: load_plain(open(sys.argv[1]).read())\n"
        "except PlainTextError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "deep")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "nested too deeply" in done.stdout


def test_what_nobody_nests_on_purpose_is_still_read():
    value = load_plain("- " * (MOST_NESTED // 2 - 1) + "a")
    for _depth in range(MOST_NESTED // 2 - 1):
        (value,) = value
    assert value == "a"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: &x b\nc: *x", "line 1: it uses YAML's anchors"),
        ("a: b\nc: !!str d", "line 2: it uses YAML's tags"),
    ],
)
def test_references_and_tags_are_refused_where_they_are_not_wanted(text, reason):
    with pytest.raises(PlainTextError, match=reason):
        load_plain(text, references=False)
    assert load_plain(text)["a"] == "b"
