"""PDF beside WeasyPrint for the same papers, side by side; and what the process holds after many papers.

Run: python -m benchmarks.exports [pdf memory]. WeasyPrint sets the HTML that we write of the same paper; it
comes with requirements-bench.txt and needs Pango of the system (Debian: libpango-1.0-0, libpangoft2-1.0-0 and
libharfbuzz-subset0). Where it is missing, a line says so and only our own time is told. Each paper is changed
a little before each turn, so that nobody is quick because of remembering it.
"""

from __future__ import annotations

import datetime
import logging
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.timing import ratio, shown, verdict

ROOT = Path(__file__).resolve().parent.parent
#: A PDF of ours takes at most this part of WeasyPrint's time.
LIMIT = 0.1
ROUNDS = 5
#: What is held after the last of these papers, compared with the first, grows at most by this many MiB; over
#: the first fifty or so the heap still finds its size.
TOLD_AFTER = (60, 100, 200)
GROWTH = 30


def papers(amount: int, language: str) -> Iterator[Any]:
    """Yield the papers of different, mostly answered profiles on the fixtures' rulebook."""
    from advisor.engine import parse_profile
    from advisor.reports.build import build_report
    from advisor.reports.evaluation import Subject, evaluate
    from advisor.reports.paper.compose import paper_of
    from advisor.reports.rulebooks import from_fixtures
    from benchmarks.recommend import profiles

    compiled = from_fixtures(str(ROOT / "fixtures"))
    for entry in profiles(amount):
        profile, _ = parse_profile(compiled.rulebook, entry["profile"])
        subject = Subject(
            id=entry["id"], name=entry["id"], language=language, written_on=datetime.date(2026, 11, 22)
        )
        yield paper_of(build_report(subject, evaluate(compiled, profile, settled=False, changes=1)))


def pdf() -> int:
    """Print the times of one large report in each language; return how many targets were missed."""
    from advisor.reports.exporters.pdf import write_pdf

    weasy = weasyprint()
    if weasy is None:
        print("WeasyPrint or Pango is not installed: no comparison")
    missed = 0
    for language in ("en", "ko"):
        (paper,) = papers(1, language)
        ways: dict[str, Callable[[Any], Any]] = {"ours": lambda paper: write_pdf(paper, None)}
        if weasy is not None:
            ways["weasyprint"] = weasy
        taken = in_turns(ways, paper)
        line = f"PDF, {language}: {shown(median(taken['ours']))}"
        if weasy is not None:
            part = ratio(taken["ours"], taken["weasyprint"])
            missed += part > LIMIT
            line += f", WeasyPrint {shown(median(taken['weasyprint']))}, ratio {part:.3f}, "
            line += f"at most {LIMIT:g}: {verdict(part <= LIMIT)}"
        print(line)
    return missed


def weasyprint() -> Callable[[Any], bytes] | None:
    """Return the way from a paper over our HTML to a tagged PDF by WeasyPrint, or None without it."""
    for logger in ("weasyprint", "weasyprint.progress"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    try:
        from weasyprint import HTML
    except (ImportError, OSError):  # the latter without Pango
        return None
    from advisor.reports.exporters.html import write_html

    return lambda paper: HTML(string=write_html(paper, None)).write_pdf(pdf_variant="pdf/ua-1")


def in_turns(ways: dict[str, Callable[[Any], Any]], paper: Any) -> dict[str, list[float]]:
    """Return the seconds of each way, one for each round, after one turn each to get warm."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    numbers = count(1)
    for turn in range(ROUNDS + 1):
        for name, way in ways.items():
            changed = replace(paper, running_title=f"{paper.running_title} {next(numbers)}")
            start = perf_counter()
            way(changed)
            if turn:
                taken[name].append(perf_counter() - start)
    return taken


def memory() -> int:
    """Print what this process holds after different papers; return 1 where it goes on growing."""
    from advisor.reports.exporters.pdf import write_pdf

    held = {}
    for number, paper in enumerate(papers(TOLD_AFTER[-1], "ko"), start=1):
        write_pdf(paper, None)
        if number in TOLD_AFTER:
            held[number] = resident()
    grown = held[TOLD_AFTER[-1]] - held[TOLD_AFTER[0]]
    told = ", ".join(f"{amount:.0f} MiB after {number}" for number, amount in held.items())
    print(f"different PDF files: {told}; at most {GROWTH} MiB more: {verdict(grown <= GROWTH)}")
    return int(grown > GROWTH)


def resident() -> float:
    """Return how much memory this process holds now, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


#: Each measurement returns how many targets it missed.
#: Memory first: what other libraries keep of their own would be counted with it.
MEASURED: dict[str, Callable[[], int]] = {"memory": memory, "pdf": pdf}


def main() -> int:
    """Take the measurements named on the command line, or all."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    return min(1, sum(MEASURED[name]() for name in sys.argv[1:] or MEASURED))


if __name__ == "__main__":
    sys.exit(main())
