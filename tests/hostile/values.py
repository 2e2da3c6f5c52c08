"""What nobody should send and somebody will: texts, codes, headers, files."""

from __future__ import annotations

import io
import json
import zipfile
import zlib

from django.core.signing import get_cookie_signer

from advisor.assessments import access
from tests.hostile.ground import picture
from tests.reports.hostile.texts import TEXTS

#: Would be an element, if it came out of a page as it is.
CANARY = "fuzz-canary"
MARKUP = f"\"><{CANARY} onload=alert(1)>'<!--"

NUMBERS = (
    "0",
    "-1",
    "-0",
    "00",
    "1e3",
    "1e309",
    "-1e309",
    "NaN",
    "Infinity",
    "0x10",
    "1_000",
    "1,000",
    "٣",
    "½",
    "²",
    "9" * 20,
    "9" * 400,
    "1" * 5000,
    "0." + "0" * 400 + "1",
    str(2**31),
    str(2**63),
    str(-(2**63) - 1),
    "1.5.2",
)
DATES = (
    "0000-00-00",
    "9999-99-99",
    "0001-01-01",
    "2026-02-30",
    "١٢-٣-٤",
    "-2026-01-01",
    "2026-01-01T00:00:00Z",
)
CODES = (
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "{00000000-0000-0000-0000-000000000000}",
    "urn:uuid:00000000-0000-0000-0000-000000000000",
    "1",
    "-1",
    "None",
    "null",
    "undefined",
    "self",
    "__all__",
    "__class__",
    "pk",
    "*",
    "%",
    "_",
)
PATHS = (
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "....//",
    "/etc/passwd",
    "//evil.example/",
    "C:\\con",
    ".",
    "~root",
)
STRUCTURES = (
    "[" * 5000,
    '{"a":' * 3000,
    "[[[[[[[[[[" + "]" * 10,
    '{"a": {"b": [1, 2, {"c": null}]}}',
    '["sql_server", {"x": 1}, null, 1e999]',
    "true",
    '"text"',
    "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
    "!!python/object/apply:os.system ['true']",
    "- model: rulebook.rule\n  fields: {slug: 1}\n",
    "- model: auth.user\n  pk: 1\n  fields: {is_superuser: true}\n",
    "- " * 2000,
    "? " * 500,
    "{" * 2000,
)
ADDRESSES = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example/",
    "http:///evil.example/",
    "data:text/html,<script>alert(1)</script>",
    "\t//evil.example/",
)
EMPTY = ("", " ", "\u3000", "\n", "on", "off", "true", "null", "None")
SHORT = [text for text in TEXTS.values() if len(text) < 1000]
#: Texts of every kind, the short ones: length is tried by itself.
HOSTILE = tuple(
    dict.fromkeys([MARKUP, *EMPTY, *NUMBERS, *DATES, *CODES, *PATHS, *STRUCTURES, *ADDRESSES, *SHORT])
)
#: Fields that no form has, and that a careless one would take.
_UNKNOWN_FIELDS = """
    id pk owner owner_id code rulebook hash is_staff is_superuser user user_id deleted_at workload
    variant_of created_at token token_hash state file revision _method __proto__ csrfmiddlewaretoken
    next language page o q p all _popup _to_field e format size changes notes data a service to seen
    mark form-TOTAL_FORMS choices-TOTAL_FORMS action _selected_action app_label model_name field_name
    term _facets _changelist_filters decision__id__exact id__in pk__gt user__password__startswith
"""
UNKNOWN_FIELDS = _UNKNOWN_FIELDS.split()

# ── headers ──

