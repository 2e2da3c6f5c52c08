"""Who asks the network is told of, also where the refusal is swallowed; the database is asked below it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest_socket


@contextmanager
def nobody_reached(asked: list[str]) -> Iterator[None]:
    """Refuse every socket and every look-up of a name, and add to ``asked`` what was tried."""

    def tell(error: Exception, message: str = "a socket", *_more: object) -> None:
        asked.append(message)
        RuntimeError.__init__(error, message)

    with patch.object(pytest_socket.SocketBlockedError, "__init__", tell):
        pytest_socket.disable_socket()
        try:
            yield
        finally:
            pytest_socket.enable_socket()
