"""The real rulebook through the admin's forms: opened and saved, nothing is different."""

import pytest
from django.urls import reverse

from advisor.rulebook.document import canonical_json, document_of
from advisor.rulebook.draft import model_of, records_from_draft
from advisor.rulebook.models import Event
from advisor.rulebook.schema import KINDS
from advisor.rulebook.writing import canonical_files
from tests import books
from tests.editor.forms import sent

#: Of each kind so many, spread over all of them; the rules are the ones that people edit for a living.
SOME, RULES = 1, 6


def spread(rows, count):
    return rows[:: max(len(rows) // count, 1)][:count]


@pytest.mark.slow
@pytest.mark.django_db
def test_every_kind_of_record_is_saved_unchanged(admin_client):
    books.fill_draft(books.REAL)
    before = records_from_draft()
    for kind in KINDS:
        for row in spread(list(model_of(kind).objects.all()), RULES if kind == "rule" else SOME):
            url = reverse(f"admin:rulebook_{kind}_change", args=[row.pk])
            answer = admin_client.post(url, sent(admin_client.get(url)))
            assert answer.status_code == 302, (kind, row, answer.context["errors"])
            assert not Event.objects.exists(), (kind, row, Event.objects.first().changes)
    after = records_from_draft()
    assert canonical_json(document_of(after)) == canonical_json(document_of(before))
    assert canonical_files(after, {}) == canonical_files(before, {})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "directory",
    [books.SMALL, pytest.param(books.REAL, marks=pytest.mark.sweep)],
    ids=["small", "real"],
)
def test_a_touched_record_keeps_all_other_values(admin_client, directory):
    """The forms write every field, so one that lost something would show in the log."""
    books.fill_draft(directory)
    for kind, schema in KINDS.items():
        for row in spread(list(model_of(kind).objects.all()), 1):
            url = reverse(f"admin:rulebook_{kind}_change", args=[row.pk])
            name = (
                "order" if "order" in schema.has else "checked_on" if "checked_on" in schema.has else "slug"
            )
            value = {"order": "7001", "checked_on": "2020-01-02", "slug": f"{row.slug}-x"}[name]
            answer = admin_client.post(url, sent(admin_client.get(url), **{name: value}))
            assert answer.status_code == 302, (kind, row, answer.context["errors"])
            changed = [set(event.changes) for event in Event.objects.filter(kind=kind)]
            assert changed
            assert set().union(*changed) <= {name}
