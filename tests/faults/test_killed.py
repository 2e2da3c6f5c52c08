"""The server is killed while sixteen tabs save answers: what was acknowledged is there, and nothing half."""

import os
import signal
import time

import pytest

from tests.faults.judging import wrong
from tests.faults.places import FULL, served
from tests.faults.stores import answers
from tests.running import free_port

pytestmark = pytest.mark.slow
#: How often; of PostgreSQL's site, which has two processes, in turn one of them and all.
KILLS = {"SQLite": 100, "PostgreSQL": 100} if FULL else {"SQLite": 1, "PostgreSQL": 2}
LONGEST = 1.0


def test_what_was_acknowledged_outlives_the_server(site, store, crowd, chance, tell):
    port, workers = free_port(), 1 if store.name == "SQLite" else 2
    with tell("kill -9 of the server") as line:
        web = served(site, port, WEB_WORKERS=str(workers))
        for number in range(KILLS[store.name]):
            crowd.start(web.address)
            crowd.go_on(1)
            time.sleep(chance.uniform(0, LONGEST))
            if workers > 1 and number % 2 == 0:
                os.kill(chance.choice(web.workers()), signal.SIGKILL)
                crowd.stop()
            else:
                assert web.end() == -signal.SIGKILL
                crowd.stop()
                web = served(site, port, WEB_WORKERS=str(workers))
            problems = wrong(crowd.saves, answers(store))
            line |= {"runs": number + 1, "acknowledged": crowd.acknowledged, "lost": len(problems)}
            assert not problems
        line["errors"] = len(unexpected := crowd.unexpected(200, 302, 409))
    assert not unexpected
    assert store.is_sound()
