"""Addresses that several of the editors' pages lead to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from advisor.assessments.reading import UNKNOWN
from advisor.rulebook.draft import model_of
from advisor.rulebook.schema import APP


def record_url(kind: str, key: Sequence[str]) -> str:
    """Return the admin's page of a draft record; the list of its kind where there is no such record."""
    model = model_of(kind)
    parent = {f"{model.PARENT}__slug": key[0]} if model.PARENT else {}
    pk = model._default_manager.filter(slug=key[-1], **parent).values_list("pk", flat=True).first()
    return record_url_of(kind, pk) if pk else reverse(f"admin:{APP}_{kind}_changelist")


def record_url_of(kind: str, pk: int) -> str:
    """Return the admin's page of the draft record with this primary key, without asking the database."""
    return reverse(f"admin:{APP}_{kind}_change", args=[pk])


def retire_url(kind: str, key: Sequence[str]) -> str:
    """Return the page that retires a question, a choice or an option with all that names it."""
    return reverse("editor:retire", args=[kind, "/".join(key)])


def simulator_url(profile: Mapping[str, Any]) -> str:
    """Return the address of the simulator with these answers (several choices as any sequence) filled in."""
    return simulator_with(profile_fields(profile))


def simulator_with(fields: Sequence[tuple[str, str]]) -> str:
    """Return the address of the simulator with the fields of its form filled in."""
    query = urlencode(fields)
    return f"{reverse('editor:simulator')}?{query}" if query else reverse("editor:simulator")


def profile_fields(profile: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return answers as the fields of an address or a form: one for each choice, numbers as text."""
    return [(slug, text) for slug, answer in profile.items() for text in _texts(answer)]


def _texts(answer: Any) -> list[str]:
    if answer is None:
        return [UNKNOWN]
    if isinstance(answer, str):
        return [answer]
    if isinstance(answer, Sequence):
        return [str(choice) for choice in answer]
    return [repr(answer)]
