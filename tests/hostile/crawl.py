"""Every address of the site with real values in it, and every form that stands on a page.

Nothing is listed by hand: routes come from the URL resolver, addresses and forms from the pages themselves,
so that a page that is added tomorrow is attacked tomorrow.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve
from django.urls.resolvers import RoutePattern, URLPattern, URLResolver
from lxml import html

#: Addresses of one route that are kept, and those of them that are opened: pages of one kind are alike.
MOST_ALIKE, MOST_OPENED = 3, 2
Opener = Callable[[str], Client]
#: A part of a route in Django's own notation.
_PART = re.compile(r"<(?:(?P<kind>[^>:]+):)?(?P<name>[^>]+)>")
_HTMX = ("hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete")
_FORM = "ancestor-or-self::form"


@dataclass(frozen=True, slots=True)
class Route:
    """One entry of the URL resolver. ``parts`` are the names of what varies in its address."""

    name: str
    pattern: str
    parts: tuple[str, ...]

    def filled(self, values: Mapping[str, str]) -> str:
        """Return an address with these values, which have to be quoted."""
        address = _PART.sub(lambda part: values[part["name"]], self.pattern)
        return f"/{address}"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, with the values that it offers (a free text: what stands in it)."""

    name: str
    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What a page lets somebody send."""

    address: str
    method: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """All that was found: ``addresses`` by route, ``values`` that stood in addresses by the name of their
    part, ``answers`` by the address that was opened."""

    routes: tuple[Route, ...]
    addresses: Mapping[str, tuple[str, ...]]
    forms: tuple[Form, ...]
    values: Mapping[str, tuple[str, ...]]
    answers: Mapping[str, HttpResponse]

    def guessed(self, route: Route) -> list[str]:
        """Return addresses of a route made from values that stood in other addresses."""
        offered = [self.values.get(part, ()) for part in route.parts]
        longest = max((len(values) for values in offered), default=1)
        if not all(offered):
            return []
        chosen = ([values[n % len(values)] for values in offered] for n in range(longest))
        return [
            route.filled({part: quote(value) for part, value in zip(route.parts, values, strict=True)})
            for values in chosen
        ]


def routes_of(resolver: URLResolver | None = None, prefix: str = "", space: str = "") -> Iterator[Route]:
    """Walk through the resolver, the admin included; routes by regular expression are reached by links."""
    for entry in (resolver or get_resolver()).url_patterns:
        if not isinstance(entry.pattern, RoutePattern) and str(entry.pattern) not in ("", "^/"):
            continue
        pattern = prefix + (str(entry.pattern) if isinstance(entry.pattern, RoutePattern) else "")
        if isinstance(entry, URLPattern):
            parts = tuple(part["name"] for part in _PART.finditer(pattern))
            name = f"{space}{entry.name or entry.callback.__name__}"
            yield Route(name, pattern, parts)
        else:
            yield from routes_of(entry, pattern, f"{entry.namespace}:" if entry.namespace else space)


def explore(opener: Opener, starts: Iterable[str], resting: re.Pattern[str]) -> Site:
    """Follow all links and forms; what matches ``resting`` is noted and not opened.

    ``opener`` returns the browser for an address.
    """
    walk = _Walk(opener, resting)
    walk.run(starts)
    return walk.site()


class _Walk:
    """A walk through a site: ``waiting`` are addresses not yet opened."""

    def __init__(self, opener: Opener, resting: re.Pattern[str]) -> None:
        self.opener, self.resting = opener, resting
        self.routes = {route.pattern: route for route in routes_of()}
        self.waiting: list[str] = []
        self.known: dict[str, dict[str, None]] = defaultdict(dict)
        self.values: dict[str, dict[str, None]] = defaultdict(dict)
        self.forms: dict[tuple[str, str, tuple[str, ...]], Form] = {}
        self.answers: dict[str, HttpResponse] = {}

    def run(self, starts: Iterable[str]) -> None:
        for start in starts:
            self.note(start)
        while self.waiting or self.guess():
            address = self.waiting.pop()
            response = self.answers[address] = self.opener(address).get(address)
            if "html" in response.get("Content-Type", "") and not response.streaming:
                self.read(address, response.content)
            elif response.status_code in (301, 302):
                self.note(urljoin(address, response["Location"]))

    def guess(self) -> bool:
        """Note addresses of routes to which no link led; tell whether there are new ones."""
        site = self.site()
        for route in site.routes:
            if not self.known[route.pattern]:
                for address in site.guessed(route)[:MOST_ALIKE]:
                    self.note(address)
        return bool(self.waiting)

    def note(self, address: str) -> None:
        """Remember an address, to be opened where few of its kind are known."""
        parts = urlsplit(address)
        try:
            match = resolve(parts.path)
        except Resolver404:
            return
        alike = self.known[match.route]
        plain = parts.path + (f"?{parts.query}" if parts.query else "")
        if plain in alike or len(alike) >= MOST_ALIKE:
            return
        alike[plain] = None
        for name, value in match.captured_kwargs.items():
            self.values[name][str(value)] = None
        if len(alike) <= MOST_OPENED and not self.resting.search(parts.path):
            self.waiting.append(plain)

    def read(self, address: str, content: bytes) -> None:
        """Gather the links and the forms of a page."""
        if not content.strip():
            return
        page = html.fromstring(content.decode())
        for link in page.xpath("//a/@href | //img/@src | //@hx-get"):
            self.note(urljoin(address, link))
        for element in page.xpath("//form | //*[@hx-get or @hx-post or @hx-put or @hx-patch or @hx-delete]"):
            for form in _forms_of(element, address):
                if form.method != "get":
                    self.note(form.address)
                key = (self._route(form.address), form.method, tuple(field.name for field in form.fields))
                self.forms.setdefault(key, form)

    def _route(self, address: str) -> str:
        try:
            return resolve(urlsplit(address).path).route
        except Resolver404:
            return address

    def site(self) -> Site:
        return Site(
            tuple(self.routes.values()),
            {pattern: tuple(found) for pattern, found in self.known.items() if found},
            tuple(self.forms.values()),
            {name: tuple(values) for name, values in self.values.items()},
            self.answers,
        )


def _forms_of(element: Any, page: str) -> Iterator[Form]:
    """Yield what a form, or an element that htmx sends, can send: buttons may lead elsewhere."""
    if element.tag == "form":
        sent = {(element.get("action", page), element.get("method", "get").lower())}
        sent |= {(button.get("formaction"), "post") for button in element.xpath(".//*[@formaction]")}
    else:
        sent = {(element.get(name), name.removeprefix("hx-")) for name in _HTMX if element.get(name)}
    around = element.xpath(_FORM)
    fields = tuple(_fields_of(around[0])) if around else ()
    for action, method in sorted(sent):
        address = urljoin(page, action or page)
        if not urlsplit(address).netloc:
            yield Form(address, method, fields)


def _fields_of(form: Any) -> Iterator[Field]:
    named: dict[str, list[Any]] = defaultdict(list)
    inside = form.xpath(".//*[self::input or self::select or self::textarea or self::button][@name]")
    outside = form.getroottree().xpath("//*[@form=$id][@name]", id=form.get("id", ""))
    for element in (*inside, *outside):
        named[element.get("name")].append(element)
    for name, elements in named.items():
        first = elements[0]
        kind = first.get("type", "text") if first.tag == "input" else first.tag
        values = dict.fromkeys(value for element in elements for value in _values_of(element))
        yield Field(name, kind, tuple(values))


def _values_of(element: Any) -> list[str]:
    if element.tag == "select":
        return [option.get("value", option.text or "") for option in element.xpath(".//option")]
    if element.tag == "textarea":
        return [element.text or ""]
    return [element.get("value", "on" if element.get("type") in ("checkbox", "radio") else "")]
