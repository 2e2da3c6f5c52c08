"""A published rulebook, and an assessment with answers."""

from pathlib import Path

import pytest

from advisor.assessments import actions
from advisor.assessments.access import COOKIE, COOKIE_SALT, hash_of_token
from advisor.assessments.models import Owner
from advisor.engine import parse_profile
from advisor.rulebook import published
from tests import books

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "rulebook" / "fixtures"
REAL = ROOT / "fixtures"

JAVA = {"source_code": "available", "runtime": "java", "databases": ["sql_server"], "size": 3}


def publish(directory):
    """Publish fixtures without running their scenarios; return the version's hash."""
    return books.make_version(directory, "test").hash


@pytest.fixture
def small(db):
    """The small rulebook, published."""
    return publish(SMALL)


@pytest.fixture
def owner(client, db):
    """The owner that the client's cookie names."""
    from django.core.signing import get_cookie_signer

    client.cookies[COOKIE] = get_cookie_signer(salt=COOKIE + COOKIE_SALT).sign("a-secret-token")
    return Owner.objects.create(token_hash=hash_of_token("a-secret-token"))


def begin(owner, rulebook_hash, raw, notes=(), **details):
    """Start an assessment with answers and notes."""
    profile, errors = parse_profile(published.rulebook_for(rulebook_hash), raw)
    assert not errors
    details = actions.Details(**{"name": "Web shop", **details})
    return actions.start_from_example(owner, details, rulebook_hash, profile, dict(notes), "")


@pytest.fixture
def shop(owner, small):
    """An assessment of a Java shop."""
    return begin(owner, small, JAVA, {"runtime": "Java 8, to be checked"}, client="Proseware")
