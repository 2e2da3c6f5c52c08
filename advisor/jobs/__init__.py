"""Work that takes longer than a request: done beside it, with progress, and cancelled on request.

The database says where a job stands and which run holds it, so that it is done once, whoever looks after it;
django-tasks says who that is: a thread of this process, or a worker on any machine (setting TASKS).
"""

from advisor.jobs.doing import Cancelled, begin, cancel, look_after, restart, run, take_up_left, tell
from advisor.jobs.holding import HandedBack, wind_down
from advisor.jobs.model import AT_WORK, MOST_ATTEMPTS, Job, dead_after
from advisor.jobs.registry import Work, does

__all__ = [
    "AT_WORK",
    "MOST_ATTEMPTS",
    "Cancelled",
    "HandedBack",
    "Job",
    "Work",
    "begin",
    "cancel",
    "dead_after",
    "does",
    "look_after",
    "restart",
    "run",
    "take_up_left",
    "tell",
    "wind_down",
]
