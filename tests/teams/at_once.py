"""Several things done at the same moment."""

import threading
import time

from django.db import OperationalError, connections

#: The tests' SQLite database is in memory, where whoever finds it locked is sent away instead of waiting.
TRIES = 200


def at_once(*acts, refusals):
    """Do things in threads that begin together; return what came of each: “done”, or the refusal's name."""
    together, done = threading.Barrier(len(acts)), []

    def do(act):
        together.wait()
        try:
            done.append(_patiently(act, refusals))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def _patiently(act, refusals):
    for _try in range(TRIES):
        try:
            act()
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.01)
        except refusals as error:
            return type(error).__name__
        else:
            return "done"
    raise AssertionError("always locked")
