"""The Dockerfile as it says what is done, so that the rehearsal does the same."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Stage:
    """One stage: its base, its name ("" for the last) and its instructions in order."""

    base: str
    name: str
    instructions: tuple[tuple[str, str], ...]

    def all(self, keyword: str) -> list[str]:
        """Return what stands after each instruction of a kind."""
        return [text for word, text in self.instructions if word == keyword]

    def one(self, keyword: str) -> str:
        """Return what stands after the only instruction of a kind."""
        (text,) = self.all(keyword)
        return text

    def environment(self, before: dict[str, str]) -> dict[str, str]:
        """Return the variables that the stage sets beside those of its base."""
        told = dict(before)
        for text in self.all("ENV"):
            for word in shlex.split(text):
                name, _, value = word.partition("=")
                told[name] = re.sub(r"\$(\w+)", lambda match: told[match.group(1)], value)
        return told

    def command(self, keyword: str = "CMD") -> list[str]:
        """Return the words of CMD, or of the command after HEALTHCHECK's options."""
        text = self.one(keyword)
        return json.loads(text[text.index("[") :])


def stages(text: str) -> list[Stage]:
    """Read a Dockerfile: comments away, lines that go on joined."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    told: list[Stage] = []
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        keyword, _, rest = line.partition(" ")
        if keyword == "FROM":
            base, _, name = rest.partition(" AS ")
            told.append(Stage(base, name, ()))
        elif told:
            last = told[-1]
            told[-1] = Stage(last.base, last.name, (*last.instructions, (keyword, rest.strip())))
    return told


def read() -> list[Stage]:
    """Return the stages of the repository's Dockerfile."""
    return stages((ROOT / "Dockerfile").read_text())


def let_in() -> list[str]:
    """Return the names in the repository that .dockerignore lets into an image."""
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    return [line[1:] for line in lines if line.startswith("!")]
