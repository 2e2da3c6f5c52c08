from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from advisor.rulebook.audit import COMMAND_LINE
from advisor.rulebook.document import hash_of
from advisor.rulebook.draft import draft_mark, records_from_draft, replace_draft
from advisor.rulebook.files import load_rulebook_from_files, read_records
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.locking import Outdated
from advisor.rulebook.management.commands import publish_rulebook
from advisor.rulebook.models import Event, FileHead, Rule, Section, Version
from advisor.rulebook.publishing import Seen, publish_directory, publish_draft, roll_back

pytestmark = pytest.mark.django_db


def publish(directory, **options):
    return publish_directory(directory, **options)


def state():
    current = Version.objects.current()
    return (Version.objects.count(), current and current.hash, [r.fields for r in records_from_draft()])


def test_publishes_the_files_as_a_version(small):
    done = publish(small, label="First", note="The beginning")
    assert done.new
    assert done.version.hash == load_rulebook_from_files(small)[0].hash
    assert (done.version.label, done.version.note, done.version.format) == ("First", "The beginning", 1)
    assert Version.objects.current() == done.version
    assert done.agreement.shares["strategy"].share == 1


def test_publishing_the_same_again_says_so_and_succeeds(small):
    first = publish(small)
    again = publish(small, label="Another name")
    assert (again.new, again.version, again.version.label) == (False, first.version, "")
    assert Version.objects.count() == 1


def test_an_earlier_version_can_be_put_in_use_again(small, edit):
    first = publish(small)
    edit("50", "rehost: 1", "rehost: 2")
    second = publish(small)
    assert Version.objects.current() == second.version
    edit("50", "rehost: 2", "rehost: 1")
    assert publish(small).version == first.version
    assert Version.objects.current() == first.version
    assert Version.objects.count() == 2


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (
            "50",
            "{refactor: 3}",
            "{refactor: 30}",
            r"50_rules_strategy\.yaml:\d+: error: rule source-code: effects",
        ),
        ("50", "effects: {refactor: 3}", "effects: [", "not valid YAML"),
        ("21", "slug: servers", "slug: machines", "question servers: slug: was published and is gone"),
        ("90", "strategy: [rehost]", "strategy: [refactor]", "requirements do not hold"),
        ("50", "{refactor: 3}", "{rehost: 3}", "agreement with published cases fell"),
    ],
)
def test_a_publish_that_fails_leaves_everything_as_it_was(small, edit, file, old, new, complaint):
    publish(small)
    before = state()
    edit("20", "title_en: Code", "title_en: Changed")
    edit(file, old, new)
    with pytest.raises(FixtureError, match=complaint):
        publish(small)
    assert state() == before


def test_names_the_requirement_that_breaks(small, edit):
    edit("50", "{rehost: 1, refactor: rules_out}", "{refactor: 1}")
    with pytest.raises(FixtureError, match="scenario no-code-rehosts: strategy is refactor, required rehost"):
        publish(small)
    assert not Version.objects.exists()
    assert not Section.objects.exists()


def test_a_fall_of_the_agreement_can_be_accepted_in_writing(small, edit):
    publish(small)
    edit("50", "{refactor: 3}", "{rehost: 3}")
    with pytest.raises(FixtureError, match=r"strategy: fell from 100\.0% to 0\.0%"):
        publish(small)
    done = publish(small, note="Cautious", accept="The case was misread.")
    assert done.version.note == "Cautious\nThe case was misread."


def test_a_profile_that_cannot_be_read_stops_publishing(small, edit):
    edit("90", "source_code: unavailable", "source_code: missing")
    with pytest.raises(FixtureError, match="unknown choice missing"):
        publish(small)


def test_publishes_the_draft_as_it_stands(small):
    publish(small)
    Rule.objects.filter(slug="source-code").update(because_en="It can be changed.")
    done = publish_draft(label="Edited")
    assert done.new
    assert "It can be changed." in done.version.document


