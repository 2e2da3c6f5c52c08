"""Pages of accounts that django-allauth has not."""
