"""Replaying a changed draft over 10,000 saved assessments.

``python -m benchmarks.impact [NUMBER]``. The assessments are the published cases, what their sources do not
say made up, one answer in five left open or not known; a tenth is pinned to an earlier version. The draft
differs in three rules. Aim: under 10 s for 10,000.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from collections.abc import Iterator
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

from benchmarks.timing import verdict

ROOT = Path(__file__).resolve().parent.parent
NUMBER, AIM = 10_000, 10.0
#: Rules of the draft that get one point more for each option they speak for.
CHANGED = 3
OWNERS = 50


def set_up(folder: str, *, new: bool) -> None:
    """Use a scratch database; fill a ``new`` one with the fixtures' rulebook, published."""
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/benchmark.sqlite3"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    if new:
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("publish_rulebook", str(ROOT / "fixtures"), verbosity=0, stdout=sys.stderr)


def profiles(random: Random) -> Iterator[dict[str, Any]]:
    """Yield answers without end."""
    from benchmarks.books import case_profiles, full_profiles, real_book

    book = real_book()
    cases = [profile for _, profile in case_profiles(book)]
    made_up = full_profiles(book, 20 * len(cases), seed=11)
    for case, rest in zip(cycle(cases), cycle(made_up)):
        answers = {q: a if random.random() < 0.9 else None for q, a in rest.items() if random.random() < 0.9}
        yield {**answers, **case}


def save(folder: str, number: int) -> None:
    """Save so many assessments of several owners, some pinned to an earlier version."""
    set_up(folder, new=True)
    from advisor.assessments.models import Answer, Assessment, Owner
    from advisor.rulebook.models import Version

    now = Version.objects.current()
    earlier = earlier_version()
    owners = Owner.objects.bulk_create(Owner(token_hash=str(n)) for n in range(OWNERS))
    random = Random(5)
    made = enumerate(islice(profiles(random), number))
    for chunk in chunks(made, 1000):
        rows = Assessment.objects.bulk_create(
            Assessment(owner=owners[n % OWNERS], name=f"Case {n}", rulebook=(now if n % 10 else earlier).hash)
            for n, _ in chunk
        )
        Answer.objects.bulk_create(
            Answer(assessment=row, question=q, value=list(a) if isinstance(a, tuple) else a)
            for row, (_, answers) in zip(rows, chunk, strict=True)
            for q, a in answers.items()
        )


def earlier_version() -> Any:
    """Add a version in which a rule says less; the other one stays in use."""
    import json

    from advisor.rulebook.document import FORMAT, canonical_json, hash_of
    from advisor.rulebook.models import Version

    now = Version.objects.get()
    document = json.loads(now.document)
    rule = next(row for row in document["rules"] if row["decision"] == "strategy")
    rule["effects"] = dict(list(rule["effects"].items())[:1])
    text = canonical_json(document)
    earlier = Version.objects.create(hash=hash_of(text), format=FORMAT, document=text)
    Version.objects.make_current(now)
    return earlier


def chunks(things: Iterator[Any], size: int) -> Iterator[list[Any]]:
    """Yield lists of at most ``size`` things."""
    while chunk := list(islice(things, size)):
        yield chunk


def changed_rules() -> list[Any]:
    """Change some strategy rules of the draft; return them."""
    from advisor.rulebook.models import Rule

    rules = list(Rule.objects.filter(decision__slug="strategy").order_by("slug")[: 8 * CHANGED : 8])
    for rule in rules:
        rule.effects = {
            o: p + 1 if isinstance(p, int) and p not in (-1, 10) else p for o, p in rule.effects.items()
        }
        rule.save()
    return rules


def main(number: int = NUMBER) -> int:
    """Measure and say how it compares with the aim."""
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own, so that this one has not grown before it measures.
        saving = get_context("spawn").Process(target=save, args=(folder, number))
        saving.start()
        saving.join()
        set_up(folder, new=False)
        told = changed_rules()
        from advisor.editor import impact
        from advisor.editor.models import EditorJob

        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        job = EditorJob.objects.create(kind="impact", mark="")
        wall, cpu = perf_counter(), process_time()
        impact.run(job.pk)
        wall, cpu = perf_counter() - wall, process_time() - cpu
        job.refresh_from_db()
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        found = impact.Impact.from_data(job.result)
        print(f"{job.total:,} assessments, {len(told)} rules changed; {found.others_moved:,} move, ", end="")
        print(f"{len(found.others.cells)} ways and causes; {grown:.0f} MiB more memory")
        print(f"Impact on {number:,} assessments: {wall:.1f} s, of the processor {cpu:.1f} s, ", end="")
        print(f"aim < {AIM:g} s: {verdict(wall < AIM)}")
        return int(wall >= AIM)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
