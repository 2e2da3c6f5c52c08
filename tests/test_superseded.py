"""Static files of the version before lead to today's."""

import pytest
from django.test import Client

from advisor.superseded import today_of

NEW = "advisor/base.0123456789ab.css"


@pytest.fixture
def hashed(settings, tmp_path):
    """Names with a hash, as in production; of one file the manifest knows today's."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    (tmp_path / "staticfiles.json").write_text(
        f'{{"version": "1.1", "hash": "", "paths": {{"advisor/base.css": "{NEW}"}}}}'
    )


@pytest.mark.usefixtures("hashed")
def test_a_name_of_before_leads_to_today_s():
    response = Client().get("/static/advisor/base.ba9876543210.css")
    assert (response.status_code, response["Location"]) == (302, f"/static/{NEW}")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.usefixtures("hashed")
@pytest.mark.parametrize(
    "address",
    [
        f"/static/{NEW}",
        "/static/advisor/gone.ba9876543210.css",
        "/static/advisor/base.css",
        "/static/../settings.ba9876543210.py",
        "/static//evil.example/x.ba9876543210.js",
        "/static/http://evil.example/x.ba9876543210.js",
        "/elsewhere/advisor/base.ba9876543210.css",
    ],
)
def test_what_never_was_a_file_of_ours_leads_nowhere(address):
    assert today_of(address) == ""


def test_without_hashes_names_of_a_site_with_them_lead_to_plain_ones_of_ours_only():
    assert today_of("/static/advisor/base.ba9876543210.css") == "/static/advisor/base.css"
    assert today_of("/static/http://evil.example/x.ba9876543210.js") == ""
    assert today_of("/static/../../x.ba9876543210.js") == ""
