"""The command line on 1,000 profiles in one call: what one profile costs, after start.

Run: python -m benchmarks.recommend. The profiles are the published cases of the fixtures, each filled up
with seeded random answers to the questions that are asked, so that most of a profile is answered.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.timing import verdict

ROOT = Path(__file__).resolve().parent.parent
PROFILES = 1000
#: (what is asked for, options, limit in seconds after start)
RUNS = (
    ("ranking and reasons", ["--no-settled", "--changes", "0"], 3.0),
    ("settled too", ["--changes", "0"], 30.0),
    ("single changes too", ["--changes", "1"], 60.0),
)


def profiles(count: int) -> list[dict[str, Any]]:
    """Return mostly answered random profiles, the same ones each time."""
    from advisor.engine import asked, compile_rulebook
    from advisor.rulebook.files import load_rulebook_from_files

    rulebook, _ = load_rulebook_from_files(ROOT / "fixtures")
    compiled = compile_rulebook(rulebook)
    chance = random.Random(20261121)
    entries = []
    for number in range(count):
        profile: dict[str, Any] = {}
        for slug, question in rulebook.questions.items():
            if question.rules_out_named or chance.random() < 0.2 or slug not in asked(compiled, profile):
                continue
            profile[slug] = _answer(question, chance)
        raw = {slug: list(a) if isinstance(a, tuple) else a for slug, a in profile.items()}
        entries.append({"id": f"random-{number:04}", "profile": raw})
    return entries


def _answer(question: Any, chance: random.Random) -> Any:
    if question.kind == "number":
        return min(1 + int(chance.expovariate(1 / 50)), int(question.below) - 1)
    if question.kind == "one":
        return chance.choice(question.choice_slugs)
    some = [slug for slug in question.choice_slugs if slug != "none" and chance.random() < 0.3]
    return tuple(some) or (question.choice_slugs[0],)


def seconds(arguments: list[str]) -> tuple[float, float]:
    """Return how long one call of the command takes with its start: on the clock, and on the processor."""
    environment = {"PATH": os.environ["PATH"]}
    command = [sys.executable, str(ROOT / "manage.py"), "recommend", "--fixtures", str(ROOT / "fixtures")]
    clock, before = time.perf_counter(), os.times()
    subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment, cwd=ROOT)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - clock, spent


def main() -> int:
    """Print a line for each run; exit status 1 where a limit is missed on the processor.

    On a busy machine the clock shows how long others were served, not what the command costs.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisor.settings")
    django.setup()
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        many, none = Path(folder, "profiles.json"), Path(folder, "none.json")
        many.write_text(json.dumps(profiles(PROFILES)), encoding="utf-8")
        none.write_text("[]", encoding="utf-8")
        starts = [seconds([str(none)]) for _ in range(3)]
        start_clock, start_cpu = (min(times) for times in zip(*starts, strict=True))
        print(f"start, fixtures read: {start_clock:.2f} s ({start_cpu:.2f} s of processor)")
        for title, options, limit in RUNS:
            clock, cpu = seconds([str(many), *options])
            missed += cpu - start_cpu > limit
            print(
                f"{PROFILES} profiles, {title}: {clock - start_clock:.2f} s "
                f"({cpu - start_cpu:.2f} s of processor), at most {limit:g} s: "
                f"{verdict(cpu - start_cpu <= limit)}"
            )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
