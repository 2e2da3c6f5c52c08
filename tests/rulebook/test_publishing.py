import pytest
from django.core.management import CommandError, call_command

from advisor.rulebook.draft import records_from_draft
from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.models import Rule, Section, Version
from advisor.rulebook.publishing import publish_directory, publish_draft

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
