"""All of one's data as a ZIP file, written to the disk piece by piece."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import closing
from typing import IO, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from advisor.assessments.models import Assessment
from advisor.engine import RulebookError
from advisor.reports.exporters.files import FileNames
from advisor.reports.outcomes import Archive
from advisor.reports.places import LANGUAGES
from advisor.rulebook.published import NotPublished
from advisor.teams.own.account import account_of, cover_of, exports_of
from advisor.teams.own.logs import access_log, as_list, rulebook_log
from advisor.teams.own.person import Person
from advisor.teams.whole import json_of, plain, record_of, report_of

FORMAT = 1
#: Assessments in memory at a time.
PIECE = 50
_LINK = ("token", "note", "created_at", "expires_at", "revoked_at", "reads", "read_at")


def own_data(person: Person, language: str) -> IO[bytes]:
    """Return a temporary file, at its beginning, that goes when it is closed; reports in a language."""
    file = tempfile.TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
    try:
        with closing(Archive(file)) as archive:
            _write(archive, person, language)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def _write(archive: Archive, person: Person, language: str) -> None:
    cover, logo = cover_of(person)
    about = {"format": FORMAT, "made_at": timezone.now(), **account_of(person)}
    archive.add("README.txt", _readme().encode())
    archive.add("account.json", json_of(about | {"cover": cover, "exports": exports_of(person)}))
    if logo:
        archive.add("logo.png", logo)
    names = FileNames(".json")
    for assessment in _each(person):
        _write_assessment(archive, assessment, names.name(assessment.title), language)
    archive.add_pieces("access-log.json", as_list(access_log(person), _line))
    archive.add_pieces("rulebook-log.json", as_list(rulebook_log(person), _line))


def _write_assessment(archive: Archive, assessment: Assessment, name: str, language: str) -> None:
    record = record_of(assessment) | {"deleted_at": assessment.deleted_at, "links": _links(assessment)}
    try:
        archive.add(f"assessments/{name}", report_of(assessment, language))
        record["file"] = f"assessments/{name}"
    except (NotPublished, RulebookError):
        pass  # the record has no file then, and all the answers
    archive.add(f"records/{name}", json_of(record))


def _each(person: Person) -> Iterator[Assessment]:
    kept = ("answers", "overrides", "milestones", "share_links")
    return iter(person.personal.order_by("pk").prefetch_related(*kept).iterator(chunk_size=PIECE))


def _links(assessment: Assessment) -> list[dict[str, Any]]:
    return [
        {**{name: getattr(link, name) for name in _LINK}, "asks_for_password": bool(link.password)}
        for link in assessment.share_links.all()
    ]


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=plain)


def _readme() -> str:
    """Return what each file is, in both languages."""
    parts = []
    for language in LANGUAGES:
        with override(language):
            parts.append("".join(f"{line}\r\n" for line in _explained()))
    return "\r\n".join(parts)


def _explained() -> tuple[str, ...]:
    return (
        _("Everything that Fourways stores about you, as JSON (UTF-8)."),
        "",
        _("account.json: the account, addresses, sessions, second factors, workspaces; the cover, exports."),
        _("logo.png: the logo of your cover, where there is one."),
        _("assessments/: your own assessments. “Load a report back” on the site makes each anew."),
        _(
            "records/: the same assessments as they are stored: answers, notes, other decisions, milestones, "
            "links. One without a file in assessments/ rests on rules that are not here any more."
        ),
        _("access-log.json: what you did, and who did what to your own assessments, the oldest entry first."),
        _("rulebook-log.json: what you changed in the rulebook."),
        _("Passwords, secret keys and what is stored of them are in none of these files."),
        _("Assessments of workspaces are in the export of each workspace."),
    )
