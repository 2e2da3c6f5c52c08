"""Exports of whole workspaces: ordered once at a time, written beside the requests, kept for a while."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from advisor import jobs
from advisor.accounts.audit import Action
from advisor.accounts.models import Workspace
from advisor.jobs import AT_WORK, housekeeping
from advisor.reports.exporters.files import download_name
from advisor.teams.holding import held, tell
from advisor.teams.models import WholeExport
from advisor.teams.state import present_in, state_of
from advisor.teams.whole import whole_file

#: How long a file can be fetched, and how many exports of a workspace are remembered.
KEPT, MOST_KEPT = timedelta(days=1), 5


def order(workspace: Workspace, by: Any, language: str) -> WholeExport:
    """Let everything of a workspace be written into a file; return the export that is at work on it already,
    where there is one."""
    with held(workspace, by):
        exports = WholeExport.objects.filter(workspace=workspace)
        at_work = exports.filter(state__in=AT_WORK).defer("file").first()
        if at_work is not None:
            return at_work
        export = WholeExport.objects.create(
            workspace=workspace, ordered_by=by, language=language, total=present_in(workspace).count()
        )
        newest = exports.values_list("pk", flat=True)[:MOST_KEPT]
        exports.exclude(pk__in=list(newest)).delete()
        tell(workspace, by, "whole", action=Action.EXPORTED)
        jobs.begin(export)
        return export


def newest_of(workspace: Workspace) -> WholeExport | None:
    """Return the newest export of a workspace without its file, taken up again if it was left; or None."""
    export = WholeExport.objects.filter(workspace=workspace).defer("file").first()
    return jobs.look_after(export) if export else None


def has_file(export: WholeExport) -> bool:
    """Whether the file of an export is still there."""
    return WholeExport.objects.filter(pk=export.pk, file__isnull=False).exists()


def is_exported(workspace: Workspace) -> bool:
    """Whether everything was exported, and nothing was changed since."""
    finished = WholeExport.objects.filter(workspace=workspace, state=WholeExport.State.FINISHED)
    states = set(finished.values_list("state_of_it", flat=True))
    return bool(states) and state_of(workspace) in states


@jobs.does(WholeExport, "wholeexport")
def work(export: WholeExport) -> Mapping[str, Any]:
    """Write the file. What changes while it is written makes it an export of what was before."""
    workspace = export.workspace
    if workspace.deleted_at is not None:
        raise jobs.Cancelled
    state = state_of(workspace)
    with override(export.language):
        content, left_out = whole_file(workspace, export.language, lambda done: jobs.tell(export, done))
    day = timezone.localdate(export.created_at).isoformat()
    name = download_name(workspace.name, day, export.language, "zip")
    return {"file": content, "file_name": name, "left_out": left_out, "state_of_it": state}


@housekeeping.every(timedelta(hours=1), "files of workspaces")
def forget_files() -> int:
    """Remove the files that are too old; return how many. That there was an export stays known."""
    old = WholeExport.objects.filter(created_at__lt=timezone.now() - KEPT, file__isnull=False)
    return old.update(file=None)
