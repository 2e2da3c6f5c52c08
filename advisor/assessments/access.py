"""Who may do what. Every view loads its object here, so that none can forget to ask.

An owner is known by a signed, long-lived cookie that holds a secret token, or by an account. The database
stores the token's SHA-256 only.
"""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from advisor.assessments.models import Assessment, AssessmentQuerySet, Milestone, Owner, ShareLink

COOKIE = "fourways_owner"
COOKIE_SALT = "fourways.owner"
COOKIE_SECONDS = 60 * 60 * 24 * 365 * 2
TOKEN_BYTES = 32


def hash_of_token(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def token_of(request: HttpRequest) -> str | None:
    """Return the owner's token of this browser; None where the cookie is missing or was altered."""
    token = request.get_signed_cookie(COOKIE, default=None, salt=COOKIE_SALT, max_age=COOKIE_SECONDS)
    return token or None


def owner_of(request: HttpRequest) -> Owner | None:
    """Return the owner that this request comes from (one query), or None."""
    if request.user.is_authenticated:
        owner = Owner.objects.filter(user=request.user).first()
        if owner is not None:
            return owner
    token = token_of(request)
    return Owner.objects.filter(token_hash=hash_of_token(token)).first() if token else None


def owner_for_writing(request: HttpRequest) -> tuple[Owner, str | None]:
    """Return the owner, made now where there is none; then also the new token, for :func:`remember`."""
    owner = owner_of(request)
    if owner is not None:
        return owner, None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    user = request.user if request.user.is_authenticated else None
    return Owner.objects.create(token_hash=hash_of_token(token), user=user), token


def remember(response: HttpResponse, token: str) -> None:
    """Let this browser keep the owner's token."""
    response.set_signed_cookie(
        COOKIE,
        token,
        salt=COOKIE_SALT,
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def owner_with_token(token: str) -> Owner:
    """Return the owner that a resume link names; Http404 if there is none."""
    return get_object_or_404(Owner, token_hash=hash_of_token(token))


def own_assessments(request: HttpRequest) -> AssessmentQuerySet:
    """Return the assessments that are this request's own and not deleted."""
    present = Assessment.objects.present()
    if request.user.is_authenticated:
        return present.filter(owner=owner_of(request))
    token = token_of(request)
    return present.filter(owner__token_hash=hash_of_token(token)) if token else present.none()


def own_assessment(request: HttpRequest, code: UUID) -> Assessment:
    """Return an assessment that this request may read and change; Http404 if foreign, deleted or unknown."""
    return get_object_or_404(own_assessments(request), code=code)


def own_deleted_assessment(request: HttpRequest, code: UUID) -> Assessment:
    """Return an assessment of this request's own that was deleted and can come back; Http404 otherwise."""
    owner = owner_of(request)
    if owner is None:
        raise Http404
    return get_object_or_404(Assessment, owner=owner, code=code, deleted_at__isnull=False)


def readable_assessment(request: HttpRequest, code: UUID) -> Assessment:
    """Return an assessment that this request may read: today its own ones; Http404 otherwise."""
    return own_assessment(request, code)


def readable_milestone(request: HttpRequest, code: UUID) -> Milestone:
    """Return a milestone of an assessment that this request may read; Http404 otherwise."""
    milestones = Milestone.objects.select_related("assessment")
    return get_object_or_404(milestones, code=code, assessment__in=own_assessments(request))


def shared_assessment(token: UUID) -> Assessment:
    """Return the assessment that a share link lets anybody read; Http404 if revoked or deleted."""
    link = get_object_or_404(
        ShareLink.objects.select_related("assessment"),
        token=token,
        revoked_at=None,
        assessment__deleted_at=None,
    )
    return link.assessment


def offered_assessments() -> AssessmentQuerySet:
    """Return those whose owners let editors of the rulebook see the answers, the newest offer first.

    Of these their answers may be shown to editors, and nothing else: no name, no note, no contact.
    """
    offered = Assessment.objects.present().filter(offered_at__isnull=False)
    return offered.only("code", "offered_at").order_by("-offered_at", "pk")
