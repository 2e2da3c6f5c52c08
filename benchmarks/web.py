"""Saving an answer and rendering the new panel, beside a bare Django view on the same database.

``python -m benchmarks.web``. Both go through the same middleware and the test client, in turn, on one core.
The bare view saves one row and renders one small template. The engine's own time (deciding and settling
for the same answers) is measured apart. Aim: ours ≤ 4 × the bare view + the engine.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from types import ModuleType

from benchmarks.timing import verdict

ROUNDS = 60
ROOT = Path(__file__).resolve().parent.parent
AIM = 4.0


def _set_up(folder: str) -> None:
    os.environ["DATABASE_URL"] = f"sqlite:///{folder}/benchmark.sqlite3"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("publish_rulebook", str(ROOT / "fixtures"), without_exact=True, verbosity=0)


def _with_bare_view() -> None:
    """Add the bare view to the site's addresses."""
    from django.http import HttpRequest, HttpResponse
    from django.template import engines
    from django.urls import include, path
    from django.utils import timezone

    from advisor.assessments.models import Answer

    template = engines["django"].from_string("<p>{{ answer.question }}: {{ answer.value }}</p>")

    def bare(request: HttpRequest, key: int) -> HttpResponse:
        answer = Answer.objects.get(pk=key)
        answer.value, answer.saved_at = request.POST["value"], timezone.now()
        answer.save()
        return HttpResponse(template.render({"answer": answer}, request))

    addresses = ModuleType("benchmark_addresses")
    vars(addresses)["urlpatterns"] = [path("bare/<int:key>/", bare), path("", include("advisor.urls"))]
    import sys

    from django.conf import settings
    from django.urls import clear_url_caches

    sys.modules["benchmark_addresses"] = addresses
    settings.ROOT_URLCONF = "benchmark_addresses"
    clear_url_caches()


def _timed(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def measure() -> tuple[float, float, float]:
    """Return median seconds: the bare view, ours, and the engine's part of ours."""
    from django.test import Client

    from advisor.assessments.models import Assessment
    from advisor.assessments.profile import position_of
    from advisor.engine import decide, settle

    client = Client(headers={"HX-Request": "true"})
    code = client.post("/examples/aac-rwa-java-proseware/copy/").headers["Location"].split("/")[2]
    assessment = Assessment.objects.get(code=code)
    row = assessment.answers.get(question="investment")
    address, slug, revision = f"/a/{code}/q/runtime/", "runtime", 1
    bare, ours, engine = [], [], []
    for number in range(ROUNDS):
        value = ("java", "php")[number % 2]
        bare.append(_timed(lambda value=value: client.post(f"/bare/{row.pk}/", {"value": value})))
        data = {slug: ("php", "java")[number % 2], f"{slug}.revision": str(revision)}
        start = perf_counter()
        response = client.post(address, data)
        ours.append(perf_counter() - start)
        found = re.search(rf'name="{slug}.revision" value="(\d+)"', response.content.decode())
        if response.status_code != 200 or found is None or int(found[1]) == revision:
            raise RuntimeError(f"not saved: {response.status_code}")
        revision = int(found[1])
        position = position_of(assessment)
        engine.append(
            _timed(lambda p=position: (decide(p.compiled, p.profile), settle(p.compiled, p.profile)))
        )
    return median(bare), median(ours), median(engine)


def main() -> None:
    """Print the three medians and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        _set_up(folder)
        _with_bare_view()
        bare, ours, engine = measure()
    ratio = (ours - engine) / bare
    print(f"bare view: one row saved, one small template   {bare * 1000:7.2f} ms")
    print(f"an answer saved, the new panel rendered        {ours * 1000:7.2f} ms")
    print(f"  of which the engine: decide and settle       {engine * 1000:7.2f} ms")
    told = f"aim ≤ {AIM:g}: {verdict(ratio <= AIM)}"
    print(f"(ours − engine) / bare                         {ratio:7.2f}     {told}")


if __name__ == "__main__":
    main()
