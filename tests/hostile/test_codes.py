"""Nobody gets at what is somebody else's by its address, by its number or by a field that no form has."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import TestCase

from tests.hostile.ground import INSIDE, Ground
from tests.hostile.sending import Sending, filled
from tests.hostile.stored import alike, stored
from tests.sampling import part_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

CODE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Whoever has these may read: a link that was given away, a published case.
GIVEN = ("/s/", "/examples/")


def private(site):
    """Return addresses with the code of something that is somebody's own."""
    addresses = [address for found in site.addresses.values() for address in found[:1]]
    return [at for at in addresses if CODE.search(at) and not at.startswith((*GIVEN, *INSIDE))]


@pytest.mark.parametrize("role", ["stranger", "nobody", "editor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_somebody_elses_is_not_there_at_all(ground, site, role, method):
    """The same answer as for a code that nobody has, to the letter, whatever is done with it."""
    client, before = ground.client(role), stored()
    for address in private(site):
        told, unknown = CODE.search(address)[0], str(uuid4())
        foreign = getattr(client, method)(address)
        nobodys = getattr(client, method)(address.replace(told, unknown))
        assert foreign.status_code == nobodys.status_code, address
        assert foreign.status_code in (404, 405, 302), address
        assert plain(foreign, told) == plain(nobodys, unknown), address
    assert len(private(site)) > 40
    assert stored() == before


def plain(answer, code):
    """Return an answer without the code that it repeats and the tokens that are new each time."""
    page = answer.content.decode(errors="replace").replace(code, "code")
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", page) + answer.get("Location", "").replace(
        code, "code"
    )


def test_no_public_address_has_a_number_that_counts(site):
    """Codes are random: version 4 of UUID, or a secret token; numbers of rows stand in the admin alone."""
    for address in (address for found in site.addresses.values() for address in found):
        if not address.startswith(("/admin/", "/account/")):
            assert not re.search(r"/\d+(/|$)", address), address
            assert all(UUID(code).version == 4 for code in CODE.findall(address)), address
    routes = [route.pattern for route in site.routes if not route.pattern.startswith(("admin/", "account/"))]
    assert not [pattern for pattern in routes if "<int:" in pattern]


#: Names of columns, by the kind of value that they would take.
COLUMNS = {
    "1": "id pk user user_id workspace workspace_id groups user_permissions",
    "on": "is_staff is_superuser is_active given",
    "x": "password token recommendation answers",
    "2020-01-01": "deleted_at created_at offered_at frozen_at saved_at published_at changed_at expires_at",
    "0" * 64: "hash token_hash",
    f"sha256:{'0' * 64}": "rulebook",
    str(UUID(int=7, version=4)): "code workload variant_of",
    "finished": "state",
    "999": "revision reads",
    "owner": "role",
}
EXTRA = {name: value for value, names in COLUMNS.items() for name in names.split()}


def writing(site):
    """Yield the forms without a file, each with fields of the tables that it does not have."""
    for form in site.forms:
        kinds = {field.kind for field in form.fields}
        if form.method == "post" and "/logout/" not in form.address and "file" not in kinds:
            own = {field.name for field in form.fields}
            yield form, {name: value for name, value in EXTRA.items() if name not in own}


@pytest.mark.slow
@pytest.mark.sampled
def test_a_field_that_a_form_does_not_have_changes_nothing(ground, site):
    """Each form as a person sends it, without and with fields of the tables (mass assignment): alike."""
    unchanged, effects = alike(stored()), 0
    for form, extra in part_of(writing(site), 2):
        extra["owner"] = extra["owner_id"] = str(ground.owned["stranger"].pk)
        role = "superuser" if form.address.startswith(INSIDE) else "owner"
        pairs = tuple(filled(form, seed=1))
        honest = outcome(ground, Sending(role, "POST", form.address, pairs))
        greedy = outcome(ground, Sending(role, "POST", form.address, (*extra.items(), *pairs)))
        assert honest == greedy, form.address
        effects += honest[1] != unchanged
    assert effects > 7


def outcome(ground: Ground, sending: Sending):
    """Return what an answer is and what is stored afterwards; then all is as it was."""
    with transaction.atomic():
        with TestCase.captureOnCommitCallbacks(execute=False):
            status = sending.send(ground).status_code
        after = alike(stored())
        transaction.set_rollback(True)
    return status, after
