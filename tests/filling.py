"""Fill the database of DATABASE_URL for tests with processes of their own: ``python -m tests.filling COUNT``.

Publishes the small rulebook, makes so many assessments of one owner and an editor's account, and prints one
line of JSON: the cookies of the owner's and of the editor's browser, and the assessments' codes.
"""

import json
import sys
from pathlib import Path

import django

SMALL = Path(__file__).parent / "rulebook" / "fixtures"
TOKEN = "owner-of-everything"


def main(count: int) -> None:
    """Make the tables and fill them."""
    from django.core.management import call_command

    from advisor.rulebook.publishing import publish_directory
    from tests.editor.accounts import client_of
    from tests.factories import browser_of, make_assessment, make_owner

    call_command("migrate", verbosity=0)
    publish_directory(SMALL, label="Small", note="")
    owner = make_owner(TOKEN)
    made = [make_assessment(owner, {"runtime": "java"}, name=f"Workload {n:02}") for n in range(count)]
    told = {
        "owner": cookies_of(browser_of(TOKEN)),
        "editor": cookies_of(client_of("editor")),
        "codes": [str(assessment.code) for assessment in made],
    }
    sys.stdout.write(json.dumps(told) + "\n")


def cookies_of(client) -> dict[str, str]:
    """Return what a client would send."""
    return {name: morsel.value for name, morsel in client.cookies.items()}


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
