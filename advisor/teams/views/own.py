"""One's own data: downloaded as one file, or deleted, with an account and without one."""

from __future__ import annotations

import weakref

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from advisor.accounts import audit
from advisor.accounts.audit import Action
from advisor.assessments.access import forget
from advisor.assessments.purging import DELETED_KEPT_DAYS
from advisor.reports.places import page_language
from advisor.teams.own.file import own_data
from advisor.teams.own.forms import DeleteAccountForm, ForgetForm
from advisor.teams.own.leaving import StillNeeded, delete_account, forget_browser, leaving_of
from advisor.teams.own.person import Person, person_of


def _has_account(request: HttpRequest) -> bool:
    return request.user.is_authenticated


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest) -> HttpResponseBase:
    """Say what the file holds; POST sends it."""
    response: HttpResponseBase = _send(request) if request.method == "POST" else _data_page(request)
    return response


def _data_page(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    return render(request, "teams/own_data.html", {"person": person, "assessments": person.personal.count()})


@reauthentication_required(enabled=_has_account)  # type: ignore[untyped-decorator]
def _send(request: HttpRequest) -> HttpResponseBase:
    person = person_of(request)
    if not (person.user or person.owner):
        return redirect("teams:own_data")
    who = f"account {person.account}" if person.user else f"owner {person.about.owner}"
    if not ratelimit.consume(request, action="own_data", key=who):
        refused: HttpResponse = ratelimit.respond_429(request)
        return refused
    audit.record(Action.EXPORTED, person.about, actor=person.actor, account=person.account, detail="own_data")
    name = f"fourways-{timezone.localdate().isoformat()}.zip"
    file = own_data(person, page_language())
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    weakref.finalize(response, file.close)  # also where nobody fetches it
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(enabled=_has_account)  # type: ignore[untyped-decorator]
def delete(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays; POST deletes it."""
    person = person_of(request)
    if person.user:
        return _delete_account(request, person)
    form = ForgetForm(request.POST if request.method == "POST" else None)
    if person.owner is None or not form.is_valid():
        return _delete_page(request, person, form)
    forget_browser(person.owner)
    response = redirect("assessments:home")
    forget(response)
    messages.success(request, _("Deleted. Nothing of yours is stored here any more."))
    return response


def _delete_account(request: HttpRequest, person: Person) -> HttpResponse:
    form = DeleteAccountForm(person.user, *([request.POST] if request.method == "POST" else []))
    if not form.is_valid():
        return _delete_page(request, person, form)
    try:
        delete_account(person.user)
    except StillNeeded:
        form.add_error(None, _("Give the workspaces named below another owner first. Nothing was deleted."))
        return _delete_page(request, person, form)
    logout(request)
    messages.success(request, _("Your account is deleted, with all that was yours alone."))
    return redirect("assessments:home")


def _delete_page(request: HttpRequest, person: Person, form: DeleteAccountForm | ForgetForm) -> HttpResponse:
    context = {"person": person, "leaving": leaving_of(person), "form": form, "days": DELETED_KEPT_DAYS}
    return render(request, "teams/delete_account.html", context, status=422 if form.errors else 200)
