"""typst with our typeface only: it reads nothing from the disk, and forgets one paper before the next."""

from __future__ import annotations

from functools import cache
from typing import Any

import typst

from advisor.pictures.fonts import FOLDER

#: typst drops what none of its last turns has used; it gives no other way to empty its memory.
_TURNS_REMEMBERED = 10
_NOTHING = b" "


def typeset(templates: dict[str, bytes], inputs: dict[str, str], **options: Any) -> bytes:
    """Typeset ``main.typ`` of the templates; it finds the texts given under their names in ``sys.inputs``.

    ``options`` are those of typst's compiler.

    Raises typst.TypstError for what cannot be typeset, and ValueError where it makes several files.
    """
    # The root is a folder with typefaces only, so that no picture can name a file of this machine.
    compiler = typst.Compiler(root=FOLDER, font_paths=bundled_fonts())
    given: Any = templates  # its type hints do not know dictionaries
    try:
        made = compiler.compile(given, sys_inputs=inputs, **options)
    finally:
        _forget(compiler)
    if not isinstance(made, bytes):
        raise ValueError("what was typeset fills several files")
    return made


@cache
def bundled_fonts() -> typst.Fonts:
    """Return the bundled typeface as the only one typst may use; read once for each process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


def _forget(compiler: typst.Compiler) -> None:
    for _ in range(_TURNS_REMEMBERED + 1):
        compiler.compile(_NOTHING, sys_inputs=None, format="svg")
