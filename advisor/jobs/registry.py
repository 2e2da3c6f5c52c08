"""Which work is done for which jobs. Known by name, so that what the database says never chooses code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from advisor.jobs.model import Job

One = TypeVar("One", bound=Job)
#: Does what a job is for; returns the values of its fields that are stored with the end.
Work = Callable[[One], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind(Generic[One]):
    """Jobs of one model, and the work that is done for them."""

    model: type[One]
    work: Work[One]


_kinds: dict[str, Kind[Any]] = {}


def does(model: type[One], name: str) -> Callable[[Work[One]], Work[One]]:
    """Register a function as the work of a model's jobs whose ``work_name`` is this one.

    The app's ``AppConfig.ready`` imports the function's module, so that every worker knows it.
    """

    def register(work: Work[One]) -> Work[One]:
        if name in _kinds:
            raise ValueError(f"There is work of the name {name!r} already.")
        _kinds[name] = Kind(model, work)
        return work

    return register


def kind_named(name: str) -> Kind[Any]:
    """Return the kind of a name; LookupError, with those there are, where there is none."""
    if name not in _kinds:
        raise LookupError(f"No work has the name {name!r}; there is {', '.join(sorted(_kinds))}.")
    return _kinds[name]


def job_models() -> list[type[Job]]:
    """Return the models that have work, each once."""
    return list(dict.fromkeys(kind.model for kind in _kinds.values()))
