"""Papers with every kind of block, for the tests of the formats that render them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from PIL import Image

from advisor.pictures.drawing import Box, Drawing, Path, Words
from advisor.reports.evaluation import Logo
from advisor.reports.paper.blocks import (
    Block,
    Bullets,
    Cite,
    Cover,
    Facts,
    Figure,
    Heading,
    Item,
    Mark,
    Numbers,
    Paper,
    Paragraph,
    Run,
    SourceLine,
    Sources,
    Table,
)

KOREAN = "애플리케이션을 관리형 서비스로 이전하고 코드는 필요한 부분만 변경합니다."
ENGLISH = "The application moves to managed services, and only little of its code changes."
SENTENCE = {"en": ENGLISH, "ko": KOREAN}


def make_logo() -> Logo:
    """Return a plain picture as a logo, 300 by 100 pixels."""
    held = BytesIO()
    Image.new("RGB", (300, 100), "#15171a").save(held, "PNG")
    return Logo(held.getvalue(), 300, 100)


def make_drawing(text: str = "App Service", width: float = 720, height: float = 240) -> Drawing:
    """Return two boxes and an arrow between them."""
    shapes = (
        Box(10, 60, 220, 100, fill="quiet", stroke="ink"),
        Words(120, 115, "Tomcat", 15, anchor="middle"),
        Path("M230 110H480", stroke="ink", arrow=True),
        Box(490, 60, 220, 100, fill="refactor", tint=True, stroke="refactor"),
        Words(600, 115, text, 15, bold=True, anchor="middle"),
    )
    return Drawing(width, height, "Today and on Azure", f"Tomcat becomes {text}.", shapes)


def make_blocks(language: str = "en", *, note: str = "", rows: int = 4) -> tuple[Block, ...]:
    """Return numbered parts with every kind of block; ``note`` stands in texts, lists and cells."""
    said = SENTENCE[language]
    noted = note or said
    answers = tuple(
        ((Run(f"{n}. {said}"),), (Run(noted, soft=True), Cite(1)), (Run(f"{n:,}", bold=True),))
        for n in range(1, rows + 1)
    )
    return (
        Heading(1, said, "strategies", "1", "Four strategies"),
        Paragraph((Run(said), Cite(1), Cite(2)), "lead"),
        Paragraph((Run(noted), Run(" and ", soft=True), Run("code=1", code=True))),
        Heading(2, "Refactor", "refactor", strategy="refactor"),
        Bullets(((Mark("rehost"), Run("Rehost")), (Run(noted), Cite(2)))),
        Figure(make_drawing(), said, "flowchart LR"),
        Heading(1, noted, "answers", "2", "Answers"),
        Facts((("Margin", "8 points", "over Rehost"), ("Settled", "Yes", ""))),
        Table("All answers", ("Question", "Answer", "Points"), answers, (3, 3, 1), (2,)),
        Heading(2, "Steps", "steps"),
        Heading(3, "First"),
        Numbers(
            (Item((Run(said),), (("Check", noted), ("Owner", "Platform team"))), Item((Run("Next"),))), 3
        ),
        Paragraph((Run("Back to "), Run("the strategies", link="#strategies")), "note"),
        Heading(1, "Sources", "sources", "3", "Sources"),
        Sources(
            (
                SourceLine(
                    1, "Migration patterns", "Microsoft, checked 21 November 2026", "https://example.com/a"
                ),
                SourceLine(2, "A book", "2017", ""),
            )
        ),
    )


def make_paper(
    language: str = "en",
    *,
    note: str = "",
    rows: int = 4,
    name: str = "Proseware training portal",
    blocks: Sequence[Block] | None = None,
    **other: object,
) -> Paper:
    """Return a paper with a cover, a summary and :func:`make_blocks`, or the blocks given."""
    said = SENTENCE[language]
    cover = Cover(
        eyebrow=name,
        title="Refactor",
        strategy="refactor",
        lead=said,
        rows=(("Prepared by", "Proseware"), ("Version", "1.0"), ("Date", "22 November 2026")),
        confidentiality="Internal",
        logo=make_logo(),
    )
    values: dict[str, object] = {
        "language": language,
        "title": f"{name}: Refactor",
        "running_title": name,
        "date": "22 November 2026",
        "cover": cover,
        "summary": (
            Heading(2, "In short"),
            Paragraph((Run(said),), "lead"),
            Facts((("Margin", "8 points", "over Rehost"), ("Settled", "Yes", ""))),
        ),
        "contents_title": "Contents",
        "blocks": tuple(blocks) if blocks is not None else make_blocks(language, note=note, rows=rows),
        "made_from": "Rulebook 1, sha256:0123456789abcdef",
        "author": "Proseware",
        "written_on": date(2026, 11, 22),
    }
    return Paper(**{**values, **other})  # type: ignore[arg-type]
