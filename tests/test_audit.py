"""The audit of the lock files fails for a finding, and only for one."""

from tests.audit import verdict

GOOD = {"name": "django", "version": "5.2.19", "vulns": []}
WEAK = {"name": "pillow", "version": "1.0", "vulns": [{"id": "CVE-1"}, {"id": "CVE-2"}]}
UNKNOWN = {"name": "lxml", "skip_reason": "Dependency not found on PyPI"}


def test_a_known_weakness_fails_and_is_named():
    assert verdict([GOOD, WEAK, UNKNOWN]) == (1, "Known weaknesses: pillow 1.0: CVE-1, CVE-2")


def test_what_was_asked_for_is_counted():
    assert verdict([GOOD, UNKNOWN]) == (
        0,
        "Dependency audit: no known weakness in 1 packages, 1 could not be asked for",
    )


def test_without_data_it_says_so_and_succeeds():
    for told in ([], [UNKNOWN]):
        status, line = verdict(told)
        assert status == 0
        assert "cannot be reached" in line
