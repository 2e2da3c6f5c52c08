"""Rates are read strictly and counted by whoever they are for."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from advisor.caching import cache_of
from advisor.limits import DEFAULTS, Rate, read_rate, read_rates, seconds_to_wait
from advisor.operations.cache_table import make_cache_table

TWICE_AN_HOUR = Rate(2, 3600)


@pytest.mark.parametrize(
    ("text", "rate"), [("120/h", Rate(120, 3600)), ("10/5m", Rate(10, 300)), ("1000/d", Rate(1000, 86400))]
)
def test_a_rate_is_read(text, rate):
    assert read_rate(text) == rate


@pytest.mark.parametrize(
    "text", ["", "120", "0/h", "-1/h", "120/w", "120/0h", "١٢٠/h", "120/h ", "9" * 40 + "/h"]
)
def test_what_is_no_rate_is_refused(text):
    with pytest.raises(ValueError, match="120/h"):
        read_rate(text)


def test_what_is_not_named_keeps_its_default():
    assert read_rates("") == {name: read_rate(rate) for name, rate in DEFAULTS.items()}
    assert read_rates("create=5/m, export=off") == {
        "create": Rate(5, 60),
        "import": read_rate(DEFAULTS["import"]),
    }
    assert read_rates("off") == {}
    with pytest.raises(ValueError, match="create, export, import"):
        read_rates("crate=5/m")


def test_who_has_used_up_the_rate_waits_until_the_window_ends(time_machine):
    time_machine.move_to("2026-11-22 12:15:00+00:00", tick=False)
    waits = [seconds_to_wait("create", "somebody", TWICE_AN_HOUR) for _ in range(4)]
    assert waits == [0, 0, 45 * 60, 45 * 60]
    assert seconds_to_wait("create", "somebody else", TWICE_AN_HOUR) == 0
    assert seconds_to_wait("export", "somebody", TWICE_AN_HOUR) == 0
    time_machine.shift(timedelta(minutes=45))
    assert seconds_to_wait("create", "somebody", TWICE_AN_HOUR) == 0


def test_where_the_cache_is_gone_the_site_goes_on(monkeypatch, caplog):
    def gone(*_args):
        raise OSError("no route to the cache")

    monkeypatch.setattr(cache, "incr", gone)
    assert [seconds_to_wait("create", "somebody", Rate(1, 60)) for _ in range(3)] == [0, 0, 0]
    assert "limits do not hold" in caplog.text


@pytest.mark.django_db
def test_counts_can_be_kept_in_the_database_for_all_processes(settings):
    settings.CACHES = {"default": cache_of("dbcache://limits")}
    make_cache_table(None)
    make_cache_table(None)
    assert [bool(seconds_to_wait("create", "somebody", TWICE_AN_HOUR)) for _ in range(3)] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("url", ["", "foo://x", "dbcache://", "redis://", "file:///tmp"])
def test_what_is_no_cache_is_refused(url):
    with pytest.raises(ValueError, match="dbcache://table"):
        cache_of(url)


def test_a_cache_that_needs_a_package_names_it():
    with pytest.raises(ValueError, match="pip install redis"):
        cache_of("redis://127.0.0.1:6379/0")
