"""One process of many that save answers at once: ``python -m tests.assessments.saving prepare|save|read …``.

It runs with the site's own settings and the database of DATABASE_URL.
"""

import json
import sys
import time
from pathlib import Path

import django


def prepare() -> None:
    """Make the tables, where there are none, and an assessment; print its key."""
    from django.core.management import call_command

    from tests.factories import make_assessment

    call_command("migrate", verbosity=0)
    sys.stdout.write(str(make_assessment(rulebook="sha256:any").pk))


def save(key: str, process: str, count: str, start: str) -> None:
    """Save own answers and, in turn, one that all save; print what was acknowledged."""
    from advisor.assessments import actions
    from advisor.assessments.models import Answer, Assessment

    assessment = Assessment.objects.get(pk=key)
    while not Path(start).exists():
        time.sleep(0.005)
    acknowledged, shared = [], 0
    for number in range(int(count)):
        question = f"q{process}-{number}"
        actions.save_answer(assessment, question, f"by {process}", "", 0)
        acknowledged.append(question)
        while True:
            current = Answer.objects.filter(assessment=assessment, question="shared").first()
            revision = current.revision if current else 0
            try:
                actions.save_answer(assessment, "shared", f"{process}-{number}", "", revision)
            except actions.Conflict:
                continue
            shared += 1
            break
    json.dump({"own": acknowledged, "shared": shared}, sys.stdout)


def read(key: str) -> None:
    """Print all that is stored: question, value, revision."""
    from advisor.assessments.models import Answer

    rows = Answer.objects.filter(assessment=key).values_list("question", "value", "revision")
    json.dump(list(rows), sys.stdout)


if __name__ == "__main__":
    django.setup()
    {"prepare": prepare, "save": save, "read": read}[sys.argv[1]](*sys.argv[2:])
