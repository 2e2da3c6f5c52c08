"""All measurements in turn: ``python -m benchmarks``."""

import subprocess
import sys

for name in ("engine", "guided", "recommend", "office", "exports", "web"):
    sys.stdout.write(f"── benchmarks.{name} ──\n")
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)
