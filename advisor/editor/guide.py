"""What the editor's guide tells: a worked change in ten steps, the same on files, and who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from advisor.editor.groups import EDITORS, PUBLISHERS, READERS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Told = str | _StrPromise


class Step(NamedTuple):
    """One step of the worked change; ``slug`` names its picture, made by tests/browser/test_guide.py."""

    slug: str
    title: Told
    text: Told


STEPS = (
    Step(
        "case",
        _("Start from a case"),
        _(
            "A change begins with a workload whose result you would not sign. Open it in the simulator and "
            "read which rules spoke, which did not hold and why, and which are silent because nothing was "
            "asked. Here: nothing asks how long the first request after a quiet time may take."
        ),
    ),
    Step(
        "source",
        _("Write down what it rests on"),
        _(
            "Every rule names a published source and the day it was compared with it. Look the source up in "
            "the list; add it where it is missing."
        ),
    ),
    Step(
        "question",
        _("Add the question with its choices"),
        _(
            "Both languages stand side by side. The slug is the name that rules and files use: choose it "
            "with care, because it stays once it was published. Nobody is asked yet: all of this is the "
            "draft."
        ),
    ),
    Step(
        "rule",
        _("Add the rules"),
        _(
            "Choose a question and its choices, then points or a veto for each option. The sentence above "
            "the form says what the rule means while you edit it."
        ),
    ),
    Step(
        "table",
        _("Read them in the decision table"),
        _(
            "All rules of a decision, one a row. Filter by the new question; change points in place; mark "
            "the rows that hold for a workload you know."
        ),
    ),
    Step(
        "checks",
        _("Check the draft"),
        _(
            "The exact checks search all answers that can be given. Errors block publishing, warnings want a"
            " look; each shows a profile that proves it."
        ),
    ),
    Step(
        "simulator",
        _("Try it"),
        _("The same profile against the draft and the version in use, side by side, rule by rule."),
    ),
    Step(
        "scenario",
        _("Say what must hold"),
        _(
            "A scenario of kind requirement keeps the case: from now on nothing is published that breaks it."
            " Published cases are measured; if agreement with them falls, publishing asks why that is right."
        ),
    ),
    Step(
        "impact",
        _("See whose result changes"),
        _(
            "The draft is tried on all saved assessments. Your own are listed one by one; of the others you "
            "see counts, and none below five. Each stays on its version until its owner moves it."
        ),
    ),
    Step(
        "publish",
        _("Publish, with a note"),
        _(
            "What is published is exactly what was checked. The version is kept for ever under the hash of "
            "its content; one step on the page of versions puts an earlier one in use again."
        ),
    ),
)

#: Commands for those who edit the files, and what each does.
COMMANDS = (
    ("check_rulebook fixtures --exact", _("checks the files, with the exact checks and their examples")),
    ("check_scenarios --fixtures fixtures", _("runs all scenarios")),
    ("diff_rulebook fixtures", _("says in words what the files change against the version in use")),
    ("loaddata fixtures/*.yaml", _("brings the files into the draft, beside what is there")),
    ("publish_rulebook fixtures --note …", _("makes the draft equal to the files, checks and publishes")),
    ("dump_rulebook fixtures", _("writes the draft back into the files")),
)

#: The ready groups, and what their members may do.
GROUPS = (
    (READERS, _("look at the draft, the checks, the simulator and the log")),
    (EDITORS, _("look, and edit the draft")),
    (PUBLISHERS, _("look, publish the draft, and put an earlier version in use")),
)
