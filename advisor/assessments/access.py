"""Who may do what. Every view loads its object here, so that none can forget to ask, nor to note it.

An assessment is its owner's alone, or belongs to a workspace, whose members may do what their role says
(`accounts/roles.py`). An owner is known by an account, or by a signed, long-lived cookie that holds a secret
token, of which the database stores the SHA-256 only.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from advisor.accounts import audit
from advisor.accounts.audit import About, Action, Actor
from advisor.accounts.memberships import roles_of, roles_of_account
from advisor.accounts.models import AuditEvent
from advisor.accounts.roles import MAY, Act
from advisor.assessments.models import (
    Assessment,
    AssessmentQuerySet,
    Granted,
    Milestone,
    Owner,
    ShareLink,
    ShareLinkQuerySet,
)
from advisor.errors import NotAllowed

COOKIE = "fourways_owner"
COOKIE_SALT = "fourways.owner"
COOKIE_SECONDS = 60 * 60 * 24 * 365 * 2
TOKEN_BYTES = 32
#: Where the session keeps which links with a password were opened: token → what is stored of the password.
UNLOCKED = "unlocked_links"
_OWN_NUMBER = "_own_number"

#: What the log says that was done, where a request changes something.
_DONE: Mapping[Act, AuditEvent.Action] = {
    Act.READ: Action.READ,
    Act.EXPORT: Action.EXPORTED,
    Act.REVIEW: Action.REVIEWED,
    Act.CHANGE: Action.CHANGED,
    Act.SHARE: Action.SHARED,
    Act.DELETE: Action.DELETED,
    Act.MOVE: Action.MOVED,
}


class Locked(Exception):
    """A share link asks for its password first."""

    def __init__(self, link: ShareLink) -> None:
        super().__init__("the link asks for a password")
        self.link = link


# ── owners ──


def hash_of_token(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def hash_of_no_token() -> str:
    """Return what would be stored of a token that nobody has."""
    return hash_of_token(secrets.token_urlsafe(TOKEN_BYTES))


def token_of(request: HttpRequest) -> str | None:
    """Return the owner's token of this browser; None where the cookie is missing or was altered."""
    token = request.get_signed_cookie(COOKIE, default=None, salt=COOKIE_SALT, max_age=COOKIE_SECONDS)
    return token or None


def owner_of(request: HttpRequest) -> Owner | None:
    """Return the owner that this request comes from (one query), or None: the account's, or the browser's."""
    if request.user.is_authenticated:
        return Owner.objects.filter(user=request.user).first()
    return unclaimed_owner(request)


def unclaimed_owner(request: HttpRequest) -> Owner | None:
    """Return the owner without an account that this browser knows, or None."""
    token = token_of(request)
    return Owner.objects.filter(token_hash=hash_of_token(token), user=None).first() if token else None


def owner_for_writing(request: HttpRequest) -> tuple[Owner, str | None]:
    """Return the owner, made now where there is none; then also the new token, for :func:`remember`.

    An account needs no token: None.
    """
    owner = owner_of(request)
    if owner is not None:
        return owner, None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    if request.user.is_authenticated:
        made, _new = Owner.objects.get_or_create(
            user=request.user, defaults={"token_hash": hash_of_token(token)}
        )
        request.__dict__.pop(_OWN_NUMBER, None)
        return made, None
    return Owner.objects.create(token_hash=hash_of_token(token)), token


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


def forget(response: HttpResponse) -> None:
    """Let this browser no longer know an owner."""
    response.delete_cookie(COOKIE, samesite="Lax")


def owner_with_token(token: str) -> Owner:
    """Return the owner that a resume link names; Http404 if there is none, or an account has taken them."""
    return get_object_or_404(Owner, token_hash=hash_of_token(token), user=None)


