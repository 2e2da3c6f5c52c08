"""Ask for known weaknesses of what the lock files name: ``python -m tests.audit``.

Fails where there is one. Where the data cannot be had it says so in a line and succeeds.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Seconds for all together, and for one answer.
LONGEST, PATIENCE = 60, 5


def audit(files: list[Path]) -> list[dict]:
    """Return the dependencies as pip-audit tells of them; none where it cannot tell."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--format", "json"]
    command += ["--progress-spinner", "off", "--timeout", str(PATIENCE)]
    command += [part for file in files for part in ("--requirement", str(file))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False, cwd=ROOT)
        return json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
        return []


def verdict(dependencies: list[dict]) -> tuple[int, str]:
    """Return the exit status and the line to say."""
    asked = [found for found in dependencies if "vulns" in found]
    weak = [found for found in asked if found["vulns"]]
    if weak:
        named = [f"{w['name']} {w['version']}: {', '.join(v['id'] for v in w['vulns'])}" for w in weak]
        return 1, "Known weaknesses: " + "; ".join(named)
    if not asked:
        return 0, "Dependency audit: not done, the data cannot be reached from here"
    missing = len(dependencies) - len(asked)
    return (
        0,
        f"Dependency audit: no known weakness in {len(asked)} packages, {missing} could not be asked for",
    )


if __name__ == "__main__":
    status, line = verdict(audit(sorted(ROOT.glob("requirements*.txt"))))
    sys.stdout.write(f"{line}\n")
    sys.exit(status)
