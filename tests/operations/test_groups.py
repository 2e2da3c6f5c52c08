"""The group of operators is there on every instance, and what an administrator made of it stays."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from advisor.operations.access import may_operate
from advisor.operations.groups import OPERATORS, make_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(db):
    user = get_user_model().objects.create_user("operator", is_staff=True)
    user.groups.add(Group.objects.get(name=OPERATORS))
    return user


def test_operators_may_see_how_the_site_runs(operator):
    assert may_operate(operator)


def test_the_group_alone_is_not_enough(operator):
    operator.is_staff = False
    operator.save()
    assert not may_operate(get_user_model().objects.get(pk=operator.pk))


def test_staff_without_the_group_may_not(db):
    assert not may_operate(get_user_model().objects.create_user("editor", is_staff=True))


def test_superusers_may(db):
    assert may_operate(get_user_model().objects.create_superuser("administrator"))


def test_a_group_that_was_changed_stays_as_it_is(operator):
    Group.objects.get(name=OPERATORS).permissions.clear()
    make_group(apps.get_app_config("operations"))
    assert not may_operate(get_user_model().objects.get(pk=operator.pk))
