"""`manage.py check_scenarios`: agreement with published cases, and whether requirements hold."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from advisor.rulebook.accuracy import measured
from advisor.rulebook.agreement_table import agreement_markdown
from advisor.rulebook.management.complaints import one_line
from advisor.rulebook.management.loading import add_fixtures_argument, loaded
from advisor.rulebook.scenarios import Agreement, Compared, agreement


class Command(BaseCommand):
    """Measures; exit status 1 where a requirement does not hold or a profile cannot be read."""

    help = "Compare recommendations with the scenarios of the rulebook."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the directory and how much to print."""
        add_fixtures_argument(parser)
        parser.add_argument(
            "--verbose", action="store_true", help="with each disagreement, the title and the source"
        )
        parser.add_argument(
            "--markdown",
            action="store_true",
            help="print the tables of the README instead; with --verbose also the cases that agree",
        )
        parser.add_argument("--kind", action="append", help="only cases of this kind (repeatable)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the agreement per decision and every disagreement."""
        with one_line():
            compiled, scenarios = loaded(options["fixtures"])
        if options["kind"]:
            scenarios = tuple(item for item in scenarios if item.case_kind in options["kind"])
        if options["markdown"]:
            self.stdout.write(
                agreement_markdown(
                    measured(compiled, scenarios), compiled.rulebook, everything=options["verbose"]
                ),
                ending="",
            )
            return
        result = agreement(compiled, scenarios)
        self._print(result, options["verbose"])
        if result.broken or result.errors:
            raise CommandError(
                f"{len(result.broken)} requirements do not hold, {len(result.errors)} profiles cannot be read"
            )

    def _print(self, result: Agreement, verbose: bool) -> None:
        for slug, reason in result.errors.items():
            self.stdout.write(f"{slug}: cannot be read: {reason}")
        for item in (*result.broken, *result.disagreements):
            self._print_disagreement(item, verbose)
        failing = {item.scenario.slug for item in result.broken}
        self.stdout.write(f"requirements: {result.requirements - len(failing)} of {result.requirements} hold")
        for decision, share in result.shares.items():
            self.stdout.write(
                f"{decision}: {share.share:.1%} of weight {share.total:g} ({share.count} cases)"
            )

    def _print_disagreement(self, item: Compared, verbose: bool) -> None:
        scenario = item.scenario
        wording = "required" if scenario.kind == "requirement" else "published"
        outcome = ", ".join(item.given) or None
        weight = f"{scenario.weight_of(item.decision):g}"
        self.stdout.write(
            f"{scenario.slug} ({weight}): {item.decision} {outcome}, {wording} {', '.join(item.wanted)}"
        )
        if verbose:
            self.stdout.write(f"    {scenario.title} ({scenario.source})")
