"""Requests as hypothesis draws them: an honest one, and what is wrong with it."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote, quote_plus

from django.http import HttpResponse
from hypothesis import strategies as st

from tests.hostile import values
from tests.hostile.crawl import Form, Site
from tests.hostile.ground import INSIDE, ROLES, Ground

METHODS = (
    "GET",
    "POST",
    "HEAD",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "get",
    "X" * 50,
)
BOUNDARY = "hostile-boundary"
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", f"multipart/form-data; boundary={BOUNDARY}"
LONGEST = 120_000
#: As much of a request line and of a header as the server lets through (gunicorn's own limits).
LINE, HEADER = 4094, 8190


@dataclass(frozen=True, slots=True)
class File:
    """One file of a form."""

    name: str
    content: bytes = field(repr=False)
    kind: str = ""


Pair = tuple[str, str | File]


@dataclass(frozen=True, slots=True)
class Sending:
    """One request, as it goes over the wire. ``role`` says whose cookies it carries."""

    role: str
    method: str
    address: str
    pairs: tuple[Pair, ...] = ()
    content_type: str = URLENCODED
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None

    def send(self, ground: Ground) -> HttpResponse:
        """Send it from a new browser; what the application raises comes through."""
        client = ground.client(self.role)
        for name, value in self.cookies:
            client.cookies[name] = "x"
            client.cookies[name].set(name, wire(value), wire(value))
        extra = {
            f"HTTP_{name.upper().replace('-', '_')}": wire(value)[:HEADER] for name, value in self.headers
        }
        if self.method.upper() in ("GET", "HEAD"):
            return client.generic(self.method, with_query(self.address, self.pairs)[:LINE], **extra)
        body = encoded(self.pairs, self.content_type) if self.body is None else self.body
        extra |= {
            "wsgi.input": io.BytesIO(body),
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": wire(self.content_type),
        }
        return client.generic(self.method, self.address, **extra)


def in_environ(header: str) -> str:
    """Return what a WSGI server calls a header."""
    return f"HTTP_{header.upper().replace('-', '_')}"


def wire(text: str) -> str:
    """Return a text as a WSGI server hands over what came as its UTF-8 bytes, without what it refuses."""
    plain = text.replace("\r", "").replace("\n", "").replace("\0", "")
    return plain.encode("utf-8", "surrogatepass").decode("latin-1")


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def with_query(address: str, pairs: Sequence[Pair]) -> str:
    """Return an address with these fields in its query."""
    given = [f"{quote_plus(as_bytes(name))}={quote_plus(as_bytes(text_of(value)))}" for name, value in pairs]
    return address + ("&" if "?" in address else "?") * bool(given) + "&".join(given)


def text_of(value: str | File) -> str:
    return value.name if isinstance(value, File) else value


def encoded(pairs: Sequence[Pair], content_type: str) -> bytes:
    """Return a form's body; one with a file has to be multipart."""
    if not content_type.startswith("multipart"):
        return with_query("", pairs).removeprefix("?").encode()
    lines = []
    for name, value in pairs:
        told = b'Content-Disposition: form-data; name="' + as_bytes(name).replace(b'"', b"%22") + b'"'
        if isinstance(value, File):
            told += b'; filename="' + as_bytes(value.name).replace(b'"', b"%22") + b'"'
            told += b"\r\nContent-Type: " + as_bytes(value.kind)
        content = value.content if isinstance(value, File) else as_bytes(value)
        lines.append(b"--" + BOUNDARY.encode() + b"\r\n" + told + b"\r\n\r\n" + content + b"\r\n")
    return b"".join(lines) + b"--" + BOUNDARY.encode() + b"--\r\n"


# ── strategies ──

hostile_texts = st.one_of(
    st.sampled_from(values.HOSTILE),
    st.sampled_from(values.HOSTILE),
    st.text(max_size=40),
    st.integers().map(str),
    st.floats().map(str),
    st.tuples(
        st.sampled_from(["x", "가", "\u202e", "<", "[", " ", "9", "a b. ", "\n"]), st.integers(1, LONGEST)
    ).map(lambda pair: (pair[0] * pair[1])[:LONGEST]),
)


@st.composite
def files(draw: st.DrawFn) -> File:
    """Return a file, whole, cut short or with a few wrong bytes."""
    content = bytearray(draw(st.sampled_from(sorted(values.FILES.items())))[1])
    for _ in range(draw(st.integers(0, 3))):
        if content:
            content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    if draw(st.integers(0, 3)) == 0:
        content = content[: draw(st.integers(0, len(content)))]
    kind = draw(
        st.sampled_from(["", "text/plain", "image/png", "application/zip", "x/" + "y" * 300, "text/html"])
    )
    return File(draw(st.sampled_from(values.FILE_NAMES)), bytes(content), kind)


