"""The operator's page: how the site runs, and what to look at."""

from __future__ import annotations

from django.core.checks import ERROR, run_checks
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from advisor.metrics import server_errors
from advisor.operations import facts
from advisor.operations.access import operating
from advisor.operations.attention import attention
from advisor.operations.queue import queue_now
from advisor.operations.shown_settings import shown_settings


@operating
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show everything on one page, as it is now."""
    database, version = facts.database(), facts.rulebook_in_use()
    queue, backups = queue_now(), facts.backups()
    checks = run_checks(include_deployment_checks=True)
    context = {
        "attention": attention(database, version, queue, backups, checks),
        "now": timezone.now(),
        "program": facts.program(),
        "version": version,
        "database": database,
        "queue": queue,
        "backups": backups,
        "counts": facts.counts(),
        "server_errors": server_errors(),
        "checks": [(check, check.level >= ERROR) for check in checks],
        "settings": shown_settings(),
    }
    return render(request, "operations/overview.html", context)
