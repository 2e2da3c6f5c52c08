"""What the checks find in the draft: at once by reading it, and exactly by a job that takes longer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from time import monotonic
from typing import Any

from advisor import jobs
from advisor.editor.calculations import draft_to_work_on, finished
from advisor.editor.models import EditorJob
from advisor.rulebook.checks import check
from advisor.rulebook.checks.exact import exact_findings
from advisor.rulebook.draft import Draft, current_draft
from advisor.rulebook.findings import Finding, FixtureError
from advisor.rulebook.models import Version
from advisor.rulebook.published_names import published_before
from advisor.rulebook.scenarios import scenarios_of

#: The exact checks tell of themselves at most so often, in seconds.
TELL_EVERY = 0.5


def findings_now() -> tuple[Finding, ...]:
    """Return what is found by reading the draft as it is, against the version in use."""
    try:
        draft = current_draft()
    except FixtureError as error:
        return error.findings
    return findings_for(draft)


def findings_for(draft: Draft) -> tuple[Finding, ...]:
    """Return what is found by reading a draft, against the version in use."""
    return _findings_for(draft, Version.objects.current_hash())


@lru_cache(maxsize=4)
def _findings_for(draft: Draft, version: str) -> tuple[Finding, ...]:
    return tuple(check(draft.records, published_before()))


def exact_result(mark: str) -> tuple[Finding, ...] | None:
    """Return what the exact checks found in the draft with this mark; None where they have not ended."""
    job = finished(EditorJob.Kind.CHECK, mark)
    return findings_of(job) if job else None


def findings_of(job: EditorJob) -> tuple[Finding, ...]:
    """Return what a finished job found."""
    return tuple(Finding.from_data(data) for data in job.result or ())


@jobs.does(EditorJob, EditorJob.Kind.CHECK)
def work(job: EditorJob) -> Mapping[str, Any]:
    """Check the draft exactly."""
    draft, compiled = draft_to_work_on(job)
    telling = _Telling(job)
    scenarios = scenarios_of(draft.records)
    found = exact_findings(compiled.rulebook, draft.records, scenarios, telling)
    return {"result": [finding.as_data() for finding in found], "done": telling.total, "total": telling.total}


class _Telling:
    """Writes progress into the job, but not for every small step."""

    def __init__(self, job: EditorJob) -> None:
        self._job = job
        self._last = 0.0
        self.total = 0

    def __call__(self, done: int, total: int) -> None:
        self.total = total
        if monotonic() - self._last >= TELL_EVERY:
            self._last = monotonic()
            jobs.tell(self._job, done, total=total)