def filled(form: Form, seed: int) -> list[Pair]:
    """Return a form as a person may send it: of every field one of its values, boxes ticked or not."""
    chance, pairs = random.Random(seed), list[Pair]()
    for one in form.fields:
        if one.kind in ("checkbox", "radio", "button", "submit"):
            chosen = [value for value in one.values if chance.random() < 0.5]
            pairs += [(one.name, value) for value in chosen]
        elif one.kind == "file":
            pairs.append((one.name, File("a.json", values.FILES["json"])))
        else:
            pairs.append((one.name, chance.choice(one.values or ("",))))
    return pairs


def role_for(address: str) -> st.SearchStrategy[str]:
    """Return who asks for an address: mostly somebody who may."""
    may = ("superuser", "editor") if address.startswith(INSIDE) else ("owner", "owner")
    return st.sampled_from([*may, *may, *sorted(ROLES)])


@st.composite
def changed(draw: st.DrawFn, pairs: list[Pair], names: Sequence[str]) -> list[Pair]:
    """Return fields of which one has another value, stands twice, is missing or is unknown to the form."""
    how = draw(st.sampled_from(["value", "value", "value", "twice", "missing", "unknown", "file"]))
    if how == "unknown" or not pairs:
        name = draw(st.sampled_from(names) | st.sampled_from(values.UNKNOWN_FIELDS) | hostile_texts)
        return [*pairs, (name[:2000], draw(hostile_texts))]
    place = draw(st.integers(0, len(pairs) - 1))
    name, rest = pairs[place][0], pairs[:place] + pairs[place + 1 :]
    if how == "missing":
        return rest
    value = draw(files()) if how == "file" or isinstance(pairs[place][1], File) else draw(hostile_texts)
    return [*(pairs if how == "twice" else rest), (name, value)]


def _names(site: Site) -> list[str]:
    return sorted({one.name for form in site.forms for one in form.fields})


@st.composite
def from_form(draw: st.DrawFn, site: Site) -> Sending:
    """Return a form that stands on a page, filled in, then with some fields changed."""
    form = draw(st.sampled_from([form for form in site.forms if "/logout/" not in form.address]))
    pairs, names = filled(form, draw(st.integers(0, 2**16))), _names(site)
    for _ in range(draw(st.integers(0, 3))):
        pairs = draw(changed(pairs, names))
    multipart = any(isinstance(value, File) for _, value in pairs) or draw(st.booleans())
    kind = MULTIPART if multipart else URLENCODED
    return Sending(draw(role_for(form.address)), form.method.upper(), form.address, tuple(pairs), kind)


@st.composite
def from_route(draw: st.DrawFn, site: Site) -> Sending:
    """Return any address, often with something else in one of its parts, with any method and fields."""
    route = draw(st.sampled_from(site.routes))
    known = site.addresses.get(route.pattern) or site.guessed(route) or ("/",)
    address = draw(st.sampled_from(known))
    if route.parts and draw(st.booleans()):
        others = st.sampled_from(sorted({value for found in site.values.values() for value in found}))
        filling = {part: draw(others | hostile_texts)[:3000] for part in route.parts}
        address = route.filled({part: quote(as_bytes(value), safe="/") for part, value in filling.items()})
    pairs: list[Pair] = []
    for _ in range(draw(st.integers(0, 3))):
        pairs = draw(changed(pairs, _names(site)))
    return Sending(draw(role_for(address)), draw(st.sampled_from(METHODS)), address, tuple(pairs))


@st.composite
def worsened(draw: st.DrawFn, sending: st.SearchStrategy[Sending]) -> Sending:
    """Return a request with strange headers, cookies or an unreadable body, now and then."""
    found = draw(sending)
    if draw(st.integers(0, 2)) == 0:
        texts = (
            st.sampled_from(values.HEADER_VALUES) | st.sampled_from(values.ADDRESSES) | st.text(max_size=30)
        )
        given = st.lists(st.tuples(st.sampled_from(values.HEADERS), texts), max_size=4)
        found = replace(found, headers=tuple(dict(draw(given)).items()))
    elif draw(st.integers(0, 5)) == 0:
        texts = st.sampled_from(values.COOKIE_VALUES) | st.text(max_size=30)
        found = replace(found, cookies=((draw(st.sampled_from(values.COOKIES)), draw(texts)),))
    elif draw(st.integers(0, 7)) == 0:
        body = draw(st.binary(max_size=200) | hostile_texts.map(as_bytes))
        kind = draw(st.sampled_from((*values.CONTENT_TYPES, URLENCODED, MULTIPART)))
        found = replace(found, body=body, content_type=kind, method=draw(st.sampled_from(METHODS)))
    return found


def sendings(site: Site) -> st.SearchStrategy[Sending]:
    """Return what may be sent to a site."""
    return worsened(st.one_of(from_form(site), from_form(site), from_route(site)))
