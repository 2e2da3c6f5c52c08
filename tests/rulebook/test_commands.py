import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from advisor.rulebook.models import Rule, Version
from advisor.rulebook.publishing import publish_directory

ROOT = Path(__file__).resolve().parents[2]


def texts(directory):
    return {path.name: path.read_text() for path in directory.glob("*.yaml")}


def run(*arguments, **environment):
    """Run manage.py as somebody would who has set nothing up."""
    bare = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    bare |= {"DJANGO_SETTINGS_MODULE": "advisor.settings", "PYTHONWARNINGS": "ignore", **environment}
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)


def test_check_fails_on_stale_korean_and_a_trial_run_does_not(small, edit):
    edit("50", "Without source code nothing", "Lacking source code nothing")
    with pytest.raises(CommandError, match="1 errors, 0 warnings"):
        call_command("check_rulebook", small)
    call_command("check_scenarios", "--fixtures", small)


@pytest.mark.django_db
def test_dump_writes_the_draft_as_the_files_were(small, tmp_path):
    publish_directory(small)
    call_command("dump_rulebook", tmp_path / "out", verbosity=0)
    assert texts(tmp_path / "out") == texts(small)


@pytest.mark.django_db
def test_dump_load_dump_is_byte_for_byte_the_same(small, capsys):
    before = texts(small)
    call_command("loaddata", *map(str, sorted(small.glob("*.yaml"))), verbosity=0)
    call_command("dump_rulebook", small)
    assert texts(small) == before
    assert f"0 of {len(before)} files written" in capsys.readouterr().out


@pytest.mark.django_db
def test_dump_keeps_the_comment_and_writes_only_what_changed(small, capsys):
    publish_directory(small)
    Rule.objects.filter(slug="source-code").update(effects={"refactor": 4})
    call_command("dump_rulebook", small)
    assert "1 of 17 files written" in capsys.readouterr().out
    assert "effects: {refactor: 4}" in (small / "50_rules_strategy.yaml").read_text()
    assert (small / "10_sources.yaml").read_text().startswith("# Sources of a small rulebook")


@pytest.mark.django_db
def test_dump_check_compares_the_draft_with_the_files_and_writes_nothing(small, capsys):
    publish_directory(small)
    call_command("dump_rulebook", small, "--check")
    assert "as they would be written" in capsys.readouterr().out
    Rule.objects.filter(slug="source-code").update(effects={"refactor": 4})
    before = texts(small)
    with pytest.raises(CommandError, match=r"1 files differ.*50_rules_strategy\.yaml"):
        call_command("dump_rulebook", small, "--check")
    assert texts(small) == before


@pytest.mark.django_db
def test_dump_of_a_version_brings_its_rulebook_back(small, tmp_path, edit):
    first = publish_directory(small).version
    edit("50", "rehost: 1", "rehost: 2")
    publish_directory(small)
    call_command("dump_rulebook", tmp_path / "old", "--version", first.hash, verbosity=0)
    assert not (tmp_path / "old" / "90_scenarios.yaml").exists()
    assert publish_directory(tmp_path / "old").version == first


@pytest.mark.django_db
def test_dump_of_a_version_is_byte_for_byte_what_was_published(small, edit):
    edit("22", "order: 2", "order: 7")
    before = texts(small)
    version = publish_directory(small).version
    call_command("dump_rulebook", small, "--version", version.hash, "--check")
    edit("50", "rehost: 1", "rehost: 2")
    edit("21", "order: 2", "order: 0")
    call_command("dump_rulebook", small, "--version", version.hash, verbosity=0)
    written = texts(small)
    assert written.pop("21_questions.yaml").count("order: 10\n") == 1
    assert written == {name: text for name, text in before.items() if name != "21_questions.yaml"}
    assert publish_directory(small).version == version


@pytest.mark.django_db
def test_dump_of_an_unknown_version_or_an_empty_draft_says_so(tmp_path):
    with pytest.raises(CommandError, match="not published here"):
        call_command("dump_rulebook", tmp_path, "--version", "sha256:abc")
    with pytest.raises(CommandError, match="The draft is empty"):
        call_command("dump_rulebook", tmp_path)


def test_canonical_rewrites_the_files_and_says_which_comments_are_lost(small, edit, capsys):
    before = texts(small)
    edit("50", "effects: {refactor: 3}", "# why\n    effects:\n      refactor:    3")
    with pytest.raises(CommandError, match=r"50_rules_strategy\.yaml"):
        call_command("dump_rulebook", small, "--canonical", "--check")
    call_command("dump_rulebook", small, "--canonical")
    assert texts(small) == before
    assert "comments lost from lines 21" in capsys.readouterr().err
    call_command("dump_rulebook", small, "--canonical", "--check")


