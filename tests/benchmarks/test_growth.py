"""The short part of the growth: with many more assessments pages take no more queries, nor grow longer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisor.accounts.models import AuditEvent
from advisor.assessments.models import Answer, Assessment
from benchmarks.growth.filling import ENTRIES, OF_ONE_OWNER, grow
from tests import books
from tests.factories import make_assessment, make_user, make_workspace, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ANSWERS = {"source_code": "available", "runtime": "java"}
FEW, MANY = 120, 3_000


@pytest.fixture
def shared():
    """A superuser, a workspace of theirs, and the assessment that is copied."""
    books.make_version(books.SMALL)
    superuser = make_user("superuser")
    type(superuser).objects.update(is_superuser=True, is_staff=True)
    superuser.refresh_from_db()
    template = make_assessment(answers=ANSWERS)
    return superuser, make_workspace("Client", owner=superuser), template


def test_lists_show_one_page_by_as_many_queries_however_much_there_is(shared):
    superuser, workspace, template = shared
    client = signed_in(superuser)
    addresses = [
        reverse("assessments:home"),
        *(reverse(f"teams:{name}", args=[workspace.code]) for name in ("workspace", "log", "settings")),
        *(reverse(f"editor:{name}") for name in ("offered", "versions", "overview", "impact")),
        *(
            reverse(name)
            for name in ("reports:choose", "reports:compare", "operations:overview", "teams:own_data")
        ),
    ]
    grow(template, workspace, 0, FEW)
    before = {address: looked_at(client, address) for address in addresses}
    grow(template, workspace, FEW, MANY)
    for address in addresses:
        queries, length = looked_at(client, address)
        assert queries <= before[address][0], address
        assert length < before[address][1] * 1.2 + 2000, address


def looked_at(client, address):
    """Return how many queries a page takes once it is known, and how long it is."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(queries), len(response.content)


def test_what_is_filled_in_is_like_what_the_program_makes(shared):
    _superuser, workspace, template = shared
    entries = AuditEvent.objects.count()
    grow(template, workspace, 0, 1_000)
    made = Assessment.objects.exclude(pk=template.pk)
    assert made.count() == made.values("code").distinct().count() == 1_000
    assert made.filter(workspace=workspace).count() == 100 + 9
    assert made.values("owner").distinct().count() == 1_000 // OF_ONE_OWNER
    assert Answer.objects.filter(assessment__in=made).count() == 1_000 * len(ANSWERS)
    assert AuditEvent.objects.count() == entries + 1_000 * ENTRIES
    client = signed_in(_superuser)
    code = made.filter(workspace=workspace).first().code
    assert client.get(reverse("reports:report", args=[code])).status_code == 200
