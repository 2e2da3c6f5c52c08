"""What somebody sees of django-allauth is written here: pages, messages and e-mails in the site's words."""

from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.template.loader import get_template

THEIRS = Path(allauth.__file__).parent / "templates"
OURS = settings.BASE_DIR / "templates"
#: What nobody gets to: other features, and pieces of pages that are replaced as a whole.
UNREACHED = (
    "account/base_", "account/snippets/", "account/email_change.html",
    "account/verified_email_required.html", "account/confirm_email_verification_code.html",
    "account/confirm_login_code.html", "account/request_login_code",
    "account/confirm_password_reset_code.html", "account/confirm_phone_", "account/phone_",
    "account/signup_by_passkey", "account/email/login_code_", "account/email/password_reset_code_",
    "account/messages/login_code_sent", "account/messages/phone_", "allauth/elements/", "idp/", "openid/",
    "mfa/base_", "mfa/totp/base.html", "mfa/recovery_codes/base.html", "mfa/webauthn/base.html",
    "mfa/webauthn/signup_form.html", "mfa/webauthn/snippets/", "mfa/trust.html", "socialaccount/base_",
    "socialaccount/snippets/", "usersessions/base_",
)  # fmt: skip
NAMES = sorted(str(path.relative_to(THEIRS)) for path in THEIRS.rglob("*.*"))


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith(UNREACHED)])
def test_a_page_a_message_or_an_email_is_ours(name):
    assert Path(get_template(name).origin.name).is_relative_to(OURS)


def test_no_page_asks_for_theirs():
    for path in [*(OURS / "account").rglob("*.html"), *(OURS / "mfa").rglob("*.html")]:
        assert "account/base_" not in path.read_text(), path