@transaction.atomic
def claim(request: HttpRequest) -> int:
    """Take what this browser made without an account into the account; return how many assessments.

    The first time the account takes the owner as it is, with cover and files; later its assessments only,
    and the owner goes. The browser's cookie and the resume link open nothing any more, not even when the
    account is gone.
    """
    theirs = unclaimed_owner(request)
    if theirs is None or not request.user.is_authenticated:
        return 0
    Owner.objects.select_for_update().get(pk=theirs.pk)
    claimed = list(Assessment.objects.filter(owner=theirs))
    own = Owner.objects.filter(user=request.user).first()
    request.__dict__.pop(_OWN_NUMBER, None)
    Assessment.objects.filter(owner=theirs).update(owner=own or theirs, warned_at=None)
    if own is None:
        Owner.objects.filter(pk=theirs.pk).update(user=request.user, token_hash=hash_of_no_token())
    else:
        theirs.delete()
    for assessment in claimed:
        assessment.owner = own or theirs
        audit.note(request, Action.CLAIMED, about_it(assessment))
    return sum(assessment.deleted_at is None for assessment in claimed)


# ── assessments ──


def assessments_of(owner: Owner, act: Act = Act.READ) -> AssessmentQuerySet:
    """Return the assessments to which an owner may do something, without a request: for jobs."""
    roles = roles_of_account(owner.user_id) if owner.user_id else {}
    return Assessment.objects.present().filter(
        Q(owner=owner, workspace=None) | Q(workspace__in=_workspaces(roles, act))
    )


def assessments_for(request: HttpRequest, act: Act = Act.READ) -> AssessmentQuerySet:
    """Return the assessments to which this request may do something: personal and shared ones."""
    return Assessment.objects.present().filter(_reach(request, act))


def personal_assessments(request: HttpRequest) -> AssessmentQuerySet:
    """Return those that are this request's own and belong to no workspace."""
    return Assessment.objects.present().filter(_personal(request))


def assessment_for(request: HttpRequest, code: UUID, act: Act = Act.READ) -> Assessment:
    """Return an assessment for something that this request does, and note it.

    Http404 if it is foreign, deleted or unknown; NotAllowed where it may be read, and
    not this done to it.
    """
    return _let(request, get_object_or_404(_whole(assessments_for(request)), code=code), act)


def deleted_assessment(request: HttpRequest, code: UUID) -> Assessment:
    """Return a deleted assessment that this request may bring back; Http404 otherwise."""
    gone = Assessment.objects.filter(_reach(request, Act.DELETE), deleted_at__isnull=False)
    return _let(request, get_object_or_404(_whole(gone), code=code), Act.DELETE)


def each_for(request: HttpRequest, found: Iterable[Assessment], act: Act) -> list[Assessment]:
    """Return the assessments of a list that this request may do something to, and note each."""
    allowed = []
    for assessment in found:
        assessment.granted = granted(request, assessment)
        if getattr(assessment.granted, act):
            _note(request, assessment, act)
            allowed.append(assessment)
    return allowed


def note_created(request: HttpRequest, *made: Assessment) -> None:
    """Note that this request made assessments."""
    for assessment in made:
        audit.note(request, Action.CREATED, about_it(assessment))


def milestone_for(request: HttpRequest, code: UUID, act: Act = Act.READ) -> Milestone:
    """Return a milestone of an assessment that this request may read; Http404 otherwise."""
    milestones = Milestone.objects.select_related("assessment__workspace")
    found = get_object_or_404(milestones, code=code, assessment__in=assessments_for(request))
    _let(request, found.assessment, act)
    return found


def granted(request: HttpRequest, assessment: Assessment) -> Granted:
    """Return what this request may do to an assessment that it reaches."""
    if assessment.workspace_id is None:
        return Granted(*(True for _act in Granted._fields))
    may = MAY.get(roles_of(request).get(assessment.workspace_id, ""), frozenset())
    return Granted(**{act: act in may for act in Act})


def shared_assessment(request: HttpRequest, token: UUID, act: Act = Act.READ) -> Assessment:
    """Return the assessment that a share link lets anybody read.

    Http404 if the link is revoked or expired, or the assessment deleted; :class:`Locked` where a password
    is to be given first.
    """
    link = get_object_or_404(_open_links().select_related("assessment__workspace"), token=token)
    if is_locked(request, link):
        raise Locked(link)
    assessment = link.assessment
    assessment.granted = Granted(read=True, export=True)
    counted = partial(_count, request, link)
    about = about_it(assessment)
    audit.note(request, _DONE[act], about, actor=Actor.LINK, apart=str(token), stored=counted)
    return assessment


