"""The reference table that sets orchestration by code beside orchestration by designer."""

TABLE = "functions-or-logic-apps"
#: The services that it compares; their slugs are its columns too.
COMPARED = frozenset({"functions", "logic_apps"})
