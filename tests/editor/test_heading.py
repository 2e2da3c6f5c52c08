"""What stands above every editor's page."""

import pytest

from advisor.editor.heading import heading_of
from advisor.editor.presence import show_presence
from advisor.rulebook.audit import Actor
from advisor.rulebook.draft import draft_mark
from advisor.rulebook.editing import remove_row, save_row
from advisor.rulebook.models import Rule
from tests import books
from tests.editor.accounts import make_account

pytestmark = pytest.mark.django_db
EDITOR = Actor("an editor")


@pytest.fixture
def request_(rf):
    request = rf.get("/rulebook/")
    request.user = make_account("editor")
    return request


def edited(**fields):
    row = Rule.objects.get(slug="source-code")
    seen = row.changed_at
    for name, value in fields.items():
        setattr(row, name, value)
    save_row(row, seen, EDITOR)


def test_nothing_is_published_yet(request_):
    heading = heading_of(request_)
    assert (heading.in_use, heading.changes, heading.others) == (None, 0, ())


def test_counts_the_entries_that_are_unlike_the_version_in_use(small, request_):
    version = books.publish(small, label="2026.1")
    assert (heading_of(request_).in_use, heading_of(request_).changes) == (version, 0)
    edited(effects={"refactor": 4})
    heading = heading_of(request_)
    assert (heading.changes, heading.mark) == (1, draft_mark())
    remove_row(Rule.objects.get(slug="no-source-code"), EDITOR)
    assert heading_of(request_).changes == 2
    edited(effects={"refactor": 3})
    assert heading_of(request_).changes == 1


def test_a_draft_that_cannot_be_read_has_no_count(small, request_):
    books.publish(small)
    edited(effects={"refactor": "three"})
    assert heading_of(request_).changes is None


def test_tells_who_else_edits_and_what_one_may(request_):
    show_presence(make_account("editor", "another editor"), "rule", ("source-code",))
    heading = heading_of(request_)
    assert heading.others == ("another editor",)
    assert (heading.may_edit, heading.may_publish) == (True, False)


def test_the_page_says_all_that(client, small):
    books.publish(small, label="2026.1")
    edited(effects={"refactor": 4})
    show_presence(make_account("editor", "another editor"), "rule", ("source-code",))
    client.force_login(make_account("reader"))
    page = client.get("/rulebook/").content.decode()
    assert "draft after version 2026.1" in page
    assert "1 change since the version in use" in page
    assert "editing now: another editor" in page