def locked_link(token: UUID) -> ShareLink:
    """Return an open link that asks for a password; Http404 otherwise."""
    return get_object_or_404(_open_links().exclude(password=""), token=token)


def _open_links() -> ShareLinkQuerySet:
    # As present() says, by joins: SQLite would gather all assessments that are present first.
    there = ShareLink.objects.open().filter(assessment__deleted_at=None)
    return there.exclude(assessment__workspace__deleted_at__isnull=False)


def _count(request: HttpRequest, link: ShareLink) -> None:
    """Count a visit once, of which each page and fragment is noted."""
    if not cache.add(f"visit:{link.pk}:{audit.visitor(request)}", 1, audit.ONCE_IN):
        return
    ShareLink.objects.filter(pk=link.pk).update(reads=F("reads") + 1, read_at=timezone.now())


def is_locked(request: HttpRequest, link: ShareLink) -> bool:
    """Whether this session has yet to give the password of a link."""
    return bool(link.password) and request.session.get(UNLOCKED, {}).get(str(link.token)) != link.password


def unlock(request: HttpRequest, link: ShareLink) -> None:
    """Let this session open a link whose password was given; another password locks it again."""
    request.session[UNLOCKED] = {**request.session.get(UNLOCKED, {}), str(link.token): link.password}


def offered_assessments() -> AssessmentQuerySet:
    """Return those whose owners let editors of the rulebook see the answers, the newest offer first.

    Of these their answers may be shown to editors, and nothing else: no name, no note, no contact.
    """
    offered = Assessment.objects.present().filter(offered_at__isnull=False)
    return offered.only("code", "offered_at").order_by("-offered_at", "pk")


def note_offered(request: HttpRequest, code: UUID) -> None:
    """Note for its owner that somebody looks at an offered assessment; nothing where it is not offered."""
    offered = Assessment.objects.present().filter(offered_at__isnull=False, code=code)
    for assessment in _whole(offered):
        audit.note(request, Action.READ, about_it(assessment), detail="offered")


def _reach(request: HttpRequest, act: Act) -> Q:
    shared = _workspaces(roles_of(request), act)
    return _personal(request) | Q(workspace__in=shared) if shared else _personal(request)


def _personal(request: HttpRequest) -> Q:
    if request.user.is_authenticated:
        # By its number: a join beside "or in these workspaces" would keep the database from its indexes.
        return Q(owner=_own_number(request), workspace=None)
    token = token_of(request)
    if token is None:
        return Q(pk__in=[])
    return Q(owner__token_hash=hash_of_token(token), owner__user=None, workspace=None)


def _own_number(request: HttpRequest) -> int:
    """Return the number of the account's owner (a query once a request); 0 where it has none yet."""
    if _OWN_NUMBER not in request.__dict__:
        owners = Owner.objects.filter(user_id=request.user.pk or 0).values_list("pk", flat=True)
        request.__dict__[_OWN_NUMBER] = owners.first() or 0
    number: int = request.__dict__[_OWN_NUMBER]
    return number


def _workspaces(roles: Mapping[int, str], act: Act) -> list[int]:
    return [workspace for workspace, role in roles.items() if act in MAY.get(role, ())]


def _whole(found: AssessmentQuerySet) -> AssessmentQuerySet:
    return found.select_related("workspace")


def _let(request: HttpRequest, assessment: Assessment, act: Act) -> Assessment:
    assessment.granted = granted(request, assessment)
    if not getattr(assessment.granted, act):
        text = _("Your role in this workspace lets you read it, and not do this.")
        way = _("Its owners can change the role.")
        raise NotAllowed(f"{text} {way}")
    _note(request, assessment, act)
    return assessment


def _note(request: HttpRequest, assessment: Assessment, act: Act) -> None:
    """Note what is done: to open a form is to read."""
    writes = request.method not in ("GET", "HEAD", "OPTIONS")
    action = _DONE[act] if writes or act is Act.EXPORT else Action.READ
    audit.note(request, action, about_it(assessment))


def about_it(assessment: Assessment) -> About:
    """Return an assessment as the access log names it."""
    shared: Any = assessment.workspace
    return About(
        assessment=assessment.code,
        title=assessment.title,
        owner=None if shared else assessment.owner_id,
        workspace=shared.code if shared else None,
    )
