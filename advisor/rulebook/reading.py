"""Read fixtures: YAML files → records. Every complaint names file, line, record and field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from advisor.rulebook.findings import Finding, FixtureError
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import APP, FILES, KINDS, REQUIRED, SUFFIX
from advisor.rulebook.values import conform, default_of

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SAFE = yaml.constructor.SafeConstructor()
#: Dates stay as they are written, so that a text that looks like one stays a text.
_AS_WRITTEN = ("tag:yaml.org,2002:str", "tag:yaml.org,2002:timestamp")
_COLLECTIONS = ("tag:yaml.org,2002:seq", "tag:yaml.org,2002:map")
DEEPEST = 8


class _Complaint(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def fixture_files(directory: Path) -> list[Path]:
    """Return the fixture files of a directory in load order; FixtureError if there is nothing to read."""
    if not directory.is_dir():
        raise FixtureError(f"There is no directory {directory}: it should hold the fixtures.")
    files = sorted(directory.glob(f"*{SUFFIX}"))
    if not files:
        raise FixtureError(f"{directory} holds no fixtures: {FILES[0]}{SUFFIX} and the others are missing.")
    return files


def read_directory(directory: Path) -> tuple[RecordSet, list[Finding]]:
    """Read all fixtures of a directory. What cannot be read is left out and named in the findings."""
    records: list[Record] = []
    findings: list[Finding] = []
    for path in fixture_files(directory):
        if path.stem not in FILES:
            known = ", ".join(FILES)
            findings.append(Finding("error", f"is not a fixture file of the rulebook: {known}", str(path)))
            continue
        found, complaints = read_file(path)
        records += found
        findings += complaints
    return RecordSet(records), findings


def read_file(path: Path) -> tuple[list[Record], list[Finding]]:
    """Read one fixture file."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        return [], [Finding("error", f"cannot be read: {error.strerror}", str(path))]
    except UnicodeDecodeError as error:
        return [], [Finding("error", f"is not UTF-8 text: byte {error.start}", str(path))]
    return read_text(text, str(path))


def read_text(text: str, file: str) -> tuple[list[Record], list[Finding]]:
    """Read the text of one fixture file."""
    try:
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        return [], [Finding("error", f"is not valid YAML: {error.problem or error.context}", file, line)]
    except yaml.YAMLError as error:
        return [], [Finding("error", f"is not valid YAML: {error}", file)]
    if root is None:
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        return [], [
            Finding("error", "must be a list of records (- model: …)", file, root.start_mark.line + 1)
        ]
    records: list[Record] = []
    findings: list[Finding] = []
    for node in root.value:
        record, complaints = _read_record(node, file)
        findings += complaints
        if record is not None:
            records.append(record)
    return records, findings


def _read_record(node: yaml.Node, file: str) -> tuple[Record | None, list[Finding]]:
    line = node.start_mark.line + 1
    try:
        kind, fields = _record_parts(node)
        pairs = _pairs(fields)
    except _Complaint as complaint:
        return None, [Finding("error", str(complaint), file, complaint.line)]
    name = f"{kind} {_name_of(pairs)}"
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    findings: list[Finding] = []
    for field, (key, value) in pairs.items():
        lines[field] = key.start_mark.line + 1
        lines |= {f"{field}.{name}": line for name, line in _inner_lines(value)}
        try:
            values[field] = plain_value(value)
        except _Complaint as complaint:
            findings.append(Finding("error", str(complaint), file, complaint.line, name, field))
    record, complaints = make_record(kind, values, file=file, line=line, lines=lines, name=name)
    unread = {item.field for item in findings}
    findings += [item for item in complaints if item.field not in unread]
    return (None if findings else record), findings


