"""`manage.py check_coverage`: no dead weight among rules and options, shown on the scenarios."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.rulebook.coverage import Coverage, coverage, decisive
from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.management.loading import add_fixtures_argument, loaded


class Command(BaseCommand):
    """Reads only; exit status 1 where something is dead weight."""

    help = (
        "Say whether every rule holds in at least one scenario, is silent in another and changes points, "
        "and whether every option wins in at least one."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the directory and how much to print."""
        add_fixtures_argument(parser)
        parser.add_argument(
            "--removal",
            action="store_true",
            help="remove one rule at a time and say whose removal changes an outcome (takes longer)",
        )
        parser.add_argument(
            "--verbose", action="store_true", help="for every rule, in how many scenarios it holds"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what is dead weight, then the counts."""
        with one_line():
            compiled, scenarios = loaded(options["fixtures"])
        found = coverage(compiled, scenarios)
        if options["verbose"]:
            for slug, count in sorted(found.fired.items(), key=lambda item: (item[1], item[0])):
                self.stdout.write(f"{count:4} of {found.scenarios}  {slug}")
        self._print(found)
        if options["removal"]:
            self._print_removal(decisive(compiled.rulebook, scenarios))
        if not found.complete:
            raise CommandError("some rules or options are dead weight")

    def _print(self, found: Coverage) -> None:
        for slug in found.never:
            self.stdout.write(f"rule {slug}: holds in no scenario")
        for slug in found.always:
            self.stdout.write(f"rule {slug}: holds in every scenario")
        for slug in found.without_effect:
            if slug not in found.never:
                self.stdout.write(f"rule {slug}: its removal changes no points and no veto")
        for decision, option in found.losing:
            self.stdout.write(f"option {decision}/{option}: wins in no scenario")
        idle = len({*found.never, *found.always, *found.without_effect})
        self.stdout.write(
            f"{found.scenarios} scenarios; {found.rules - idle} of {found.rules} rules hold in one, "
            "are silent in another and change points; "
            f"{found.options - len(found.losing)} of {found.options} options win"
        )

    def _print_removal(self, counts: dict[str, int]) -> None:
        for slug, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            if count:
                self.stdout.write(f"removing {slug} changes {count} scenarios")
        moving = sum(count > 0 for count in counts.values())
        self.stdout.write(f"removing one rule changes an outcome for {moving} of {len(counts)} rules")
