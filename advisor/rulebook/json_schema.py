"""The JSON Schema of the fixture files, so that editors complete and check them as one types.

It knows the records that there are: a reference is one of the slugs, a condition one of the choices. JSON
Schema 2020-12; ``if`` and ``then`` instead of ``anyOf``, so that a complaint points at the very place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import override

from advisor.rulebook.draft import model_of
from advisor.rulebook.records import Record, RecordSet
from advisor.rulebook.schema import APP, KINDS, OUTCOMES, POINTS, REQUIRED, Field, Kind
from advisor.rulebook.values import (
    DIGEST_PATTERN,
    LARGEST_INTEGER,
    LARGEST_NUMBER,
    LONGEST_URL,
    SLUG_PATTERN,
)

SCHEMA_FILE = "rulebook.schema.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DATE = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
Node = dict[str, Any]


def schema_text(records: RecordSet) -> str:
    """Return the schema as the text of its file."""
    return json.dumps(schema_of(records), ensure_ascii=False, indent=1) + "\n"


def schema_of(records: RecordSet) -> Node:
    """Return the schema of a fixture file among these records."""
    with override("en"):
        kinds = {name: _kind(schema, records) for name, schema in KINDS.items()}
    return {
        "$schema": DIALECT,
        "title": "A fixture file of the rulebook",
        "type": "array",
        "items": {"$ref": "#/$defs/record"},
        "$defs": {"record": _record(), **kinds, **_shared(records)},
    }


def _record() -> Node:
    return {
        "type": "object",
        "required": ["model", "fields"],
        "additionalProperties": False,
        "properties": {
            "model": {
                "description": "What kind of record it is.",
                "enum": [f"{APP}.{kind}" for kind in KINDS],
            },
            "fields": {"type": "object"},
        },
        "allOf": [
            _when({"model": {"const": f"{APP}.{kind}"}}, {"fields": _ref(kind)}, needed=["model"])
            for kind in KINDS
        ],
    }


def _when(properties: Node, then: Node, *, needed: Iterable[str]) -> Node:
    return {
        "if": {"properties": properties, "required": list(needed)},
        "then": {"properties": then},
    }


def _ref(name: str) -> Node:
    return {"$ref": f"#/$defs/{name}"}


def _kind(schema: Kind, records: RecordSet) -> Node:
    node: Node = {
        "type": "object",
        "required": [field.name for field in schema.fields if field.default is REQUIRED],
        "additionalProperties": False,
        "properties": {field.name: _described(schema, field) for field in schema.fields},
    }
    if schema.name == "rule":
        node["allOf"] = [_decided(decision, records) for decision in records.of("decision")]
    return node


def _described(schema: Kind, field: Field) -> Node:
    """Return a field's node with the words that stand at it in the admin."""
    node = _field(schema, field)
    column = model_of(schema.name)._meta.get_field(field.name)
    help_text = str(getattr(column, "help_text", ""))
    if field.nullable:
        node = {"if": {"type": "null"}, "else": node}
    return {"description": help_text, **node} if help_text else node


def _field(schema: Kind, field: Field) -> Node:
    if field.words:
        return {"enum": list(field.words)}
    if field.type == "ref":
        return _ref(f"{field.target}-key")
    if field.type == "refs":
        return {"type": "array", "items": _ref(f"{field.target}-key"), "uniqueItems": True}
    if field.type in ("text", "plain"):
        least = {"minLength": 1} if field.filled else {}
        return {"type": "string", **least, **({"maxLength": field.longest} if field.longest else {})}
    return dict(_PLAIN.get(field.type) or _ref(field.type))


def _decided(decision: Record, records: RecordSet) -> Node:
    """Return what holds for the rules of one decision: its options, and outcomes of earlier ones only."""
    slug = decision.slug
    later = list(OUTCOMES[OUTCOMES.index(slug) :]) if slug in OUTCOMES else []
    then: Node = {"effects": _ref(f"effects-{slug}")}
    if later:
        then["when"] = {"propertyNames": {"not": {"enum": later}}}
    return _when({"decision": {"const": [slug]}}, then, needed=["decision"])


def _shared(records: RecordSet) -> Node:
    targets = {field.target for schema in KINDS.values() for field in schema.fields if field.target}
    keys = {f"{kind}-key": _key(records.of(kind)) for kind in sorted(targets)}
    effects = {
        f"effects-{decision.slug}": _mapping(
            (option.slug, _named(option, "name_en", _ref("effect")))
            for option in records.children("option", decision.slug)
        )
        | {"minProperties": 1}
        for decision in records.of("decision")
    }
    return {**keys, **effects, **_of_answers(records), **_PARTS}


