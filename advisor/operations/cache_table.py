"""The table of a cache that lives in the database."""

from typing import Any

from django.core.management import call_command


def make_cache_table(app_config: Any, using: str = "default", **options: Any) -> None:
    """Make it with the other tables, where CACHE_URL asks for one and it is not there."""
    call_command("createcachetable", database=using, verbosity=0)
