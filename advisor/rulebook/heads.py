"""The comments at the heads of the fixture files, kept beside the draft for those who download it."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.rulebook.models import FileHead
from advisor.rulebook.reading import head_comment
from advisor.rulebook.schema import SUFFIX


def keep_heads(texts: Mapping[str, str]) -> None:
    """Keep the heads of these files (name → text); the others stay. Call it in a transaction."""
    for name, text in texts.items():
        head, file = head_comment(text), name.removesuffix(SUFFIX)
        if head:
            FileHead.objects.update_or_create(file=file, defaults={"text": head})
        else:
            FileHead.objects.filter(file=file).delete()


def kept_heads() -> dict[str, str]:
    """Return file name → the comment at its head."""
    return {f"{file}{SUFFIX}": text for file, text in FileHead.objects.values_list("file", "text")}
