"""Plain data from YAML or JSON text that anybody may have written: nothing is executed, nothing overflows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from django.utils.translation import gettext as _

#: Brackets inside brackets, or steps of indentation: far more than any profile has, far less than what
#: makes the C parser run out of stack.
MOST_NESTED = 200
#: Longer texts are cut where they are shown.
LONGEST_SHOWN = 200
_INDENTED = re.compile(rf"^[ \-?:]{{{MOST_NESTED}}}", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PlainTextError(ValueError):
    """The text is neither YAML nor JSON, or not plain.

    ``reason`` is one line without the file's name; ``line`` counts from 1, None where it is not known.
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        self.reason = reason
        self.line = line
        sentence = _("line %(number)s: %(reason)s") % {"number": line, "reason": reason} if line else reason
        super().__init__(sentence)


class _StrictLoader(Loader):  # type: ignore[misc]
    """A safe loader that refuses a key written twice, of which YAML would keep the last unseen."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            if key.value in seen:
                raise PlainTextError(_twice(key.value), key.start_mark.line + 1)
            seen.add(key.value)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


def load_plain(text: str, *, references: bool = True) -> Any:
    """Return what JSON or YAML text holds; ``references``: whether YAML's anchors and tags may be used.

    Raises :class:`PlainTextError`.
    """
    if _INDENTED.search(text) or _most_brackets(text) > MOST_NESTED:
        raise PlainTextError(_("it is nested too deeply"))
    if text.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(text, object_pairs_hook=_no_key_twice)
        except PlainTextError:
            raise
        except json.JSONDecodeError:
            pass  # YAML's own lists and mappings may start like JSON
        except (ValueError, RecursionError) as error:
            raise PlainTextError(_line(error)) from error
    try:
        _look_through(text, references)
        return yaml.load(text, Loader=_StrictLoader)  # noqa: S506 (a subclass of the safe loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = _line(error.problem or error.context or "")
        raise PlainTextError(reason, mark.line + 1 if mark else None) from error
    except PlainTextError:
        raise
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise PlainTextError(_line(error)) from error


def _look_through(text: str, references: bool) -> None:
    """Counting brackets alone is not enough: those in quotes make the count too small."""
    for event, line, depth in yaml_steps(text):
        if depth > MOST_NESTED:
            raise PlainTextError(_("it is nested too deeply"), line)
        if not references:
            _refuse_reference(event, line)


def yaml_steps(text: str) -> Iterator[tuple[Any, int, int]]:
    """Yield YAML's events, each with its line, from 1, and how many lists and mappings are open behind it.

    To go through a text needs no stack, however deep it is; to build anything from it does. YAMLError as
    it comes.
    """
    depth = 0
    events: Iterator[Any] = yaml.parse(text, Loader=Loader)
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        yield event, event.start_mark.line + 1, depth


def _refuse_reference(event: Any, line: int) -> None:
    if getattr(event, "anchor", None) is not None:
        raise PlainTextError(_("it uses YAML's anchors (&) or references (*)"), line)
    if getattr(event, "tag", None) is not None:
        raise PlainTextError(_("it uses YAML's tags (!)"), line)


def shortened(text: str) -> str:
    """Return a text that is safe to show: at most 200 characters."""
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def flat(value: Any) -> Any:
    """Return a value as JSON can show it: a scalar, or a list of scalars; what is nested becomes a word.

    Aliases can make a small file hold a structure of any size, so nothing nested is ever walked.
    """
    if isinstance(value, list | tuple):
        return [_scalar(part) for part in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if value is None or isinstance(value, float) or (isinstance(value, int) and value.bit_length() <= 64):
        return value
    if isinstance(value, str):
        return shortened(value)
    if isinstance(value, list | tuple | set):
        return "(list)"
    if isinstance(value, Mapping):
        return "(mapping)"
    return "(number)" if isinstance(value, int) else shortened(str(value))


def _most_brackets(text: str) -> int:
    """Return how deep brackets are nested at most, those in quotes counted too."""
    depth = most = 0
    for match in _BRACKET.finditer(text):
        if match[0] in "[{":
            depth += 1
            most = max(most, depth)
        else:
            depth = max(0, depth - 1)
    return most


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        if key in mapping:
            raise PlainTextError(_twice(key))
        mapping[key] = value
    return mapping


def _line(error: object) -> str:
    return shortened(" ".join(str(error).split()))


def _twice(key: object) -> str:
    return _("the key “%(key)s” stands twice") % {"key": shortened(str(key))}