def test_a_version_cannot_be_changed_or_deleted(small):
    version = publish(small).version
    version.note = "Rewritten"
    with pytest.raises(TypeError, match="cannot be changed"):
        version.save()
    with pytest.raises(TypeError, match="cannot be deleted"):
        version.delete()
    with pytest.raises(TypeError, match="cannot be changed"):
        Version.objects.get(pk=version.pk).save()


def test_the_command_says_what_it_did(small, capsys):
    call_command("publish_rulebook", small, "--label", "First")
    assert "Published sha256:" in capsys.readouterr().out
    call_command("publish_rulebook", small)
    assert "Published before, unchanged: sha256:" in capsys.readouterr().out
    call_command("publish_rulebook", small, "--if-none")
    assert "published already" in capsys.readouterr().out
    call_command("publish_rulebook", "--draft")
    assert "Published before" in capsys.readouterr().out


def test_if_none_publishes_where_nothing_is(small):
    call_command("publish_rulebook", small, "--if-none", verbosity=0)
    assert Version.objects.count() == 1


def test_the_command_turns_every_reason_into_one_message(small, edit):
    edit("50", "{refactor: 3}", "{refactor: 30}")
    edit("50", "rehost: 1", "rehost: 0")
    with pytest.raises(CommandError) as caught:
        call_command("publish_rulebook", small)
    assert str(caught.value).count("error: rule") == 2


def test_the_command_wants_a_directory():
    with pytest.raises(CommandError, match="Name the directory"):
        call_command("publish_rulebook")
    with pytest.raises(CommandError, match="There is no directory"):
        call_command("publish_rulebook", "nowhere")


def newer(version):
    """Return a version that a newer program published."""
    document = version.document.replace('"format":1', '"format":2', 1)
    return Version.objects.create(hash=hash_of(document), label="From tomorrow", format=2, document=document)


def test_a_label_names_one_version_only(small, edit):
    publish(small, label="2026.1")
    edit("50", "rehost: 1", "rehost: 2")
    before = state()
    with pytest.raises(FixtureError, match=r"there is a version “2026\.1” already"):
        publish(small, label="2026.1")
    assert state() == before
    publish(small, label="2026.2")
    assert [version.label for version in Version.objects.order_by("pk")] == ["2026.1", "2026.2"]


def test_what_was_published_after_it_was_seen_stops_publishing(small, edit):
    first = publish(small).version
    seen = Seen(draft_mark(), first.hash)
    edit("50", "rehost: 1", "rehost: 2")
    second = publish(small).version
    with pytest.raises(Outdated):
        publish_draft(seen=Seen(draft_mark(), first.hash))
    with pytest.raises(Outdated):
        publish_draft(seen=Seen(seen.mark, second.hash))
    assert Version.objects.current() == second
    assert publish_draft(seen=Seen(draft_mark(), second.hash)).version == second


def test_a_version_is_put_in_use_again_in_one_step(small, edit):
    first = publish(small).version
    edit("50", "rehost: 1", "rehost: 2")
    second = publish(small).version
    draft = [record.fields for record in records_from_draft()]
    with pytest.raises(Outdated):
        roll_back(first, actor=COMMAND_LINE, in_use=first.hash)
    roll_back(first, actor=COMMAND_LINE, in_use=second.hash)
    assert Version.objects.current() == first
    assert [record.fields for record in records_from_draft()] == draft


def test_a_version_of_a_newer_format_is_refused_in_words(small):
    first = publish(small).version
    tomorrows = newer(first)
    Version.objects.make_current(first)
    with pytest.raises(FixtureError, match="cannot be put in use: format: 2 given, this program reads 1"):
        roll_back(tomorrows, actor=COMMAND_LINE)
    assert Version.objects.current() == first


