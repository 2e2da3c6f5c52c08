"""What Django's admin is asked, refused where it would break or work for minutes on it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import SEARCH_VAR
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

#: Words and letters of a search: each word is one more condition on every column.
MOST_WORDS, LONGEST = 12, 200
#: Longer than that no primary key is.
_LONGEST_PK = 18

View = Callable[..., HttpResponseBase]


def only_readable(admin_view: Callable[..., View]) -> Callable[..., View]:
    """Let the views of an admin site answer 400 to what cannot have come from their pages."""

    def around(view: View, *args: Any, **options: Any) -> View:
        inner = admin_view(view, *args, **options)

        @wraps(inner)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            _refuse_long_search(request.GET.get(SEARCH_VAR, ""))
            _refuse_unknown_rows(request.POST.getlist(ACTION_CHECKBOX_NAME))
            return inner(request, *args, **kwargs)

        return checked

    return around


def _refuse_long_search(words: str) -> None:
    if len(words) > LONGEST or len(words.split()) > MOST_WORDS:
        raise BadRequest(f"a search has at most {MOST_WORDS} words")


def _refuse_unknown_rows(keys: list[str]) -> None:
    if not all(key.isascii() and key.isdecimal() and len(key) <= _LONGEST_PK for key in keys):
        raise BadRequest("a row is chosen by its number")