def test_stamp_fills_what_is_missing_and_leaves_what_is_stale(small, edit):
    before = texts(small)
    edit("50", "    korean_of: 1dc0027f\n", "")
    edit("22", "help_en: 'It means: Java.'", "help_en: It means Java 8.")
    stale = texts(small)["22_choices.yaml"]
    call_command("dump_rulebook", small, "--stamp", verbosity=0)
    assert texts(small)["50_rules_strategy.yaml"] == before["50_rules_strategy.yaml"]
    assert texts(small)["22_choices.yaml"] == stale


def test_check_prints_the_findings_and_fails_on_errors(small, edit, capsys):
    call_command("check_rulebook", small, "--strict")
    assert "0 errors, 0 warnings" in capsys.readouterr().out
    edit("50", "korean_of: 1dc0027f", "korean_of: ''")
    call_command("check_rulebook", small)
    assert "0 errors, 1 warnings" in capsys.readouterr().out
    with pytest.raises(CommandError, match="0 errors, 1 warnings"):
        call_command("check_rulebook", small, "--strict")
    edit("50", "effects: {refactor: 3}", "effects: {refactor: 0}")
    edit("21", "kind: number", "kind: amount")
    with pytest.raises(CommandError, match="errors, "):
        call_command("check_rulebook", small)
    out = capsys.readouterr().out
    assert "rule source-code: effects: refactor: points go from" in out
    assert "question size: kind: must be one of one, many, number" in out


@pytest.mark.django_db
def test_check_without_a_directory_looks_at_the_draft(small, capsys):
    publish_directory(small)
    Rule.objects.filter(slug="source-code").update(effects={"refactor": 0})
    with pytest.raises(CommandError, match="1 errors, 0 warnings"):
        call_command("check_rulebook")
    assert "50_rules_strategy.yaml: error: rule source-code: effects" in capsys.readouterr().out


@pytest.mark.django_db
def test_check_can_compare_files_with_what_is_published(small, edit):
    publish_directory(small)
    edit("21", "slug: servers", "slug: machines")
    call_command("check_rulebook", small)
    with pytest.raises(CommandError, match="1 errors"):
        call_command("check_rulebook", small, "--against-published")


def test_check_scenarios_prints_shares_and_disagreements(small, edit, capsys):
    call_command("check_scenarios", "--fixtures", small)
    out = capsys.readouterr().out
    assert "requirements: 1 of 1 hold" in out
    assert "database: 100.0% of weight 0.5 (1 cases)" in out
    edit("90", "database: [sql_database]", "database: [none]")
    call_command("check_scenarios", "--fixtures", small, "--verbose")
    out = capsys.readouterr().out
    assert "a-case (0.5): database sql_database, published none\n    A case (A story)" in out
    assert "database: 0.0% of weight 0.5 (1 cases)" in out


def test_check_scenarios_can_look_at_one_kind_of_case(small, capsys):
    call_command("check_scenarios", "--fixtures", small, "--kind", "tree")
    assert "strategy" not in capsys.readouterr().out


def test_check_scenarios_fails_on_a_broken_requirement(small, edit, capsys):
    edit("90", "strategy: [rehost]", "strategy: [refactor]")
    with pytest.raises(CommandError, match="1 requirements do not hold"):
        call_command("check_scenarios", "--fixtures", small)
    assert "no-code-rehosts (1): strategy rehost, required refactor" in capsys.readouterr().out


@pytest.mark.django_db
def test_check_scenarios_uses_what_is_published(small, capsys):
    with pytest.raises(CommandError, match="No rulebook is published"):
        call_command("check_scenarios")
    publish_directory(small)
    call_command("check_scenarios")
    assert "strategy: 100.0% of weight 1 (1 cases)" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ("check_rulebook", "fixtures"),
        ("check_scenarios", "--fixtures", "fixtures"),
        ("dump_rulebook", "fixtures", "--canonical", "--check"),
    ],
)
def test_files_need_no_database_no_key_and_no_settings(small, arguments):
    arguments = [small if part == "fixtures" else part for part in arguments]
    done = run(*arguments, DATABASE_URL="postgres://nobody@127.0.0.1:1/nowhere", SECRET_KEY="")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_database_that_is_not_there_is_one_line(small, tmp_path):
    done = run(
        "publish_rulebook", small, DATABASE_URL=f"sqlite:///{tmp_path}/db.sqlite3", SECRET_KEY="x" * 50
    )
    assert done.returncode == 1
    assert "The database cannot be used" in done.stderr
    assert "manage.py migrate" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_publishing_twice_from_the_dumped_draft_keeps_one_version(small):
    publish_directory(small)
    call_command("dump_rulebook", small, verbosity=0)
    publish_directory(small)
    assert Version.objects.count() == 1


def test_the_files_load_without_django_being_set_up(small):
    code = (
        "import sys; from advisor.rulebook.files import load_rulebook_from_files as load; "
        f"print(load({str(small)!r})[0].hash); print('django.db' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={}, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert done.stdout.startswith("sha256:")
    assert done.stdout.endswith("False\n")
