from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from advisor.rulebook.draft import replace_draft
from advisor.rulebook.files import read_records
from advisor.rulebook.models import Rule, Scenario, Version
from advisor.rulebook.publishing import publish_directory

CHANGED = "Rule “no-source-code”: changed\n    Rehost: was +1, now +4\n"


def told(*args, **options):
    out = StringIO()
    call_command("diff_rulebook", *map(str, args), stdout=out, stderr=(err := StringIO()), **options)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def other(small, tmp_path):
    """Another directory, in which one rule differs."""
    directory = tmp_path / "other"
    directory.mkdir()
    for path in small.glob("*.yaml"):
        (directory / path.name).write_text(path.read_text().replace("{rehost: 1,", "{rehost: 4,"))
    return directory


@pytest.fixture
def published(small, db):
    return publish_directory(small).version


@pytest.fixture
def draft(published):
    """The draft with one rule changed since it was published."""
    Rule.objects.filter(slug="no-source-code").update(effects={"rehost": 4, "refactor": "rules_out"})


def test_compares_two_directories_without_a_database(small, other):
    out, err = told(small, other)
    assert out.startswith(f"From {small} to {other}\nRules: 0 added, 1 changed, 0 removed\n")
    assert out.endswith(f"\n{CHANGED}")
    assert err == ""
    assert told(small, small)[0] == f"Nothing differs between {small} and {small}.\n"


def test_tells_of_scenarios_between_directories(small, other):
    path = next(other.glob("90*"))
    path.write_text(path.read_text().replace("title: A case", "title: Another case"))
    assert "Title: “A case” → “Another case”" in told(small, other)[0]


def test_a_text_of_several_lines_stays_indented(small, other):
    path = next(other.glob("60*"))
    path.write_text(path.read_text().replace("Try to restore it.", "Restore it."))
    assert "every day.\n    Try to restore it.”" in told(small, other)[0]


def test_the_digest_alone_is_no_difference(small, other):
    for path in other.glob("50*"):
        path.write_text(path.read_text().replace("rehost: 4", "rehost: 1").replace("1dc0027f", "ffffffff"))
    assert told(small, other, exit_code=True)[0].startswith("Nothing differs")


@pytest.mark.usefixtures("published")
def test_without_arguments_from_what_is_published_to_the_draft():
    assert told()[0] == "Nothing differs between published and draft.\n"


@pytest.mark.usefixtures("draft")
def test_shows_what_was_edited_since_publishing_and_says_that_scenarios_are_left_out():
    Scenario.objects.filter(slug="a-case").delete()
    out, err = told()
    assert out == f"From published to draft\nRules: 0 added, 1 changed, 0 removed\n\n{CHANGED}"
    assert err == "A published version holds no scenarios: they are left out.\n"


@pytest.mark.usefixtures("published")
def test_one_directory_is_compared_with_what_is_published(other):
    assert told(other)[0].endswith(CHANGED)


@pytest.mark.usefixtures("published")
def test_a_hash_or_its_beginning_names_a_version(published, other, small):
    first = published.short_hash[:6]
    for name in (published.hash, published.short_hash, first):
        assert told(name, other)[0].endswith(CHANGED)
    assert "was +4, now +1" in told(other, first)[0]
    second = publish_directory(other).version
    assert told(first, second.short_hash)[0].endswith(CHANGED)
    assert told(published.hash, "published")[0].endswith(CHANGED)


def test_two_drafts_of_order_numbers_do_not_make_a_version_differ(small, published, tmp_path):
    path = next(small.glob("22*"))
    path.write_text(path.read_text().replace("order: 3", "order: 33"))
    replace_draft(read_records(small))
    assert told()[0].startswith("Nothing differs")
    assert "Order: was 3, now 33" in told_of_files(small, tmp_path)


def told_of_files(small, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    for path in small.glob("*.yaml"):
        (old / path.name).write_text(path.read_text().replace("order: 33", "order: 3"))
    return told(old, small)[0]


def test_counts_only(small, other):
    out, _ = told(small, other, stat=True)
    assert out == f"From {small} to {other}\nRules: 0 added, 1 changed, 0 removed\n"


def test_speaks_korean(small, other):
    path = next(other.glob("50*"))
    path.write_text(path.read_text().replace("source_code: [unavailable]", "runtime: [other]"))
    out, _ = told(small, other, language="ko")
    assert "“런타임” 답변이 “기타”이면" in out
    assert "규칙 “no-source-code”" in out


def test_the_exit_status_is_like_that_of_git(small, other):
    assert told(small, small, exit_code=True)
    assert told(small, other)
    with pytest.raises(SystemExit) as raised:
        told(small, other, exit_code=True)
    assert raised.value.code == 1


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["nowhere"], "nowhere: is no directory and no published version"),
        (["0000000"], "0000000: is no directory and no published version"),
        (["sha256:"], "sha256:: is no directory"),
        (["published"], "No rulebook is published yet"),
        (["draft", "draft", "draft"], "Two sides can be compared; 3 are given"),
    ],
)
@pytest.mark.django_db
def test_says_in_one_line_what_cannot_be_compared(small, names, words):
    with pytest.raises(CommandError, match=words) as raised:
        told(*([small] if len(names) == 1 else []), *names)
    assert raised.value.returncode == 2
    assert "\n" not in str(raised.value)


def test_a_file_that_cannot_be_read_is_named(small, other):
    next(other.glob("50*")).write_text("- model: rulebook.rule\n  fields: [")
    with pytest.raises(CommandError, match="cannot be read") as raised:
        told(small, other)
    assert "50_rules" in str(raised.value)


def test_digits_that_fit_several_versions_are_not_enough(published, other):
    twin = f"sha256:{published.short_hash}{'0' * 52}"
    Version.objects.create(hash=twin, format=1, document="{}")
    with pytest.raises(CommandError, match="more than one version begins so"):
        told(published.short_hash, other)
