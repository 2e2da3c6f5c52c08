"""Headers that every answer carries, whoever made it: a page, a file, an error, a static file, a probe."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY, CACHING = "Content-Security-Policy", "Cache-Control"
#: What a page may use of the browser beyond showing itself: passkeys, and the button that copies a link.
USED = ("clipboard-write", "publickey-credentials-create", "publickey-credentials-get")
UNUSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read"),
    *("compute-pressure", "cross-origin-isolated", "display-capture", "encrypted-media", "fullscreen"),
    *("gamepad", "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection"),
    *("keyboard-map", "local-fonts", "magnetometer", "microphone", "midi", "otp-credentials", "payment"),
    *("picture-in-picture", "screen-wake-lock", "serial", "storage-access", "sync-xhr", "usb"),
    *("window-management", "xr-spatial-tracking"),
)
PERMISSIONS = ", ".join([*(f"{name}=(self)" for name in USED), *(f"{name}=()" for name in UNUSED)])
#: A file that is opened all the same does nothing: no script, no form, no origin of ours.
OF_FILES = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
#: Pages tell whose they are, in their header if nowhere else: nothing is kept unless its view says so.
KEPT_NOWHERE = "private, no-store"
#: What search engines may list; whatever else there is belongs to somebody.
PUBLIC = re.compile(r"/$|/(static|catalogue|glossary|accuracy|examples)/")


class HeadersMiddleware:
    """Stands around all others and adds what they left out; Django's own add the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._always = {
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": settings.X_FRAME_OPTIONS,
            "X-Permitted-Cross-Domain-Policies": "none",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Embedder-Policy": "require-corp",
            CACHING: KEPT_NOWHERE,
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        response = self._get_response(request)
        for name, value in self._always.items():
            response.headers.setdefault(name, value)
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            # What is answered before Django's own middleware: probes.
            kept = f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains"
            response.headers.setdefault("Strict-Transport-Security", kept)
        if not _is_page(response):
            response.headers[POLICY] = OF_FILES
        if not PUBLIC.match(request.path_info):
            response.headers["X-Robots-Tag"] = "noindex"
        return response


def _is_page(response: HttpResponse) -> bool:
    """Tell whether an answer is shown as a page of ours: HTML, and not to be saved."""
    saved = response.headers.get("Content-Disposition", "").startswith("attachment")
    return not saved and response.headers.get("Content-Type", "").startswith("text/html")
