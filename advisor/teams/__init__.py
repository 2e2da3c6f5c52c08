"""Pages of workspaces and of one's own account: members, logs, whole exports, leaving."""
