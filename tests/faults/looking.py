"""Looks at the site while its store fails: as an owner, as an editor who has signed in, and as nobody."""

from __future__ import annotations

import time

from tests.running import Visitor

#: What the page says in each language where the store fails.
AWAY = {
    "en": "The store is not available at the moment",
    "ko": "지금은 저장소를 사용할 수 없습니다",
}
SOON = 3.0


def pages(told):
    """Yield who looks, and where: pages that need the store."""
    code = told.codes[0]
    owner, editor, nobody = Visitor(told.owner), Visitor(told.editor), Visitor({})
    for path in ("/", f"/a/{code}/q/size/", f"/a/{code}/sections/code/", f"/a/{code}/report/", "/catalogue/"):
        yield owner, path
    for path in ("/", "/account/", "/rulebook/"):
        yield editor, path
    yield nobody, "/"


def not_shown(web, told):
    """Return the pages that are not shown."""
    asked = [visitor.get(web, path) for visitor, path in pages(told)]
    return [(one.url, one.status_code) for one in asked if one.status_code != 200]


def not_in_words(web, told):
    """Return the pages that do not say in the reader's language that the store is away."""
    asked = [
        (visitor.get(web, path, **{"Accept-Language": language}), language)
        for visitor, path in pages(told)
        for language in AWAY
    ]
    return [(one.url, one.status_code, one.text[:200]) for one, language in asked if not says(one, language)]


def says(response, language):
    """Whether an answer says so, and when to try again."""
    said = AWAY[language] in response.text and f'<html lang="{language}"' in response.text
    return said and response.status_code == 503 and response.headers.get("Retry-After", "").isdigit()


def probes(web):
    """Return the statuses of /healthz and /readyz; the former has to come soon."""
    visitor, begun = Visitor({}), time.monotonic()
    alive = visitor.get(web, "/healthz").status_code
    assert time.monotonic() - begun < SOON
    return alive, visitor.get(web, "/readyz").status_code
