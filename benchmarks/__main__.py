"""All measurements in turn: ``python -m benchmarks [NAME …]``; at the end a line for each promise.

Exit status 1 where a target is missed or a measurement could not be made.
"""

from __future__ import annotations

import re
import subprocess
import sys

NAMES = ("engine", "checks", "guided", "recommend", "exports", "office", "web", "impact")
#: A promise is told on one line, which ends with its target and whether it is met.
_PROMISE = re.compile(r"^(?P<told>.*\S),?\s+(?P<target>(?:aim|at most)[^:]*): (?P<verdict>met|MISSED)$")


def run(name: str) -> tuple[list[re.Match[str]], bool]:
    """Run one measurement and show what it says; return its promises, and whether it came to its end."""
    print(f"── benchmarks.{name} ──", flush=True)
    promises = []
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        for line in program.stdout or ():
            print(line, end="", flush=True)
            if found := _PROMISE.match(line.rstrip()):
                promises.append(found)
    return promises, program.returncode == 0 or any(one["verdict"] == "MISSED" for one in promises)


def main(names: list[str]) -> int:
    """Run the measurements named, or all, and print the table."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"no measurement is called {', '.join(unknown)}; there are: {', '.join(NAMES)}")
        return 1
    results = {name: run(name) for name in names or NAMES}
    rows = [
        (name, " ".join(one["told"].split()).rstrip(","), one["target"], one["verdict"])
        for name, (promises, _) in results.items()
        for one in promises
    ]
    rows += [
        (name, "did not come to its end", "", "MISSED") for name, (_, ended) in results.items() if not ended
    ]
    print("── all promises ──")
    for name, told, target, verdict in rows:
        print(f"{verdict:<6}  {name:<9}  {target:<14}  {told}")
    return int(any(row[-1] == "MISSED" for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
