"""The cover that an owner keeps, and where it appears."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from advisor.assessments.models import Owner
from advisor.reports.covers import cover_of

pytestmark = pytest.mark.django_db
COVER = reverse("reports:cover")


def picture(name="logo.png", content=None):
    if content is None:
        file = io.BytesIO()
        Image.new("RGB", (40, 20)).save(file, "PNG")
        content = file.getvalue()
    return SimpleUploadedFile(name, content)


def test_a_cover_is_kept_and_stands_in_every_export(client, owner, shop):
    given = {"prepared_by": "Fabrikam Advisory", "version": "1.2", "confidentiality": "Board only"}
    response = client.post(COVER, {**given, "logo": picture()}, follow=True)
    assert response.redirect_chain
    kept = cover_of(owner.pk)
    assert (kept.prepared_by, kept.version, kept.confidentiality) == (
        "Fabrikam Advisory",
        "1.2",
        "Board only",
    )
    assert kept.logo.width == 40
    page = client.get(reverse("reports:html", args=[shop.code])).content.decode()
    assert all(value in page for value in given.values())
    assert "data:image/png;base64," in page


def test_a_logo_stays_until_it_is_removed_or_replaced(client, owner):
    client.post(COVER, {"logo": picture()})
    client.post(COVER, {"prepared_by": "Fabrikam"})
    assert cover_of(owner.pk).logo
    assert client.get(reverse("reports:logo"))["Content-Type"] == "image/png"
    client.post(COVER, {"prepared_by": "Fabrikam", "remove_logo": "1"})
    assert cover_of(owner.pk).logo is None
    assert client.get(reverse("reports:logo")).status_code == 404


def test_a_bad_logo_is_said_where_it_was_given_and_nothing_typed_is_lost(client, owner):
    response = client.post(COVER, {"prepared_by": "Fabrikam", "logo": picture(content=b"GIF89a")})
    assert response.status_code == 422
    page = response.content.decode()
    assert 'href="#id_logo"' in page
    assert 'value="Fabrikam"' in page
    assert cover_of(owner.pk).prepared_by == ""


def test_somebody_new_can_keep_a_cover_too(client, db):
    assert client.post(COVER, {"prepared_by": "Fabrikam"}).status_code == 302
    assert cover_of(Owner.objects.get().pk).prepared_by == "Fabrikam"
    assert "Fabrikam" in client.get(COVER).content.decode()


def test_a_shared_report_has_its_owners_cover(client, owner, shop):
    from advisor.assessments import actions

    client.post(COVER, {"confidentiality": "Board only"})
    link = actions.share(shop)
    client.cookies.clear()
    assert "Board only" in client.get(reverse("reports:shared_html", args=[link.token])).content.decode()
    assert "Board only" not in client.get(COVER).content.decode()