def _of_answers(records: RecordSet) -> Node:
    """Return the definitions that depend on questions, choices and options."""
    questions, decisions = records.of("question"), records.of("decision")
    lists = {
        f"choices-{q.slug}": _list(records.children("choice", q.slug)) for q in questions if _has_choices(q)
    }
    lists |= {f"options-{d.slug}": _list(records.children("option", d.slug)) for d in decisions}
    conditions = {
        f"condition-{q.slug}": _condition(f"choices-{q.slug}")
        if _has_choices(q)
        else _ref("number-condition")
        for q in questions
    }
    conditions |= {f"condition-{name}": _condition(f"options-{name}") for name in OUTCOMES}
    asked = [(q.slug, _named(q, "text_en", _ref(f"condition-{q.slug}"))) for q in questions]
    outcomes = [(name, _ref(f"condition-{name}")) for name in OUTCOMES]
    return {
        **lists,
        **conditions,
        "conditions": _mapping([*outcomes, *asked]),
        "asked_when": _mapping((q.slug, _ref(f"choices-{q.slug}")) for q in questions if _has_choices(q)),
        "answers": _mapping((q.slug, _named(q, "text_en", _answer(q, records))) for q in questions),
        "notes": _mapping((q.slug, {"type": "string"}) for q in questions),
        "picks": _mapping((d.slug, _ref(f"options-{d.slug}")) for d in decisions),
        "given": _mapping((d.slug, _list(records.children("option", d.slug), least=0)) for d in decisions),
    }


def _has_choices(question: Record) -> bool:
    return bool(question.fields["kind"] != "number")


def _key(records: Iterable[Record]) -> Node:
    return {"type": "array", "minItems": 1, "maxItems": 1, "items": {"enum": [r.slug for r in records]}}


def _list(records: Iterable[Record], least: int = 1) -> Node:
    slugs = [record.slug for record in records]
    return {"type": "array", "minItems": least, "uniqueItems": True, "items": {"enum": slugs}}


def _mapping(properties: Iterable[tuple[str, Node]]) -> Node:
    return {"type": "object", "additionalProperties": False, "properties": dict(properties)}


def _named(record: Record, field: str, node: Node) -> Node:
    return {"description": record.fields[field], **node}


def _condition(name: str) -> Node:
    """Return a condition: the short form, a list, or a mapping of operators."""
    operators = _mapping((operator, _ref(name)) for operator in ("any_of", "none_of", "all_of"))
    return {"if": {"type": "array"}, "then": _ref(name), "else": {**operators, "minProperties": 1}}


def _answer(question: Record, records: RecordSet) -> Node:
    kind, slug = question.fields["kind"], question.slug
    if kind == "one":
        return {"enum": [*(choice.slug for choice in records.children("choice", slug)), None]}
    some = _ref(f"choices-{slug}") if kind == "many" else _number(question.fields)
    return {"if": {"type": "null"}, "else": some}


def _number(bounds: Mapping[str, Any]) -> Node:
    node: Node = {"type": "integer" if bounds["whole"] else "number"}
    if bounds["min"] is not None:
        node["minimum"] = bounds["min"]
    if bounds["below"] is not None:
        node["exclusiveMaximum"] = bounds["below"]
    return node


def _text_cell(least: int) -> Node:
    text = {"type": "string", "minLength": least}
    return _mapping((language, text) for language in ("en", "ko")) | {"required": ["en"]}


_NUMBER: Node = {"type": "number", "minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}
_SLUG: Node = {"type": "string", "pattern": f"^({SLUG_PATTERN.pattern})$"}
#: Field type → its node, where that needs nothing else.
_PLAIN: Mapping[str, Node] = {
    "slug": _SLUG,
    "url": {"type": "string", "pattern": "^https?://", "maxLength": LONGEST_URL},
    "integer": {"type": "integer", "minimum": 0, "maximum": LARGEST_INTEGER},
    "number": _NUMBER,
    "flag": {"type": "boolean"},
    "date": {"type": "string", "pattern": f"^{DATE}$"},
    "partial_date": {"type": "string", "pattern": rf"^(\d{{4}}|\d{{4}}-(0[1-9]|1[0-2])|{DATE})$"},
    # YAML 1.2, which editors read, takes a digest like 305e7591 for a number; our reader does not.
    "digest": {"type": ["string", "number"], "pattern": f"^({DIGEST_PATTERN.pattern})$"},
    "effects": {"type": "object"},
    "slugs": {"type": "array", "uniqueItems": True, "items": {"enum": list(OUTCOMES)}},
}
#: Definitions that know no records.
_PARTS: Node = {
    "effect": {"enum": [*filter(None, POINTS), "rules_out"]},
    "number-condition": _mapping((bound, _NUMBER) for bound in ("min", "below")) | {"minProperties": 1},
    "points": {"type": "array", "items": _text_cell(1)},
    "columns": {
        "type": "array",
        "minItems": 1,
        "items": _mapping(
            [
                ("slug", _SLUG),
                ("label_en", {"type": "string", "minLength": 1}),
                ("label_ko", {"type": "string", "minLength": 1}),
                ("kind", {"enum": ["text", "number", "slug"]}),
            ]
        )
        | {"required": ["slug", "label_en", "label_ko", "kind"]},
    },
    "rows": {"type": "array", "items": {"type": "object", "additionalProperties": _ref("cell")}},
    "cell": {"if": {"type": "object"}, "then": _text_cell(0), "else": {"type": ["string", "number", "null"]}},
}
