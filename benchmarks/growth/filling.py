"""Many assessments at once: copies of one that the program itself made, written by the database.

The first hundred and then one of a hundred belong to the workspace and are offered to editors, the others
to owners of five each. Every assessment has the answers of the first one, and three entries in the log.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection, transaction
from django.db.models import Model

from advisor.accounts.models import AuditEvent, Workspace
from advisor.assessments.models import Answer, Assessment, Owner

OF_ONE_OWNER = 5
#: One of so many belongs to the workspace, and so many at the beginning.
SHARED = 100
ENTRIES = 3


def grow(template: Assessment, workspace: Workspace, begin: int, end: int) -> None:
    """Make the assessments with the numbers from ``begin`` to below ``end`` and what belongs to them."""
    first = (Owner.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    with transaction.atomic():
        _copy(Owner, template.owner_id, (end - begin) // OF_ONE_OWNER + 1, {"token_hash": _random(64)})
        newest = Assessment.objects.order_by("-pk").values_list("pk", flat=True)[0]
        chosen = f"{begin} + n < {SHARED} OR n % {SHARED} = 0"
        fields = {
            "code": _uuid(),
            "workload": _uuid(),
            "variant_of": _uuid(),
            "owner_id": f"{first} + n / {OF_ONE_OWNER}",
            "workspace_id": f"CASE WHEN {chosen} THEN {workspace.pk} END",
            "offered_at": f"CASE WHEN {chosen} THEN t.offered_at END",
            "name": "'Workload ' || n",
        }
        _copy(Assessment, template.pk, end - begin, fields)
        _copy_answers(template.pk, newest)
        _log(newest, workspace)
    if connection.vendor == "postgresql":
        # As the server's own housekeeping would have done by now.
        _run("VACUUM ANALYZE")


def _copy(model: type[Model], pk: int, count: int, instead: Mapping[str, str]) -> None:
    """Write so many copies of a row, with other values in some columns; ``n`` is the number of the copy."""
    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    values = ", ".join(instead.get(column, f"t.{_quoted(column)}") for column in columns)
    table, names = _quoted(model._meta.db_table), ", ".join(map(_quoted, columns))
    _run(
        f"INSERT INTO {table} ({names}) SELECT {values} "
        f"FROM {_numbers(count)}, {table} t WHERE t.id = {pk} ORDER BY n"
    )


def _copy_answers(template: int, newest: int) -> None:
    columns = [field.column for field in Answer._meta.concrete_fields if not field.primary_key]
    values = ", ".join("a.id" if column == "assessment_id" else f"t.{column}" for column in columns)
    _run(
        f"INSERT INTO assessments_answer ({', '.join(columns)}) SELECT {values} "
        f"FROM assessments_assessment a, assessments_answer t "
        f"WHERE a.id > {newest} AND t.assessment_id = {template} ORDER BY a.id"
    )


def _log(newest: int, workspace: Workspace) -> None:
    code = workspace.code.hex if connection.vendor == "sqlite" else str(workspace.code)
    _run(
        f"INSERT INTO {AuditEvent._meta.db_table} "
        "(at, actor, action, assessment, title, owner, workspace, detail) "
        "SELECT a.updated_at, 'browser', 'read', a.code, a.name, a.owner_id, "
        f"CASE WHEN a.workspace_id IS NULL THEN NULL ELSE {_as_uuid(code)} END, '' "
        f"FROM assessments_assessment a, {_numbers(ENTRIES)} WHERE a.id > {newest}"
    )


def _numbers(count: int) -> str:
    """Return a table ``s`` with a column ``n``, from 0 to below ``count``."""
    if connection.vendor == "sqlite":
        return (
            f"(WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < {count}) "
            "SELECT n FROM c) s"
        )
    return f"generate_series(0, {count - 1}) AS s(n)"


def _uuid() -> str:
    return "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()"


def _as_uuid(code: str) -> str:
    return f"'{code}'" if connection.vendor == "sqlite" else f"'{code}'::uuid"


def _random(length: int) -> str:
    if connection.vendor == "sqlite":
        return f"lower(hex(randomblob({length // 2})))"
    return "encode(sha256(gen_random_uuid()::text::bytea), 'hex')"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
