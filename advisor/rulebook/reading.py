"""Read fixtures: YAML files → records. Every complaint names file, line, record and field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from advisor.plain_text import shortened
from advisor.rulebook.findings import Finding, FixtureError
from advisor.rulebook.phrases import Misfit, phrase
from advisor.rulebook.phrases import noop as _
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import APP, FILES, KINDS, REQUIRED, SUFFIX
from advisor.rulebook.values import conform, default_of
from advisor.rulebook.yaml_nodes import (
    LARGEST_FILE,
    Complaint,
    compose,
    inner_lines,
    line_of,
    pairs,
    plain_value,
    too_large,
)


def fixture_files(directory: Path) -> list[Path]:
    """Return the fixture files of a directory in load order; FixtureError if there is nothing to read."""
    if not directory.is_dir():
        words = _("There is no directory %(directory)s: it should hold the fixtures.")
        raise FixtureError(phrase(words, directory=str(directory)))
    files = sorted(directory.glob(f"*{SUFFIX}"))
    if not files:
        words = _("%(directory)s holds no fixtures: %(file)s and the others are missing.")
        raise FixtureError(phrase(words, directory=str(directory), file=f"{FILES[0]}{SUFFIX}"))
    return files


def read_directory(directory: Path) -> tuple[RecordSet, list[Finding]]:
    """Read all fixtures of a directory. What cannot be read is left out and named in the findings."""
    records: list[Record] = []
    findings: list[Finding] = []
    for path in fixture_files(directory):
        if path.stem not in FILES:
            words = phrase(_("is not a fixture file of the rulebook: %(known)s"), known=", ".join(FILES))
            findings.append(Finding("error", words, str(path), code="no-fixture-file"))
            continue
        found, complaints = read_file(path)
        records += found
        findings += complaints
    return RecordSet(records), findings


def read_file(path: Path) -> tuple[list[Record], list[Finding]]:
    """Read one fixture file."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return [], [Finding("error", too_large(), str(path), code="unreadable-file")]
        return read_text(decoded(path.read_bytes()), str(path))
    except OSError as error:
        words = phrase(_("cannot be read: %(reason)s"), reason=error.strerror or str(error))
        return [], [Finding("error", words, str(path), code="unreadable-file")]
    except Complaint as complaint:
        return [], [_unreadable(complaint, str(path))]


def texts_of(directory: Path) -> dict[str, str]:
    """Return file name → text of the fixture files that are there; FixtureError where one is not text."""
    paths = [directory / f"{name}{SUFFIX}" for name in FILES]
    try:
        return {path.name: path.read_bytes().decode() for path in paths if path.is_file()}
    except UnicodeDecodeError as error:
        words = _("The files in %(directory)s cannot be written anew: one of them is not UTF-8 text.")
        raise FixtureError(phrase(words, directory=str(directory))) from error


def decoded(data: bytes) -> str:
    """Return the text of a file's bytes, with plain line ends; Complaint where it is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = phrase(_("is not UTF-8 text: byte %(number)s"), number=error.start)
        raise Complaint(data.count(b"\n", 0, error.start) + 1, words) from error
    return text.replace("\r\n", "\n")


def read_text(text: str, file: str) -> tuple[list[Record], list[Finding]]:
    """Read the text of one fixture file."""
    try:
        root = compose(text)
    except Complaint as complaint:
        return [], [_unreadable(complaint, file)]
    if root is None:
        return [], []
    if not isinstance(root, yaml.SequenceNode):
        words = _("must be a list of records (- model: …)")
        return [], [Finding("error", words, file, line_of(root), code="unreadable-file")]
    records: list[Record] = []
    findings: list[Finding] = []
    for node in root.value:
        record, complaints = _read_record(node, file)
        findings += complaints
        if record is not None:
            records.append(record)
    return records, findings


def _unreadable(complaint: Complaint, file: str) -> Finding:
    return Finding("error", complaint.words, file, complaint.line, code="unreadable-file")


def _read_record(node: yaml.Node, file: str) -> tuple[Record | None, list[Finding]]:
    line = line_of(node)
    try:
        kind, fields = _record_parts(node)
        found = pairs(fields)
    except Complaint as complaint:
        return None, [Finding("error", complaint.words, file, complaint.line, code="unreadable-record")]
    name = f"{kind} {_name_of(found)}"
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    findings: list[Finding] = []
    for field, (key, value) in found.items():
        lines[field] = line_of(key)
        lines |= {f"{field}.{inner}": line for inner, line in inner_lines(value).items()}
        try:
            values[field] = plain_value(value)
        except Complaint as complaint:
            findings.append(
                Finding("error", complaint.words, file, complaint.line, name, field, "wrong-value")
            )
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
    no_field = _("a %(kind)s has no field %(field)s")
    findings = [
        Finding(
            "error",
            phrase(no_field, kind=kind, field=shortened(key)),
            file,
            places.get(key, line),
            name,
            shortened(key),
            "unknown-field",
        )
        for key in values
        if key not in known
    ]
    fields: dict[str, Any] = {}
    for field in schema.fields:
        if field.name not in values:
            if field.default is REQUIRED:
                missing = _("is missing")
                findings.append(Finding("error", missing, file, line, name, field.name, "missing-field"))
            else:
                fields[field.name] = default_of(field)
            continue
        try:
            fields[field.name] = conform(field, values[field.name])
        except Misfit as error:
            place = places.get(field.name, line)
            findings.append(Finding("error", error.phrase, file, place, name, field.name, "wrong-value"))
    if findings:
        return None, findings
    return Record(kind, fields, file, line, places), []


def _record_parts(node: yaml.Node) -> tuple[str, yaml.Node]:
    found = pairs(node)
    line = line_of(node)
    extra = sorted(set(found) - {"model", "fields"})
    if "pk" in extra:
        raise Complaint(line, _("a record has no primary key (pk): its natural key names it"))
    if extra or set(found) != {"model", "fields"}:
        given = ", ".join(found)
        if not given:
            raise Complaint(line, _("a record has model and fields; this one has nothing"))
        words = _("a record has model and fields; this one has %(given)s")
        raise Complaint(line, phrase(words, given=shortened(given)))
    model = found["model"][1].value
    app, _dot, kind = model.partition(".") if isinstance(model, str) else ("", "", "")
    if app != APP or kind not in KINDS:
        models = ", ".join(f"{APP}.{name}" for name in KINDS)
        words = _("unknown model %(model)s: it is one of %(models)s")
        raise Complaint(line, phrase(words, model=shortened(str(model)), models=models))
    return kind, found["fields"][1]


def _name_of(found: Mapping[str, tuple[yaml.Node, yaml.Node]]) -> str:
    slug = found["slug"][1].value if "slug" in found else "without slug"
    return slug if isinstance(slug, str) else "without slug"


def head_comment(text: str) -> str:
    """Return the comment at the head of a file, with its line ends; "" if there is none."""
    head: list[str] = []
    for line in text.removeprefix("\ufeff").splitlines():
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
