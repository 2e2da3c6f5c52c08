"""Editing the rulebook: the admin, and the pages that show what a change does before it is live."""
