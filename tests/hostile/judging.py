"""What must be true of every answer, whatever was asked."""

from __future__ import annotations

from django.http import HttpResponse

from tests.hostile.values import CANARY


def faults_of(response: HttpResponse) -> list[str]:
    """Return what is wrong with an answer to a hostile request."""
    found = [f"status {response.status_code}"] if response.status_code >= 500 else []
    if is_page(response) and f"<{CANARY}".encode() in response.content:
        found.append("markup that was sent came back as markup")
    return found


def is_page(response: HttpResponse) -> bool:
    """Tell whether a browser would show an answer as a page."""
    return "html" in response.get("Content-Type", "") and not response.streaming
