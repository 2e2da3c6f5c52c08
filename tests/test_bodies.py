"""A request that is larger than anything taken here is turned away before it is read into anything."""

import io

import pytest

from advisor.bodies import LARGEST, MEBIBYTE, MOST_DRAINED
from advisor.editor.uploads import LARGEST_REQUEST
from advisor.reports.embedded.problem import LARGEST_MIB

pytestmark = pytest.mark.django_db

MULTIPART = "multipart/form-data; boundary=x"


class Body(io.RawIOBase):
    """Bytes that are made as they are read; ``taken`` counts them."""

    def __init__(self, length):
        self.left, self.taken = length, 0

    def read(self, size=-1):
        given = min(self.left, size if size >= 0 else self.left)
        self.left -= given
        self.taken += given
        return b"x" * given


def sent(client, address, length, told=None):
    body = Body(length)
    options = {"wsgi.input": body, "CONTENT_LENGTH": str(length if told is None else told)}
    return client.generic("POST", address, content_type=MULTIPART, **options), body


@pytest.mark.parametrize(
    "address", ["/import/", "/verify/", "/cover/", "/start/", "/i18n/setlang/", "/account/login/"]
)
def test_too_much_is_refused_in_words_at_every_address(client, address):
    answer, body = sent(client, address, LARGEST + 1)
    assert answer.status_code == 413
    assert "An upload may have 20 MiB." in answer.content.decode()
    assert body.taken == LARGEST + 1  # a browser that is cut off while it sends shows no answer


def test_not_all_of_what_never_ends_is_read(client):
    answer, body = sent(client, "/import/", 10 * MOST_DRAINED)
    assert answer.status_code == 413
    assert body.taken <= MOST_DRAINED + 2**16


@pytest.mark.parametrize("told", ["", "-1", "x", "9" * 5000, "١"])
def test_what_tells_no_length_is_not_read(client, told):
    answer, body = sent(client, "/import/", MEBIBYTE, told)
    assert answer.status_code in (400, 413, 422)
    assert body.taken == 0


def test_the_largest_file_that_is_taken_fits():
    assert LARGEST >= LARGEST_MIB * MEBIBYTE + MEBIBYTE
    assert LARGEST >= LARGEST_REQUEST
