"""`manage.py show_sensitivity`: what one answer alone does to a decision, over all scenarios."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.management.loading import add_fixtures_argument, loaded
from advisor.rulebook.schema import OUTCOMES
from advisor.rulebook.sensitivity import Move, Sensitivity, sensitivity


class Command(BaseCommand):
    """Reads only."""

    help = (
        "For each option the answers that move it most, and for each question where the outcome shifts: "
        "every answer is given in every scenario in turn, against the question left open."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the directory, the decision and how many answers to list."""
        add_fixtures_argument(parser)
        parser.add_argument("--decision", choices=OUTCOMES, default=OUTCOMES[0])
        parser.add_argument("--top", type=int, default=3, help="how many answers for each option")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print both lists."""
        with one_line():
            compiled, scenarios = loaded(options["fixtures"])
        found = sensitivity(compiled, scenarios, options["decision"])
        for option in compiled.rulebook.decisions[options["decision"]].options:
            self.stdout.write(f"{option.slug}:")
            for move in found.strongest(option.slug, options["top"]):
                self.stdout.write(f"  {_line(move)}")
        self.stdout.write("shifts of the outcome, by question:")
        self._print_shifts(found)

    def _print_shifts(self, found: Sensitivity) -> None:
        totals = sorted(found.shifts.items(), key=lambda item: (-sum(item[1].values()), item[0]))
        for question, shifts in totals:
            counts = sorted(shifts.items(), key=lambda item: (-item[1], item[0]))
            words = ", ".join(f"{before} → {after} {count}" for (before, after), count in counts)
            self.stdout.write(f"  {question}: {words or 'never'}")


def _line(move: Move) -> str:
    veto = f", rules it out in {move.vetoed}" if move.vetoed else ""
    return (
        f"{move.question} = {move.answer}: wins {move.gained}, loses {move.lost} of {move.scenarios} "
        f"scenarios, {move.points:+.1f} points on average{veto}"
    )
