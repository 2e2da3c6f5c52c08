"""Where each service of the catalogue stands in an architecture, and what it does there.

A service that an editor adds later stands where its category belongs, until it is listed here.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from advisor.reports.report.architecture import Tier


@dataclass(frozen=True, slots=True)
class Standing:
    """A service's tier and icon, and a few words on its task; ``replaces`` is a part of today's workload.

    ``machines`` says that it is virtual machines which the team runs itself. ``kinship`` is what it shares
    with others that are alternatives to each other; ``engine`` the database engine that it offers.
    """

    tier: Tier
    icon: str
    task: str | Promise = ""
    replaces: str = ""
    machines: bool = False
    kinship: str = ""
    engine: str = ""


#: Parts of today's workload that supporting services take over.
FILES, SESSIONS = "today-files", "today-sessions"
PIPELINE, WEB, MESSAGING = "pipeline", "web", "messaging"

STANDINGS = {
    "virtual_machines": Standing("compute", "server", machines=True),
    "vm_scale_sets": Standing("compute", "server", machines=True),
    "batch": Standing("compute", "batch"),
    "app_service": Standing("compute", "app"),
    "web_app_for_containers": Standing("compute", "container"),
    "container_instances": Standing("compute", "container"),
    "container_apps": Standing("compute", "container"),
    "kubernetes_service": Standing("compute", "cluster"),
    "functions": Standing("compute", "function"),
    "logic_apps": Standing("compute", "workflow"),
    "sql_server_on_vm": Standing("data", "database", machines=True, engine="sql_server"),
    "database_on_vm": Standing("data", "database", machines=True),
    "sql_managed_instance": Standing("data", "database", engine="sql_server"),
    "sql_database": Standing("data", "database", engine="sql_server"),
    "mysql": Standing("data", "database", engine="mysql"),
    "postgresql": Standing("data", "database", engine="postgresql"),
    "cosmos_db": Standing("data", "database"),
    "front_door": Standing("entry", "network", _("one address for all regions"), kinship=WEB),
    "application_gateway": Standing("entry", "gateway", _("the way in within a region"), kinship=WEB),
    "managed_redis": Standing("use", "cache", _("keeps the sessions"), replaces=SESSIONS),
    "blob_storage": Standing("use", "storage", _("files as objects"), replaces=FILES),
    "azure_files": Standing("use", "files", _("a shared drive"), replaces=FILES),
    "service_bus": Standing("use", "queue", _("queues and topics"), kinship=MESSAGING),
    "event_grid": Standing("use", "queue", _("hands events on"), kinship=MESSAGING),
    "event_hubs": Standing("use", "queue", _("streams of events"), kinship=MESSAGING),
    "key_vault": Standing("use", "key", _("secrets and certificates")),
    "entra_id": Standing("use", "identity", _("sign-in, identities")),
    "azure_ai_foundry": Standing("use", "ai", _("models and agents")),
    "container_registry": Standing("operate", "registry", _("holds the images")),
    "azure_devops": Standing("operate", "pipeline", _("builds and releases"), kinship=PIPELINE),
    "github_actions": Standing("operate", "pipeline", _("builds and releases"), kinship=PIPELINE),
    "azure_monitor": Standing("operate", "monitor", _("metrics, logs, alerts")),
    "application_insights": Standing("operate", "monitor", _("traces of requests")),
    "azure_migrate": Standing("move", "move", _("finds and moves servers")),
    "database_migration_service": Standing("move", "move", _("moves the data")),
}
OF_CATEGORY = {
    "compute": Standing("compute", "app"),
    "database": Standing("data", "database"),
}
OTHER = Standing("use", "service")


def standing_of(service: str, category: str) -> Standing:
    """Return where a service stands; one that is not listed, by its category in the catalogue."""
    return STANDINGS.get(service) or OF_CATEGORY.get(category, OTHER)
