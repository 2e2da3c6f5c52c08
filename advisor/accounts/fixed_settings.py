"""Settings of accounts that no operator changes; what an operator decides stands in `advisor/settings.py`."""

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# Scrypt needs no library beside Python's own; N=2^15, r=8, p=3 is one of the settings that ASVS 5.0 names.
PASSWORD_HASHERS = [
    "advisor.accounts.passwords.hashing.StrongScryptHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "advisor.accounts.passwords.validators.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "advisor.accounts.passwords.validators.BreachedPasswordValidator"},
    {"NAME": "advisor.accounts.passwords.validators.StrengthValidator"},
]

ACCOUNT_ADAPTER = "advisor.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Fourways] "
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Beside allauth's own: tries of a link's password, and downloads of one's own data.
ACCOUNT_RATE_LIMITS = {"unlock": "10/5m/ip", "unlock_link": "100/h/key", "own_data": "10/h/key"}
ACCOUNT_USER_DISPLAY = "advisor.accounts.naming.name_of"
ACCOUNT_FORMS = {
    "login": "advisor.accounts.forms.SignInForm",
    "signup": "advisor.accounts.forms.SignUpForm",
    "add_email": "advisor.accounts.forms.AddEmailForm",
    "change_password": "advisor.accounts.forms.ChangePasswordForm",
    "set_password": "advisor.accounts.forms.SetPasswordForm",
    "reset_password": "advisor.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "advisor.accounts.forms.NewPasswordForm",
    "reauthenticate": "advisor.accounts.forms.ConfirmForm",
}

MFA_ADAPTER = "advisor.accounts.second_factors.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Fourways"
MFA_FORMS = {
    "authenticate": "advisor.accounts.forms.CodeForm",
    "reauthenticate": "advisor.accounts.forms.ConfirmCodeForm",
    "activate_totp": "advisor.accounts.forms.ActivateAppForm",
    "add_webauthn": "advisor.accounts.forms.AddPasskeyForm",
    "edit_webauthn": "advisor.accounts.forms.RenamePasskeyForm",
}

SOCIALACCOUNT_ADAPTER = "advisor.accounts.oidc.adapter.SocialAccountAdapter"
SOCIALACCOUNT_FORMS = {"signup": "advisor.accounts.oidc.forms.SignUpForm"}
# A provider that proves a verified address of an account is connected to it from then on.
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
