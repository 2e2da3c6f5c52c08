"""What is asked of somebody whom a provider sent without an address that can be used."""

from allauth.socialaccount.forms import SignupForm
from django.utils.translation import gettext_lazy as _

from advisor.accounts.forms import Plain


class SignUpForm(Plain, SignupForm):  # type: ignore[misc]
    """An e-mail address for the new account."""

    labels = {"email": _("E-mail address")}
