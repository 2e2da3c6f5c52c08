"""Whatever is sent to whatever address by whomever: the site answers, in time, and keeps its rulebook.

FUZZ_REQUESTS and FUZZ_SEED say how much and from where; ``make fuzz`` sends at least 20,000.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections import Counter

import pytest
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from advisor.editor.checking import findings_now
from advisor.engine import compile_rulebook, read_document
from advisor.rulebook.models import Version
from tests.hostile.ground import Ground
from tests.hostile.judging import faults_of
from tests.hostile.sending import Sending, sendings

REQUESTS, SEED = int(os.environ.get("FUZZ_REQUESTS", "300")), int(os.environ.get("FUZZ_SEED", "1"))
#: Seconds of the processor that one request may take, and requests that follow on each other.
SLOWEST, MOST_IN_ROW = 10, 5

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _unlimited(settings):
    """Let nothing be turned away for being too much, and say nothing of what was turned away."""
    settings.ACCOUNT_RATE_LIMITS = False
    settings.RATE_LIMITS = {}
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def attack(ground: Ground, row: list[Sending], told: Counter[int]) -> None:
    """Send requests one after another, look at the rulebook, and leave all as it was."""
    with transaction.atomic():
        for sending in row:
            start = time.process_time()
            with TestCase.captureOnCommitCallbacks(execute=True):
                response = sending.send(ground)
            told[response.status_code] += 1
            assert faults_of(response) == [], sending
            assert time.process_time() - start < SLOWEST, sending
        if any(sending.role in ("editor", "superuser") for sending in row):
            look_at_the_rulebook()
        transaction.set_rollback(True)


def look_at_the_rulebook() -> None:
    """Compile the version in use as it is stored, and let the checks go through the draft."""
    version = Version.objects.current()
    compile_rulebook(read_document(json.loads(version.document), version.hash))
    findings_now()


def test_whatever_is_sent_nothing_breaks(ground, site, capsys):
    """No answer of 500 or more, no exception, none that takes long, and the rulebook still compiles."""
    told, number, start = Counter(), SEED, time.monotonic()
    while told.total() < REQUESTS:
        examples = max(10, (REQUESTS - told.total()) // MOST_IN_ROW)

        @seed(number)
        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.lists(sendings(site), min_size=1, max_size=MOST_IN_ROW))
        def attacked(row):
            attack(ground, row, told)

        attacked()
        number += 1
    seconds = time.monotonic() - start
    with capsys.disabled():
        answers = ", ".join(f"{count} × {status}" for status, count in sorted(told.items()))
        sys.stdout.write(f"\nfuzz: {told.total()} requests, seed {SEED}, {seconds:.0f} s: {answers}\n")
