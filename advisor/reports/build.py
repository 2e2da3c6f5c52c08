"""Building the one report of which the page and every export are views."""

from __future__ import annotations

from django.utils.translation import override

from advisor.engine.rulebook import Rulebook
from advisor.reports.desk import Desk, date_words
from advisor.reports.evaluation import Evaluation, Subject
from advisor.reports.parts.advice import practices_part, risks_part
from advisor.reports.parts.appendix import appendix, sources_part
from advisor.reports.parts.architecture import architecture_part
from advisor.reports.parts.changes import changes_part, pair_tables
from advisor.reports.parts.cost import cost_part
from advisor.reports.parts.plan import plan_part
from advisor.reports.parts.review import overrides_of, since_part
from advisor.reports.parts.running import running_part
from advisor.reports.parts.services import services_part
from advisor.reports.parts.signs import signs_part
from advisor.reports.parts.strategies import strategies_part
from advisor.reports.parts.unknown import unknown_part
from advisor.reports.parts.verdict import verdict
from advisor.reports.report import ChangeTable, Report


def build_report(
    subject: Subject,
    evaluation: Evaluation,
    in_use: Rulebook | None = None,
    numbers: dict[str, int] | None = None,
) -> Report:
    """Return the report in the subject's language.

    ``in_use`` is the version in use, of which a report from an older one says what has been retired since.
    ``numbers`` are those of sources cited before, in reports that share one list with this; it grows.

    Sources are numbered as they are first cited, reading from top to bottom: the order of the parts below
    is the order on the page.
    """
    desk = Desk(subject, evaluation, {} if numbers is None else numbers, in_use)
    with override(subject.language):
        signs = signs_part(desk)
        strategies = strategies_part(desk)
        architecture = architecture_part(desk)
        services = services_part(desk)
        running = running_part(desk)
        changes = changes_part(desk)
        unknown = unknown_part(desk)
        practices = practices_part(desk)
        plan = plan_part(desk)
        risks = risks_part(desk)
        cost = cost_part(desk)
        end = appendix(desk)
        return Report(
            subject=subject,
            evaluation=evaluation,
            date=date_words(subject.written_on, subject.language),
            signs=signs,
            verdict=verdict(desk, changes),
            strategies=strategies,
            architecture=architecture,
            services=services,
            running=running,
            changes=changes,
            unknown=unknown,
            practices=practices,
            plan=plan,
            risks=risks,
            cost=cost,
            sources=sources_part(desk),
            appendix=end,
            overrides=overrides_of(desk),
            since=since_part(desk),
        )


def build_pairs(subject: Subject, evaluation: Evaluation) -> tuple[ChangeTable, ...]:
    """Return the minimal pairs of changes in words; the evaluation must have been made two changes deep."""
    with override(subject.language):
        return pair_tables(Desk(subject, evaluation), evaluation.pairs or {})
