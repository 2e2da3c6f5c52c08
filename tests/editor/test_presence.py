"""Who edits what at the moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from advisor.editor.models import Presence
from advisor.editor.presence import GONE_AFTER, end_presence, others_at, others_at_work, show_presence
from tests.editor.accounts import make_account

pytestmark = pytest.mark.django_db
RULE = ("rule", ("source-code",))


@pytest.fixture
def first():
    return make_account("editor", "an editor")


@pytest.fixture
def second():
    return make_account("editor", "another editor")


def test_others_are_shown_and_oneself_is_not(first, second):
    show_presence(first, *RULE)
    assert others_at(second, *RULE) == ("an editor",)
    assert others_at_work(second) == ("an editor",)
    assert others_at(first, *RULE) == ()
    assert others_at_work(first) == ()


def test_somebody_at_another_record_is_at_work_but_not_here(first, second):
    show_presence(first, "rule", ("another",))
    assert others_at(second, *RULE) == ()
    assert others_at_work(second) == ("an editor",)


def test_somebody_with_two_records_open_is_named_once(first, second):
    show_presence(first, *RULE)
    show_presence(first, "choice", ("runtime", "java"))
    assert others_at_work(second) == ("an editor",)
    assert others_at(second, "choice", ("runtime", "java")) == ("an editor",)


def test_who_saved_or_left_is_gone_at_once(first, second):
    show_presence(first, *RULE)
    end_presence(first, *RULE)
    assert others_at_work(second) == ()


def test_who_sent_no_sign_for_a_while_is_gone_and_forgotten(first, second):
    show_presence(first, *RULE)
    Presence.objects.update(seen_at=timezone.now() - GONE_AFTER - timedelta(seconds=1))
    assert others_at(second, *RULE) == ()
    show_presence(second, *RULE)
    assert list(Presence.objects.values_list("user__username", flat=True)) == ["another editor"]


def test_a_later_sign_renews_the_first(first, second):
    show_presence(first, *RULE)
    Presence.objects.update(seen_at=timezone.now() - GONE_AFTER - timedelta(seconds=1))
    show_presence(first, *RULE)
    assert others_at(second, *RULE) == ("an editor",)
    assert Presence.objects.count() == 1
