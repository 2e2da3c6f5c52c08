"""Plain functions that make what tests need."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.signing import get_cookie_signer
from django.test import Client

from advisor.accounts.models import Membership, Workspace
from advisor.assessments import access, actions
from advisor.assessments.models import Assessment, Owner
from advisor.rulebook.models import Version


def make_owner(token: str | None = None) -> Owner:
    """Return a new owner, known by ``token``."""
    return Owner.objects.create(token_hash=access.hash_of_token(token or secrets.token_urlsafe(8)))


def make_assessment(
    owner: Owner | None = None,
    answers: Mapping[str, Any] | None = None,
    notes: Mapping[str, str] | None = None,
    name: str = "Shop",
    rulebook: str = "",
) -> Assessment:
    """Return a new assessment, pinned to the version in use, with answers and notes."""
    version = rulebook or Version.objects.current().hash
    assessment = actions.start(owner or make_owner(), actions.Details(name=name), version, answers or {})
    for question, note in (notes or {}).items():
        value = answers[question] if answers and question in answers else actions.OPEN
        actions.save_answer(assessment, question, value, note, None)
    return assessment


def signed_cookie(token: str) -> str:
    """Return the cookie's value by which a browser is known to have ``token``."""
    return get_cookie_signer(salt=access.COOKIE + access.COOKIE_SALT).sign(token)


def browser_of(token: str) -> Client:
    """Return a client that sends the owner's cookie."""
    client = Client()
    client.cookies[access.COOKIE] = signed_cookie(token)
    return client


def make_user(name: str) -> Any:
    """Return a new account without a password."""
    return get_user_model().objects.create_user(name, email=f"{name}@example.org")


def make_workspace(name: str = "Client", **members: Any) -> Workspace:
    """Return a new workspace; ``members`` is role → account."""
    workspace = Workspace.objects.create(name=name)
    for role, user in members.items():
        Membership.objects.create(workspace=workspace, user=user, role=role)
    return workspace


def signed_in(user: Any) -> Client:
    """Return a client of an account."""
    client = Client()
    client.force_login(user)
    return client