@pytest.mark.parametrize("accept", ["", "Whatever it was."])
def test_nothing_is_published_over_a_version_of_a_newer_format(small, edit, accept):
    tomorrows = newer(publish(small).version)
    edit("50", "rehost: 1", "rehost: 2")
    before = state()
    with pytest.raises(FixtureError, match="the version in use cannot be read: format: 2 given"):
        publish(small, accept=accept)
    assert state() == before
    assert Version.objects.current() == tomorrows


def test_the_last_published_is_in_use_though_another_clock_is_ahead(small, edit):
    ahead = timezone.now() + timedelta(hours=1)
    first = publish(small).version
    Version._base_manager.filter(pk=first.pk).update(current_since=ahead)
    edit("50", "rehost: 1", "rehost: 2")
    second = publish(small).version
    assert Version.objects.current() == second
    roll_back(first, actor=COMMAND_LINE)
    assert Version.objects.current() == first


def test_no_query_set_changes_or_deletes_versions(small):
    version = publish(small).version
    for alter in (
        lambda: Version.objects.update(document="{}"),
        lambda: Version.objects.all().delete(),
        lambda: Version.objects.bulk_update([version], ["note"]),
    ):
        with pytest.raises(TypeError, match="cannot be"):
            alter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Version(pk=version.pk, hash="sha256:other", format=1, document="{}").save()
    assert Version.objects.get().document == version.document


@pytest.fixture
def never_fires(small, edit):
    """A rule that no single check finds: where it is rehosted, nobody asks for the runtime."""
    publish(small)
    edit("51", "strategy: [refactor]", "strategy: [rehost]")


@pytest.mark.usefixtures("never_fires")
def test_the_command_refuses_what_only_the_exact_checks_find(small):
    before = state()
    with pytest.raises(CommandError, match="rule java-functions: when: can never hold"):
        call_command("publish_rulebook", small)
    assert state() == before
    call_command("publish_rulebook", small, "--without-exact", verbosity=0)
    assert Version.objects.count() == 2


@pytest.mark.usefixtures("never_fires")
def test_the_exact_checks_stop_the_draft_too(small):
    replace_draft(read_records(small))
    with pytest.raises(CommandError, match="rule java-functions: when: can never hold"):
        call_command("publish_rulebook", "--draft")
    assert Version.objects.count() == 1
    call_command("publish_rulebook", "--draft", "--without-exact", verbosity=0)
    assert Version.objects.count() == 2


def test_a_draft_that_changes_while_it_is_examined_is_not_published(small, monkeypatch):
    publish(small)

    def slowly(records):
        Rule.objects.filter(slug="source-code").update(changed_at=timezone.now())
        return []

    monkeypatch.setattr(publish_rulebook, "examined", slowly)
    with pytest.raises(CommandError, match="The draft was changed in the meantime"):
        call_command("publish_rulebook", "--draft")


def test_the_command_puts_an_earlier_version_in_use(small, edit, capsys):
    first = publish(small).version
    edit("50", "rehost: 1", "rehost: 2")
    second = publish(small).version
    call_command("use_version", first.short_hash, "--note", "Back")
    assert capsys.readouterr().out == f"In use: {first.hash}\n"
    assert Version.objects.current() == first
    assert Event.objects.filter(action="put_in_use", note="Back", by="manage.py").count() == 1
    call_command("use_version", first.hash)
    assert "In use already" in capsys.readouterr().out
    for unknown in ("", "sha256:", "0"):
        with pytest.raises(CommandError, match=f"Published: .*{second.short_hash}"):
            call_command("use_version", unknown)


def test_publishing_files_keeps_the_comments_at_their_heads(small):
    publish(small)
    head = FileHead.objects.get()
    assert (head.file, head.text.splitlines()[0]) == (
        "10_sources",
        "# Sources of a small rulebook that only the tests use.",
    )
    path = small / "10_sources.yaml"
    path.write_text("\n".join(line for line in path.read_text().splitlines() if not line.startswith("#")))
    publish(small)
    assert not FileHead.objects.exists()
