"""A store with something in it, and all that can be read of it."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "fixtures"
DAY = date(2026, 11, 20)


@cache
def records() -> list[Any]:
    """Return the records of the repository's rulebook."""
    from advisor.rulebook.files import read_records

    return read_records(FIXTURES)


@cache
def document() -> str:
    """Return the repository's rulebook as a version holds it."""
    from advisor.rulebook.document import canonical_json, document_of

    return canonical_json(document_of(records()))


@cache
def profiles(count: int) -> list[dict[str, Any]]:
    """Return so many profiles of published cases."""
    cases = (record.fields["profile"] for record in records() if record.kind == "scenario")
    return [profile for profile in cases if profile][:count]


def publish() -> str:
    """Put the repository's rulebook in use; return its hash."""
    from advisor.rulebook.document import FORMAT, hash_of
    from advisor.rulebook.models import Version

    name = hash_of(document())
    Version.objects.create(hash=name, format=FORMAT, document=document())
    return name


def fill(count: int = 4) -> None:
    """Publish the rulebook and add assessments with answers, notes, a milestone and a second opinion."""
    from advisor.assessments.models import Milestone, Override
    from tests.factories import make_assessment, make_owner

    rulebook, owner = publish(), make_owner("owner of the store")
    for number, profile in enumerate(profiles(count)):
        notes = dict.fromkeys(list(profile)[:2], f"메모 {number} <&>")
        made = make_assessment(owner, profile, notes, name=f"Workload {number} · 업무", rulebook=rulebook)
        Override.objects.create(
            assessment=made,
            decision="strategy",
            option="rebuild",
            reason="The board wants it.",
            by="a reviewer",
        )
        Milestone.objects.create(
            assessment=made, name="First", rulebook=rulebook, recommendation=f"sha256:{number}"
        )


def every_report() -> dict[str, list[str]]:
    """Return code → the canonical JSON with its hash, and the whole report in both languages."""
    from advisor.assessments.models import Assessment
    from advisor.reports.formats import FORMATS
    from advisor.reports.places import of_assessment
    from advisor.reports.wishes import Wish, making_of

    told = {}
    for assessment in Assessment.objects.order_by("code"):
        makings = [making_of(of_assessment(assessment), Wish(language)) for language in ("en", "ko")]
        texts = [making.entry for making in makings]
        texts += [FORMATS["markdown"].write([making], "a4").decode() for making in makings]
        assert json.loads(texts[0])["recommendation"].startswith("sha256:")
        told[str(assessment.code)] = texts
    return told


def digest() -> dict[str, str]:
    """Return table → hash of its rows, without the record of backups."""
    from django.db import connection

    told = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table != "operations_backup":
                cursor.execute(f'SELECT * FROM "{table}"')
                rows = sorted(repr(row) for row in cursor.fetchall())
                told[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return told
