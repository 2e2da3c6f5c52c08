"""What stands on a page."""

import re


def text_of(response):
    """Return a page in one line, with its tags."""
    return " ".join(response.content.decode().split())


def words(page):
    """Return the text of a page in one line, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
