"""Write records as canonical fixtures: byte for byte stable, and pleasant to edit by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from advisor.rulebook.reading import head_comment
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import APP, FILES, KINDS, SUFFIX, Field, file_of

WIDTH = 120
#: Mappings that read better with one line per key; what is inside them is in flow style.
_BLOCK = ("conditions", "answers", "notes", "picks", "given", "columns", "rows", "points")


class _Flow(dict[str, Any]):
    pass


class _FlowList(list[Any]):
    pass


class _Day(str):
    """A date, which YAML knows without quotes."""

    __slots__ = ()


# The pure Python dumper: its bytes do not depend on the libyaml of the machine.
class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(
    _Day, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:timestamp", value)
)
_Dumper.add_representer(
    _Flow,
    lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True),
)
_Dumper.add_representer(
    _FlowList,
    lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True),
)


def _flow(value: Any) -> Any:
    if isinstance(value, dict):
        return _Flow({key: _flow(item) for key, item in value.items()})
    if isinstance(value, list):
        return _FlowList(_flow(item) for item in value)
    return value


def _written(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.type in ("date", "partial_date"):
        return _Day(value) if len(value) == len("2026-11-21") else value
    if field.type in _BLOCK and value:
        if isinstance(value, list):
            return [_flow(item) for item in value]
        return {key: _flow(item) for key, item in value.items()}
    return _flow(value)


def record_text(record: Record) -> str:
    """Return one record as YAML."""
    fields = {field.name: _written(field, record.fields[field.name]) for field in record.schema.fields}
    data = [{"model": f"{APP}.{record.kind}", "fields": fields}]
    text: str = yaml.dump(
        data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, default_flow_style=False
    )
    return text


def file_text(records: Iterable[Record], head: str = "") -> str:
    """Return a whole fixture file: the comment at its head, then the records, a blank line before each."""
    body = "\n".join(record_text(record) for record in records) or "[]\n"
    return f"{head}\n{body}" if head else body


def canonical_files(records: RecordSet, present: dict[str, str]) -> dict[str, str]:
    """Return file name → canonical text. ``present``: the texts there now, whose head comments are kept.

    A file without records is written only where it exists already, or where its kind is never without.
    """
    by_file: dict[str, list[Record]] = {f"{name}{SUFFIX}": [] for name in FILES}
    for kind in KINDS:
        for record in records.of(kind):
            decision = record.ref("decision") if kind == "rule" else ""
            by_file[file_of(kind, decision) + SUFFIX].append(record)
    return {
        name: file_text(found, head_comment(present.get(name, "")))
        for name, found in by_file.items()
        if found or name in present
    }
