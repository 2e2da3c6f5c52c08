"""What must be true of every answer, whatever was asked."""

from __future__ import annotations

from django.http import HttpResponse

from tests.hostile.values import CANARY


def faults_of(response: HttpResponse) -> list[str]:
    """Return what is wrong with an answer to a hostile request."""
    found = [f"status {response.status_code}"] if response.status_code >= 500 else []
    if is_html(response) and f"<{CANARY}".encode() in response.content:
        found.append("markup that was sent came back as markup")
    return found


def is_html(response: HttpResponse) -> bool:
    """Tell whether an answer is HTML, a page or a file."""
    return "html" in response.get("Content-Type", "") and not response.streaming


def is_page(response: HttpResponse) -> bool:
    """Tell whether a browser would show an answer as a page of the site."""
    return is_html(response) and not response.get("Content-Disposition", "").startswith("attachment")
