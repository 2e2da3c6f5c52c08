"""Pages of workspaces and accounts, one module for each page."""
