"""Reports on the repository's own rulebook with a compute service given, to enumerate how each would run."""

from functools import cache

from advisor.engine import compile_rulebook, parse_profile, read_document
from advisor.reports.desk import Desk
from advisor.reports.evaluation import evaluate
from advisor.reports.parts.running import running_part
from tests import books
from tests.reports.book import make_subject

SHOP = {
    "work_trigger": ["requests"],
    "traffic": "unpredictable_spikes",
    "instance_vcpus": 0.8,
    "instance_memory_gib": 3,
    "instances": 3,
    "availability": "sla_99_95",
    "regions": "single",
    "release_method": "canary",
    "criticality": "mission_critical",
    "protocols": ["http"],
    "databases": ["postgresql"],
    "source_code": "available",
    "container_state": "containerised",
}


@cache
def document():
    return books.document(books.REAL)


@cache
def book(*, without=()):
    """Return the rulebook, compiled; ``without`` names tables that it lacks, as an older one does."""
    raw = document()
    tables = [table for table in raw["tables"] if table["slug"] not in without]
    return compile_rulebook(read_document({**raw, "tables": tables}, "sha256:real"))


def desk(compute="container_apps", language="en", *, without=(), **answers):
    """Return a desk on these answers and the shop's; an answer of ``None`` is left out."""
    compiled = book(without=tuple(without))
    raw = {slug: answer for slug, answer in {**SHOP, **answers}.items() if answer is not None}
    profile, errors = parse_profile(compiled.rulebook, raw)
    assert not errors
    evaluation = evaluate(compiled, profile, settled=False, changes=0)
    if compute:
        found = evaluation.recommendation
        changed = _with(found, compute=_with(found.compute, outcome=compute))
        evaluation = _with(evaluation, recommendation=changed)
    return Desk(make_subject(language), evaluation)


def run(compute="container_apps", language="en", **answers):
    """Return how it would run."""
    from django.utils.translation import override

    with override(language):
        return running_part(desk(compute, language, **answers))


def _with(record, **changed):
    if hasattr(record, "_replace"):
        return record._replace(**changed)
    from dataclasses import replace

    return replace(record, **changed)


def worked(view):
    """Return label → (working, result) of a view's arithmetic."""
    return {row.label: (row.working, row.result) for row in view.rows}
