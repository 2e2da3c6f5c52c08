"""The files that a rulebook can be exported as, for the command line and for pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from advisor.engine import Rulebook
from advisor.rulebook.exchange.dmn import dmn_xml
from advisor.rulebook.exchange.jdm import jdm_json


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file; ``write`` takes a rulebook and a language."""

    name: str
    content_type: str
    suffix: str
    write: Callable[[Rulebook, str], bytes]


#: What is given on the command line or in an address → the kind of file.
KINDS: Mapping[str, Kind] = {
    "dmn": Kind("DMN 1.5", "application/xml", ".dmn", dmn_xml),
    "jdm": Kind(
        "GoRules JDM",
        "application/json",
        ".json",
        lambda rulebook, language: jdm_json(rulebook, language).encode(),
    ),
}


def exported(rulebook: Rulebook, kind: str, language: str = "en") -> tuple[bytes, str, str]:
    """Return the file's content, its content type and its suffix; KeyError for an unknown kind."""
    format_ = KINDS[kind]
    return format_.write(rulebook, language), format_.content_type, format_.suffix
