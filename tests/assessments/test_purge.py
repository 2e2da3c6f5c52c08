"""Deleted assessments can come back for a while; then they go for good."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from advisor.assessments.models import Answer, Assessment
from tests.factories import make_assessment

pytestmark = pytest.mark.usefixtures("version")


def deleted(days):
    assessment = make_assessment(answers={"runtime": "java"})
    Assessment.objects.filter(pk=assessment.pk).update(deleted_at=timezone.now() - timedelta(days=days))
    return assessment


def test_only_what_was_deleted_long_ago_goes_with_its_answers(capsys):
    kept = {make_assessment(answers={"runtime": "php"}).pk, deleted(29).pk}
    deleted(31)
    call_command("purge_assessments")
    assert capsys.readouterr().out == "1 deleted assessments purged\n"
    assert set(Assessment.objects.values_list("pk", flat=True)) == kept
    assert Answer.objects.count() == 2


def test_the_wait_can_be_chosen():
    deleted(1)
    call_command("purge_assessments", "--days", "0")
    assert not Assessment.objects.exists()


def test_a_wait_that_is_no_number_of_days_is_refused():
    with pytest.raises(CommandError, match="not a whole number of days"):
        call_command("purge_assessments", "--days", "-3")
