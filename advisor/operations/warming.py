"""What a web process keeps for its life is made ready at its start, and left alone by the garbage collector.

A rulebook in memory is some hundred thousand objects. To go through them again and again takes a fifth of a
second each time, in which nobody is answered.
"""

from __future__ import annotations

import gc
import logging
from threading import Thread

from django.db import DatabaseError, InterfaceError, connections

from advisor.engine import RulebookError
from advisor.rulebook import published

logger = logging.getLogger(__name__)


def begin() -> None:
    """Make ready beside the start, which waits for no database."""
    Thread(target=warm, name="warming", daemon=True).start()


def warm() -> bool:
    """Read the rulebook in use; return whether it could be read. Otherwise the first visitor waits for it."""
    try:
        published.current()
    except (DatabaseError, InterfaceError, RulebookError, published.NotPublished) as problem:
        logger.debug("the rulebook is not read at the start: %s", type(problem).__name__)
        return False
    finally:
        connections.close_all()
    gc.collect()
    gc.freeze()
    return True