def make_record(
    kind: str,
    values: Mapping[str, Any],
    *,
    file: str = "",
    line: int = 0,
    lines: Mapping[str, int] | None = None,
    name: str = "",
) -> tuple[Record | None, list[Finding]]:
    """Make a record of raw values, or findings: one for each field that does not fit."""
    schema, places = KINDS[kind], lines or {}
    known = {field.name for field in schema.fields}
    findings = [
        Finding("error", f"a {kind} has no field {key}", file, places.get(key, line), name, key)
        for key in values
        if key not in known
    ]
    fields: dict[str, Any] = {}
    for field in schema.fields:
        if field.name not in values:
            if field.default is REQUIRED:
                findings.append(Finding("error", "is missing", file, line, name, field.name))
            else:
                fields[field.name] = default_of(field)
            continue
        try:
            fields[field.name] = conform(field, values[field.name])
        except ValueError as error:
            findings.append(
                Finding("error", str(error), file, places.get(field.name, line), name, field.name)
            )
    if findings:
        return None, findings
    return Record(kind, fields, file, line, places), []


def _record_parts(node: yaml.Node) -> tuple[str, yaml.Node]:
    pairs = _pairs(node)
    line = node.start_mark.line + 1
    extra = sorted(set(pairs) - {"model", "fields"})
    if "pk" in extra:
        raise _Complaint(line, "a record has no primary key (pk): its natural key names it")
    if extra or set(pairs) != {"model", "fields"}:
        raise _Complaint(line, f"a record has model and fields; this one has {', '.join(pairs) or 'nothing'}")
    model = pairs["model"][1].value
    app, _, kind = model.partition(".") if isinstance(model, str) else ("", "", "")
    if app != APP or kind not in KINDS:
        models = ", ".join(f"{APP}.{name}" for name in KINDS)
        raise _Complaint(line, f"unknown model {model}: it is one of {models}")
    return kind, pairs["fields"][1]


def _inner_lines(node: yaml.Node) -> Iterable[tuple[str, int]]:
    for key, _ in node.value if isinstance(node, yaml.MappingNode) else ():
        yield str(key.value), key.start_mark.line + 1


def _name_of(pairs: Mapping[str, tuple[yaml.Node, yaml.Node]]) -> str:
    slug = pairs["slug"][1].value if "slug" in pairs else "without slug"
    return slug if isinstance(slug, str) else "without slug"


def _pairs(node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return the keys of a mapping with their nodes; a key given twice is a complaint, not a loss."""
    if not isinstance(node, yaml.MappingNode):
        raise _Complaint(node.start_mark.line + 1, "must be a mapping (key: value)")
    pairs: dict[str, tuple[yaml.Node, yaml.Node]] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _Complaint(key.start_mark.line + 1, "a key must be a plain word")
        if key.value in pairs:
            raise _Complaint(key.start_mark.line + 1, f"the key {key.value} stands here twice")
        pairs[key.value] = (key, value)
    return pairs


def plain_value(node: yaml.Node, depth: int = 0) -> Any:
    """Return the plain value of a YAML node: dates as written, no tags beyond the simple ones."""
    if depth > DEEPEST:
        raise _Complaint(node.start_mark.line + 1, "is nested too deeply")
    if not isinstance(node, yaml.ScalarNode) and node.tag not in _COLLECTIONS:
        raise _Complaint(node.start_mark.line + 1, f"the tag {node.tag} is not allowed")
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(item, depth + 1) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {key: plain_value(value, depth + 1) for key, (_, value) in _pairs(node).items()}
    if node.tag in _AS_WRITTEN:
        return node.value
    try:
        return _SAFE.construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        raise _Complaint(node.start_mark.line + 1, f"cannot be read: {node.value!r}") from error


def head_comment(text: str) -> str:
    """Return the comment at the head of a file, with its line ends; "" if there is none."""
    head: list[str] = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        head.append(line.rstrip())
    while head and not head[-1]:
        head.pop()
    return "".join(f"{line}\n" for line in head)


def comments_inside(text: str) -> Iterable[int]:
    """Yield the numbers of the comment lines that are not at the head: writing the file anew loses them."""
    after = head_comment(text).count("\n")
    for number, line in enumerate(text.splitlines(), start=1):
        if number > after and line.lstrip().startswith("#"):
            yield number
