"""The log as an operator reads it: written by the site's own configuration, caught in memory."""

import io
import json
import logging.config
from contextlib import contextmanager

from django.conf import settings

from advisor import logs


@contextmanager
def listening(style="text"):
    """Yield the text that the log grows by within a ``with``."""
    caught = io.StringIO()
    configuration = logs.configuration(style)
    configuration["handlers"]["stdout"]["stream"] = caught
    before = logging.root.handlers[:]
    logging.config.dictConfig(configuration)
    try:
        yield caught
    finally:
        logging.config.dictConfig(settings.LOGGING)
        logging.root.handlers[:] = before


def objects(caught):
    """Return the records of a log that was written as JSON."""
    return [json.loads(line) for line in caught.getvalue().splitlines()]
