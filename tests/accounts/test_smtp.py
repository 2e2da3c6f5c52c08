"""E-mail goes to the host that the operator named, and nothing goes anywhere else."""

from __future__ import annotations

import socketserver
import threading

import pytest

from tests.accounts import people

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.usefixtures("version"),
]
ANSWERS = {
    b"EHLO": b"250 stub",
    b"MAIL": b"250 ok",
    b"RCPT": b"250 ok",
    b"DATA": b"354 go on",
    b"QUIT": b"221 bye",
}


class MailHost(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as it takes to hand over a message."""

    def handle(self):
        self.wfile.write(b"220 stub\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            self.wfile.write(ANSWERS.get(word, b"500 what?") + b"\r\n")
            if word == b"DATA":
                self.server.heard.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
                self.wfile.write(b"250 taken\r\n")
            if word == b"QUIT":
                return


@pytest.fixture
def mail_host(settings):
    """The host that the operator has named."""
    with socketserver.TCPServer(("127.0.0.1", 0), MailHost) as server:
        server.heard = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SENDS_EMAIL = True
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.DEFAULT_FROM_EMAIL = "fourways@example.org"
        yield server
        server.shutdown()


def test_a_link_for_a_new_password_goes_there_and_nowhere_else(client, mail_host):
    people.make_person()
    response = client.post("/account/password/reset/", {"email": "anna@example.org"})
    assert response.status_code == 302
    (message,) = mail_host.heard
    assert "To: anna@example.org" in message
    assert "/account/password/reset/key/" in message


def test_without_one_nothing_is_sent(client, mail_host, settings):
    settings.SENDS_EMAIL = False
    people.make_person()
    assert client.post("/account/password/reset/", {"email": "anna@example.org"}).status_code == 422
    assert mail_host.heard == []
