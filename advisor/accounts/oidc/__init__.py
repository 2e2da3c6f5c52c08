"""Signing in by an identity provider that the operator named (OpenID Connect).

Stricter than django-allauth's own provider, which this extends: the ID token's signature is always checked
against the provider's keys, a nonce binds it to this sign-in, and an e-mail address counts as verified only
where the operator lets the provider speak for its domain.
"""
