"""Elements of a DMN file: namespaces, texts that XML can hold, bytes that do not vary."""

from __future__ import annotations

import re

from lxml import etree

DMN = "https://www.omg.org/spec/DMN/20230324/MODEL/"
DMNDI = "https://www.omg.org/spec/DMN/20230324/DMNDI/"
DC = "http://www.omg.org/spec/DMN/20180521/DC/"
DI = "http://www.omg.org/spec/DMN/20180521/DI/"
_PREFIXES: dict[str | None, str] = {None: DMN, "dmndi": DMNDI, "dc": DC, "di": DI}
#: What XML 1.0 has no way to write.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = etree._Element


def element(tag: str, *children: Element | str | None, **attributes: str) -> Element:
    """Return an element of the DMN namespace, or of the one whose prefix its tag has (``di:waypoint``).

    Children that are ``None`` and attributes that are "" are left out; a string is the element's text.
    """
    prefix, _, local = tag.rpartition(":")
    made = etree.Element(f"{{{_PREFIXES[prefix or None]}}}{local}", nsmap=_PREFIXES)  # type: ignore[arg-type]
    for name, value in attributes.items():
        if value:
            made.set(name, _writable(value))
    for child in children:
        if isinstance(child, str):
            made.text = _writable(child)
        elif child is not None:
            made.append(child)
    return made


def described(text: str) -> Element | None:
    """Return the description of an element; nothing where there is none."""
    return element("description", text) if text else None


def expression(text: str, tag: str = "literalExpression", **attributes: str) -> Element:
    """Return an element that holds FEEL."""
    return element(tag, element("text", text), **attributes)


def written(root: Element) -> bytes:
    """Return the file: indented, in UTF-8, the same for the same element."""
    etree.indent(root, " ")
    whole: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return whole + b"\n"


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
