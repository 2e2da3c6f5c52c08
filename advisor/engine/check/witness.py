"""A profile made small: what it need not say to show what it shows is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from advisor.engine.rulebook import Answer, Profile


def smallest(profile: Profile, shows: Callable[[Profile], bool]) -> Profile:
    """Return a part of a profile that still shows it, and that no longer does with any answer, or any of
    several choices, left out."""
    left = True
    while left:
        left = False
        for smaller in _smaller(profile):
            if shows(smaller):
                profile = smaller
                left = True
                break
    return profile


def _smaller(profile: Profile) -> Iterator[dict[str, Answer]]:
    """Yield the profile without one answer, the last first, and then without one of several choices."""
    for slug in reversed(tuple(profile)):
        yield {name: answer for name, answer in profile.items() if name != slug}
    for slug, answer in profile.items():
        if isinstance(answer, tuple) and len(answer) > 1:
            for choice in answer:
                yield {**profile, slug: tuple(other for other in answer if other != choice)}
