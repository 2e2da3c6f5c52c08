"""A store of the oldest program, filled, and brought up to date: ``python -m tests.upgrading FOLDER``.

It runs with the empty database of DATABASE_URL, and prints as JSON what the site then answers.
"""

from __future__ import annotations

import json
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

#: Where it begins: the first migration of each app that there was then.
OLDEST = {"rulebook": "0001_initial", "assessments": "0001_initial"}
#: Apps of Django that were there from the beginning.
BESIDE = ("contenttypes", "auth", "sessions", "admin")
TOKEN = "an owner of long ago"
MOMENT = datetime(2026, 11, 1, 12, tzinfo=UTC)
COUNT = 3
PAGES = ("reports:report", "assessments:check", "assessments:details", "reports:review", "reports:what_if")


def begin() -> Any:
    """Make the tables as they were; return the models of that time."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    latest = [key for key in executor.loader.graph.leaf_nodes() if key[0] in BESIDE]
    executor.migrate([*latest, *OLDEST.items()])
    return executor.loader.project_state(list(OLDEST.items())).apps


def fill(models: Any) -> list[str]:
    """Add a draft, a version, accounts and assessments by the models of that time; return what is shared."""
    from django.contrib.auth.models import User

    from advisor.assessments.access import hash_of_token
    from tests.operations.backups.store import profiles

    version = _publish(models)
    _draft(models)
    account = User.objects.create_user("editor", password="long ago, far away", is_staff=True)
    make = {
        name: models.get_model("assessments", name) for name in ("Owner", "Assessment", "Answer", "ShareLink")
    }
    owner = make["Owner"].objects.create(token_hash=hash_of_token(TOKEN))
    editor = make["Owner"].objects.create(token_hash=hash_of_token("another browser"), user_id=account.pk)
    make["Assessment"].objects.create(owner=editor, name="Of the editor", rulebook=version)
    shared = []
    for number, profile in enumerate(profiles(COUNT)):
        assessment = make["Assessment"].objects.create(
            code=uuid.UUID(int=number + 1),
            owner=owner,
            name=f"Workload {number} · 업무",
            rulebook=version,
            deleted_at=MOMENT if number == COUNT - 1 else None,
        )
        for question, value in profile.items():
            make["Answer"].objects.create(assessment=assessment, question=question, value=value, note="메모")
        make["Answer"].objects.create(assessment=assessment, question="only-a-note", given=False, note="?")
        shared.append(str(make["ShareLink"].objects.create(assessment=assessment, token=uuid.uuid4()).token))
    return shared


def _publish(models: Any) -> str:
    from advisor.rulebook.document import FORMAT, hash_of
    from tests.operations.backups.store import document

    name = hash_of(document())
    models.get_model("rulebook", "Version").objects.create(
        hash=name,
        format=FORMAT,
        document=document(),
        note="The first",
        published_at=MOMENT,
        current_since=MOMENT,
    )
    return name


def _draft(models: Any) -> None:
    """Add sources, sections and questions, with the fields that they had."""
    from tests.operations.backups.store import records

    wanted = ("source", "section", "question")
    for record in sorted(records(), key=lambda one: wanted.index(one.kind) if one.kind in wanted else 9):
        if record.kind not in wanted:
            continue
        model = models.get_model("rulebook", record.kind)
        names = {field.name for field in model._meta.concrete_fields}
        fields = {name: value for name, value in record.fields.items() if name in names and value is not None}
        if record.kind == "question":
            parent = models.get_model("rulebook", "section").objects
            (slug,) = fields["section"]
            fields["section"] = parent.get(slug=slug)
        model.objects.create(**fields)


def answered(shared: list[str]) -> dict[str, Any]:
    """Return what the site of today shows of it."""
    from django.test import Client
    from django.urls import reverse

    from advisor.assessments.models import Assessment
    from advisor.rulebook.draft import records_from_draft
    from tests.factories import browser_of

    browser, told = browser_of(TOKEN), {}
    for assessment in Assessment.objects.present().filter(owner__user=None).order_by("code"):
        pages = {name: reverse(name, args=[assessment.code]) for name in PAGES}
        told[assessment.name] = {
            "pages": {name: browser.get(address).status_code for name, address in pages.items()},
            "entry": json.loads(browser.get(reverse("reports:json", args=[assessment.code])).content)[0],
            "answers": assessment.answers.filter(given=True).count(),
            "notes": assessment.answers.filter(note="메모").count(),
        }
    draft = [record.kind for record in records_from_draft()]
    account = Client()
    signed_in = account.login(username="editor", password="long ago, far away")
    return {
        "home": [name for name in told if name in browser.get("/").content.decode()],
        "assessments": told,
        "shared": [
            Client().get(reverse("reports:shared_report", args=[token])).status_code for token in shared
        ],
        "draft": {kind: draft.count(kind) for kind in ("source", "section", "question")},
        "signed in": signed_in and "Of the editor" in account.get("/").content.decode(),
    }


def main(folder: str) -> None:
    """Begin, fill, back up, migrate, look; then restore the backup and look again."""
    from django.core.management import call_command

    call_command("check", verbosity=0)
    shared = fill(begin())
    backup = Path(folder) / "old.zip"
    call_command("backup", backup, verbosity=0)
    call_command("migrate", verbosity=0)
    upgraded = answered(shared)
    call_command("restore", backup, "--yes", "--migrate", verbosity=0)
    sys.stdout.write("\n" + json.dumps({"upgraded": upgraded, "restored": answered(shared)}) + "\n")


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