_HEADERS = """
    Accept Accept-Charset Accept-Encoding Accept-Language Authorization Cookie Host HX-Boosted
    HX-Current-URL HX-Current-URL-URI-AutoEncoded HX-History-Restore-Request HX-Prompt HX-Request
    HX-Target HX-Trigger HX-Trigger-Name If-Match If-Modified-Since If-None-Match Origin Range Referer
    Transfer-Encoding Triggering-Event User-Agent X-CSRFToken X-Forwarded-For X-Forwarded-Host
    X-Forwarded-Proto X-HTTP-Method-Override X-Original-URL X-Real-IP X-Request-ID X-Rewrite-URL
    Traceparent Content-Encoding
"""
HEADERS = _HEADERS.split()
HEADER_VALUES = (
    "true",
    "false",
    "",
    "*/*",
    "text/html;q=" + "9" * 50,
    "application/json",
    "en;q=0.1,ko;q=x,*;q=-1",
    "ko-KR-" + "x" * 500,
    "x" * 6000,
    ",".join(["en"] * 2000),
    "bytes=0-,1-,2-",
    "bytes=-99999999999999999999",
    "gzip;q=0,*;q=nan",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Mon, 99 Foo 99999 99:99:99 GMT",
    '"x"',
    "W/",
    "null",
    "evil.example",
    "evil.example:99999",
    "[::1",
    "testserver@evil.example",
    "127.0.0.1, evil.example, " * 50,
    "https",
    "DELETE",
    "Basic " + "=" * 20,
    "Bearer x",
    "chunked",
    "%ff%fe",
    "/%2e%2e/",
    "00-" + "0" * 32 + "-x-zz",
    "http://testserver/%00",
    '{"target": {"name": 1}}',
    "[" * 3000,
    MARKUP,
    "sessionid=x; messages=x; csrftoken=",
)
CONTENT_TYPES = (
    "",
    "text/plain",
    "application/json",
    "application/xml",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=nothing",
    "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "x" * 400,
    "multipart/form-data; boundary=\xe9",
    "multipart/form-data; boundary=other",
    "multipart/mixed; boundary=x",
    "multipart/form-data; charset=nothing; boundary=x",
    "x" * 2000,
    'text/html; charset="',
)
COOKIES = (
    "sessionid",
    "csrftoken",
    "messages",
    "django_language",
    access.COOKIE,
    "fourways_unknown",
    "__Host-x",
)
COOKIE_VALUES = (
    "",
    "x",
    "x" * 4000,
    '"',
    "\\",
    "ko",
    "xx",
    ":::",
    "e30:x:y",
    "é",
    "[]:1:x",
    "00" * 16,
    "null",
    get_cookie_signer(salt=access.COOKIE + access.COOKIE_SALT).sign("unknown-token"),
    get_cookie_signer(salt=access.COOKIE + access.COOKIE_SALT).sign(""),
    get_cookie_signer(salt=access.COOKIE + access.COOKIE_SALT).sign("\u202e" + "x" * 3000),
    get_cookie_signer(salt="other").sign("owner-of-the-site"),
)


# ── files ──


def _zip(**members: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def _png_of(width: int, height: int) -> bytes:
    """Return a PNG that says it is large and holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = zlib.crc32(kind + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + kind + content + checked

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]><x>&c;&f;</x>'
)
_PROFILE = {"id": "x", "profile": {"runtime": "java", "size": 10**400 % 10**9}, "notes": {"runtime": MARKUP}}
#: Files by what they are; each is also sent cut short and with wrong bytes in it.
FILES = {
    "nothing": b"",
    "one byte": b"\0",
    "no text": bytes(range(256)) * 40,
    "UTF-16": "runtime: java".encode("utf-16"),
    "yaml": b"runtime: java\nsize: 5\n",
    "markdown": b"# x\n\n<!-- fourways:1 [] -->\n",
    "html": b"<!doctype html><script type='application/json' id='fourways'>[]</script>",
    "json": json.dumps([_PROFILE]).encode(),
    "deep json": b"[" * 200_000,
    "large number": b"[1" + b"0" * 100_000 + b"]",
    "duplicate keys": b'[{"profile": {"runtime": "java", "runtime": null}}]',
    "picture": picture(),
    "picture bomb": _png_of(60_000, 60_000),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>",
    "pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF",
    "zip": _zip(**{"../../x.yaml": b"[]", "80_glossary.yaml": b"[]\n"}),
    "zip bomb": _zip(**{"80_glossary.yaml": b"\0" * 30_000_000}),
    "zip in zip": _zip(**{"a.zip": _zip(**{"a.zip": _zip(x=b"x")})}),
    "workbook": _zip(**{"[Content_Types].xml": _ENTITIES, "xl/workbook.xml": _ENTITIES}),
    "document": _zip(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": _ENTITIES}),
    "xml": _ENTITIES,
    "konveyor": b"name: x\nsections:\n- order: 1\n  name: y\n  questions: [{order: 1, text: z}]\n",
}
FILE_NAMES = (
    "a.yaml",
    "a.json",
    "a.png",
    "a.pdf",
    "a.docx",
    "a.xlsx",
    "a.zip",
    "a.html",
    "a.md",
    "",
    ".",
    "..",
    "../a.yaml",
    "a" * 300 + ".yaml",
    "a\x00.yaml",
    "\u202elmay.a",
    "CON.yaml",
    MARKUP + ".md",
    "a.tar.gz",
    "한국어.yaml",
)
