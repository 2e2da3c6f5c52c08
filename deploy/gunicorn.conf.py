"""How gunicorn serves the site in production: ``gunicorn --config deploy/gunicorn.conf.py advisor.wsgi``.

All of it from the environment; what is not a number is named, and nothing starts.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from advisor import logs


def _number(name: str, default: int) -> int:
    """Read a variable; SystemExit that names it where it is not a whole number from 0."""
    text = os.environ.get(name, str(default))
    if not text.isdecimal():
        raise SystemExit(f"Environment variable {name} is malformed: {text!r}. Write a whole number.")
    return int(text)


bind = os.environ.get("BIND") or f"0.0.0.0:{_number('PORT', 8000)}"
workers = _number("WEB_WORKERS", 2)
worker_class = "gthread"
threads = _number("WEB_THREADS", 4)
# A worker that is silent for so long is killed; the longest file takes a few seconds.
timeout = _number("WEB_TIMEOUT", 60)
# How long requests that are under way may take when the server is told to stop.
graceful_timeout = _number("WEB_GRACEFUL_TIMEOUT", 30)
keepalive = _number("WEB_KEEPALIVE", 5)
# A worker is replaced after so many requests, not all at the same time; 0: never. Whoever replaces it closes
# the connections that browsers keep open, and a request that is sent just then is lost.
max_requests = _number("WEB_MAX_REQUESTS", 0)
max_requests_jitter = max_requests // 10
# Signs of life are written to memory: a disk that is slow must not cost a worker its life.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True

# The site writes a line for each request itself, without queries and tokens.
accesslog = None
logconfig_dict = logs.configuration(logs.style(os.environ.get("LOG_FORMAT") or "text"))

if workers > 1 and not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    # /metrics is answered by one worker and has to tell of all.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="fourways-metrics-")
    _made_here = os.environ["PROMETHEUS_MULTIPROC_DIR"]
else:
    _made_here = ""


def on_starting(server):
    """Begin with empty figures: those left by a server before would be counted twice."""
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        for left in Path(folder).glob("*_slot*.db"):
            left.unlink()


def pre_fork(server, worker):
    """Give a worker the first slot that no living worker has, so that it counts on where another stopped."""
    taken = {getattr(other, "slot", None) for other in server.WORKERS.values()}
    worker.slot = next(slot for slot in range(len(taken) + 1) if slot not in taken)


def post_fork(server, worker):
    """Let the figures of this process go to the file of its slot."""
    os.environ["METRICS_SLOT"] = f"slot{worker.slot}"


def on_exit(server):
    """Leave no folder behind that was made here."""
    if _made_here:
        shutil.rmtree(_made_here, ignore_errors=True)
