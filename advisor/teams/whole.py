"""Everything of a workspace in one ZIP file: what can be loaded back, and the record of all the rest."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from advisor.accounts.models import Membership, Workspace
from advisor.accounts.naming import name_of
from advisor.assessments.models import Assessment
from advisor.engine import RulebookError
from advisor.reports.exporters.files import FileNames
from advisor.reports.formats import FORMATS
from advisor.reports.outcomes import Archive
from advisor.reports.places import of_assessment
from advisor.reports.wishes import Wish, making_of
from advisor.rulebook.published import NotPublished
from advisor.teams.state import present_in

FORMAT = 1
FOLDER = "assessments/"
#: Assessments in memory at a time.
PIECE = 100
_DETAILS = ("name", "component", "variant", "contact", "client", "description", "example", "rulebook")
_CODES = ("code", "workload", "variant_of", "created_at", "updated_at")


_TIMES = ("decided_at", "withdrawn_at")
_OF_MILESTONE = (
    "code", "name", "rulebook", "recommendation", "answers", "details", "overrides", "frozen_at"
)  # fmt: skip


def whole_file(workspace: Workspace, language: str, tell: Callable[[int], None]) -> tuple[bytes, list[str]]:
    """Return the ZIP file, and the titles of those whose report could not be written.

    ``assessments/`` holds a file each that “Load a report back” takes; ``workspace.json`` holds members,
    details, answers as they are stored, overrides and milestones. ``tell`` is called with how many are done.
    """
    file, left_out, records = io.BytesIO(), list[str](), list[dict[str, Any]]()
    archive, names = Archive(file), FileNames(".json")
    archive.add("README.txt", _readme(workspace).encode())
    for number, assessment in enumerate(_each(workspace), start=1):
        record = record_of(assessment)
        try:
            content = report_of(assessment, language)
        except (NotPublished, RulebookError):
            left_out.append(assessment.title)
        else:
            record["file"] = f"{FOLDER}{names.name(assessment.title)}"
            archive.add(record["file"], content)
        records.append(record)
        tell(number)
    archive.add("workspace.json", json_of(_members(workspace) | {"assessments": records}))
    archive.close()
    return file.getvalue(), left_out


def _each(workspace: Workspace) -> Iterator[Assessment]:
    found = present_in(workspace).prefetch_related("answers", "overrides", "milestones")
    return iter(found.iterator(chunk_size=PIECE))


def report_of(assessment: Assessment, language: str) -> bytes:
    """Return a report as JSON to be loaded back. Raises NotPublished, RulebookError without its rules."""
    making = making_of(of_assessment(assessment), Wish(language))
    return FORMATS["json"].write([making], "a4")


def _members(workspace: Workspace) -> dict[str, Any]:
    members = Membership.objects.filter(workspace=workspace).select_related("user")
    return {
        "format": FORMAT,
        "workspace": {"code": workspace.code, "name": workspace.name, "created_at": workspace.created_at},
        "members": [{"name": name_of(one.user), "role": one.role, "since": one.since} for one in members],
    }


def record_of(assessment: Assessment) -> dict[str, Any]:
    """Return all that is stored of an assessment; its file is named where there is one."""
    return {
        **{name: getattr(assessment, name) for name in (*_CODES, *_DETAILS)},
        "file": None,
        "answers": [
            {"question": one.question, "given": one.given, "value": one.value, "note": one.note}
            for one in assessment.answers.all()
        ],
        "overrides": [
            {name: getattr(one, name) for name in ("decision", "option", "reason", "by", *_TIMES)}
            for one in assessment.overrides.all()
        ],
        "milestones": [
            {name: getattr(one, name) for name in _OF_MILESTONE} for one in assessment.milestones.all()
        ],
    }


def json_of(data: dict[str, Any]) -> bytes:
    """Return a record as JSON to be read by people too."""
    return f"{json.dumps(data, ensure_ascii=False, indent=1, default=plain)}\n".encode()


def plain(value: Any) -> str:
    """Return what JSON has no kind for: times, codes."""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _readme(workspace: Workspace) -> str:
    lines = (
        workspace.name,
        "",
        _("All that was in this workspace when the file was made."),
        _("assessments/: a file for each. “Load a report back” on the site makes it anew from that."),
        _("workspace.json: members with their roles, details, answers, reviews and milestones as stored."),
    )
    return "".join(f"{line}\r\n" for line in lines)
