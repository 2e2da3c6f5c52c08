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
    made = typeset_files(templates, inputs, **options)
    if len(made) != 1:
        raise ValueError(f"what was typeset fills {len(made)} files, not one")
    return made[0]


def typeset_files(templates: dict[str, bytes], inputs: dict[str, str], **options: Any) -> list[bytes]:
    """Do as :func:`typeset` does and return all files: as pixels, each page is one."""
    # The root is a folder with typefaces only, so that no picture can name a file of this machine.
    compiler = typst.Compiler(root=FOLDER, font_paths=bundled_fonts())
    given: Any = templates  # its type hints do not know dictionaries
    try:
        made = compiler.compile(given, sys_inputs=inputs, **options)
    finally:
        _forget(compiler)
    if made is None:
        raise ValueError("nothing was typeset")
    return made if isinstance(made, list) else [made]


@cache
def bundled_fonts() -> typst.Fonts:
    """Return the bundled typeface as the only one typst may use; read once for each process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


def _forget(compiler: typst.Compiler) -> None:
    for _ in range(_TURNS_REMEMBERED + 1):
        compiler.compile(_NOTHING, sys_inputs=None, format="svg")
