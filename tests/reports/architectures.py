"""Architectures of all fixtures' scenarios, and of some workloads made to be large, small or awkward."""

from functools import cache
from pathlib import Path

import yaml

from tests import books
from tests.reports.book import make_report

ROOT = Path(__file__).resolve().parents[2]

JAVA = {
    "workload_type": "web_app", "runtime": "java", "operating_system": "linux", "architecture": "monolith",
    "source_code": "available", "change_scope": "some_code", "session_state": "in_process",
    "databases": ["postgresql"], "database_size_gib": 240, "regions": "multiple", "network": "public",
    "work_trigger": ["requests"], "pipeline": "partly_automated", "operations": "minimal",
    "database_change": "managed_same_engine", "skills": ["paas"],
}  # fmt: skip
LARGE = {
    "workload_type": "web_app", "drivers": ["innovation", "compliance", "datacenter_exit"],
    "source_code": "available", "change_scope": "restructure", "architecture": "n_tier",
    "runtime": "dotnet_framework", "code_health": "dated", "operating_system": "windows_legacy",
    "session_state": "external_store", "file_storage": "persistent_local", "network": "private",
    "work_trigger": ["requests", "messages", "schedule", "workflow"], "regions": "multiple",
    "databases": ["sql_server", "mongodb", "oracle"], "teams": "several_blocking",
    "scaling_unit": "per_component", "container_state": "containerised", "container_preference": "wanted",
    "pipeline": "manual", "kubernetes_api": "required", "skills": ["kubernetes"],
    "database_change": "managed_same_engine",
}  # fmt: skip
REHOST = {
    "workload_type": "packaged_product", "source_code": "unavailable", "change_scope": "none",
    "operating_system": "windows_server", "databases": ["oracle"], "host_dependencies": ["kernel_driver"],
    "regions": "single", "database_change": "keep_as_is",
}  # fmt: skip
EVENTS = {
    "workload_type": "event_processing", "change_scope": "rewrite", "drivers": ["new_capabilities"],
    "source_code": "unavailable", "databases": ["none"], "work_trigger": ["messages", "schedule"],
    "unit_duration": "under_10_minutes", "traffic": "mostly_idle", "skills": ["serverless"],
}  # fmt: skip
DATABASES_ONLY = {"databases": ["sql_server", "mysql"], "regions": "multiple"}

MADE = {
    "java": JAVA, "large": LARGE, "rehost": REHOST, "events": EVENTS,
    "databases-only": DATABASES_ONLY, "nothing": {},
    "regions-only": {"regions": "multiple"},
    "not-known": dict.fromkeys(JAVA),
}  # fmt: skip


@cache
def real_book():
    return books.compiled(books.REAL)


@cache
def profiles():
    """Return name → raw profile of every scenario and of those made here."""
    rows = yaml.safe_load((ROOT / "fixtures" / "90_scenarios.yaml").read_text(encoding="utf-8"))
    return {row["fields"]["slug"]: row["fields"]["profile"] for row in rows} | MADE


@cache
def real_report(name, language="en"):
    """Return the report on one of :func:`profiles` from the real rulebook."""
    return make_report(profiles()[name], language, book=real_book(), changes=0, settled=False)


def reports(language):
    return [(name, real_report(name, language)) for name in profiles()]
