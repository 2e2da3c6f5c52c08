"""Make ready what the load needs: ``python -m benchmarks.load.fill EDITORS``, on DATABASE_URL.

Publishes the repository's rulebook and prints a line of JSON: the cookies of signed-in editors.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


def main(editors: int) -> None:
    """Make the tables, the version and the editors."""
    from django.core.management import call_command

    from tests.editor.accounts import client_of
    from tests.filling import cookies_of

    call_command("migrate", verbosity=0)
    call_command("publish_rulebook", str(FIXTURES), without_exact=True, stdout=sys.stderr)
    clients = [client_of("editor", f"editor {number}", staff=True) for number in range(editors)]
    sys.stdout.write(json.dumps([cookies_of(client) for client in clients]) + "\n")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
