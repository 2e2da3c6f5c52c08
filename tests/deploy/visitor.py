"""Somebody who uses the site through its pages, behind a proxy with HTTPS."""

from __future__ import annotations

import http.client
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import lxml.html

HOST = "fourways.example"


class Visitor:
    """Keeps cookies, follows redirects, sends forms as they stand on the page."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        self.address = "/"
        self.status = 0
        self.content = b""

    def get(self, address: str) -> bytes:
        """Open a page; follow where it leads."""
        return self._send("GET", address, None)

    def submit(self, action: str, **given: str) -> bytes:
        """Send the form of the page whose address ends so, with some fields filled in."""
        form = self._form(action)
        fields = {**dict(form.form_values()), **given}
        assert fields.get("csrfmiddlewaretoken"), f"the form {action} has no token"
        return self._send("POST", form.get("action") or self.address, urlencode(fields))

    def choose_first(self, action: str) -> bytes:
        """Send a form with the first of its choices."""
        form = self._form(action)
        first = form.xpath(".//input[@type='radio' or @type='checkbox']")[0]
        return self.submit(action, **{first.name: first.get("value")})

    def _form(self, action: str) -> lxml.html.FormElement:
        page = lxml.html.fromstring(self.content)
        # A form without an address is sent to its page's own.
        return next(form for form in page.forms if (form.get("action") or self.address).endswith(action))

    def _send(self, method: str, address: str, body: str | None) -> bytes:
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers |= {"Origin": f"https://{HOST}", "Referer": f"https://{HOST}{self.address}"}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request(method, address, body, headers)
        response = connection.getresponse()
        self.content, self.status = response.read(), response.status
        for line in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                assert morsel["secure"], f"the cookie {name} would go over HTTP too"
                self._cookies[name] = morsel.value
        connection.close()
        if response.status in (301, 302, 303):
            return self._send("GET", response.headers["Location"], None)
        if method == "GET":
            self.address = address
        assert response.status == 200, f"{method} {address}: {response.status}\n{self.content[:2000]!r}"
        return self.content
