"""The editor's guide, on the site and in the README."""

from pathlib import Path

import pytest
from PIL import Image

from advisor.editor.guide import COMMANDS, GROUPS, STEPS
from advisor.rulebook.checks.meanings import MEANINGS
from advisor.rulebook.checks.meanings.of_proofs import PROOFS
from tests import books

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "advisor" / "static" / "advisor" / "guide"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_guide_tells_every_step_group_and_finding(admin_client, small, language):
    books.publish(small)
    answer = admin_client.get("/rulebook/guide/", headers={"accept-language": language})
    for step in STEPS:
        assert f"advisor/guide/{step.slug}-{language}.png" in answer.text
    for code in MEANINGS:
        assert f'<dt id="{code}">' in answer.text
    for group, _ in GROUPS:
        assert group in answer.text
    assert answer.text.count('<svg class="drawing"') == 2


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_step_has_a_picture_that_shows_something(step, language):
    with Image.open(PICTURES / f"{step.slug}-{language}.png") as picture:
        assert picture.size == (1280, 720)
        assert len(picture.convert("RGB").getcolors(maxcolors=2**20)) > 50


def test_no_picture_is_left_over():
    wanted = {f"{step.slug}-{language}.png" for step in STEPS for language in ("en", "ko")}
    assert {path.name for path in PICTURES.iterdir()} == wanted


def test_the_readme_tells_the_same_steps_commands_and_findings():
    told = (ROOT / "README.md").read_text()
    for number, step in enumerate(STEPS, start=1):
        assert f"{number}. [{step.title}]" in told
    for command, _ in COMMANDS:
        assert command.split()[0] in told
    for meaning in PROOFS.values():
        assert f"| {meaning.title} | {meaning.level} | {meaning.meaning} {meaning.remedy} |" in told
