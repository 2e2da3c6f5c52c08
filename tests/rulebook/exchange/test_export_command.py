import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from advisor.rulebook.exchange.dmn import dmn_xml
from advisor.rulebook.exchange.formats import KINDS, exported
from advisor.rulebook.exchange.jdm import jdm_json
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.models import Rule
from advisor.rulebook.publishing import publish_directory

ROOT = Path(__file__).resolve().parents[3]


def told(*arguments):
    out = StringIO()
    call_command("export_rulebook", *arguments, stdout=out)
    return out.getvalue()


def run(*arguments):
    """Run manage.py without settings and with a database that cannot be reached."""
    bare = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    bare |= {"DJANGO_SETTINGS_MODULE": "advisor.settings", "PYTHONWARNINGS": "ignore"}
    bare |= {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere", "SECRET_KEY": ""}
    command = [sys.executable, "manage.py", "export_rulebook", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, check=False)


@pytest.mark.parametrize("kind", KINDS)
def test_files_are_exported_without_database_and_settings(small, kind):
    done = run("--as", kind, "--fixtures", small, "--language", "ko")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == exported(load_rulebook_from_files(small)[0], kind, "ko")[0]


def test_what_a_page_gets_is_the_file_its_type_and_its_suffix(small):
    rulebook = load_rulebook_from_files(small)[0]
    assert exported(rulebook, "dmn", "ko") == (dmn_xml(rulebook, "ko"), "application/xml", ".dmn")
    assert exported(rulebook, "jdm") == (jdm_json(rulebook).encode(), "application/json", ".json")
    with pytest.raises(KeyError):
        exported(rulebook, "pmml")


@pytest.mark.django_db
def test_the_version_in_use_an_older_one_and_the_draft_can_be_exported(small, edit):
    first = publish_directory(small).version
    edit("50", "rehost: 1", "rehost: 2")
    second = publish_directory(small).version
    Rule.objects.filter(slug="source-code").update(effects={"refactor": 4})
    assert json.loads(told("--as", "jdm"))["metadata"]["rulebook"] == second.hash
    assert json.loads(told("--as", "jdm", "--version", first.hash))["metadata"]["rulebook"] == first.hash
    assert json.loads(told("--as", "jdm", "--draft"))["metadata"]["rulebook"] not in (first.hash, second.hash)


def test_a_file_is_written_whole(small, tmp_path):
    target = tmp_path / "rulebook.dmn"
    target.write_text("what was there")
    assert told("--as", "dmn", "--fixtures", small, "--output", target) == ""
    assert etree.parse(target).getroot().get("name") == "rulebook"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["rulebook.dmn"]


def test_a_place_that_cannot_be_written_is_one_line(small, tmp_path):
    with pytest.raises(CommandError, match="No such file or directory"):
        told("--as", "dmn", "--fixtures", small, "--output", tmp_path / "missing" / "rulebook.dmn")


def test_files_that_cannot_be_read_are_named(small, tmp_path, edit):
    with pytest.raises(CommandError, match="There is no directory"):
        told("--as", "dmn", "--fixtures", tmp_path / "missing")
    edit("21", "kind: number", "kind: amount")
    with pytest.raises(CommandError, match="cannot be read"):
        told("--as", "jdm", "--fixtures", small)


@pytest.mark.django_db
def test_what_is_not_published_is_one_line():
    with pytest.raises(CommandError, match="No rulebook is published"):
        told("--as", "dmn")
    with pytest.raises(CommandError, match="not published here"):
        told("--as", "dmn", "--version", "sha256:abc")


def test_one_rulebook_at_a_time_and_a_kind_that_there_is(small):
    with pytest.raises(CommandError, match="not allowed with"):
        told("--as", "dmn", "--fixtures", str(small), "--draft")
    with pytest.raises(CommandError, match="invalid choice"):
        told("--as", "pmml")
