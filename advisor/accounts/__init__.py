"""Accounts: sign-in, workspaces with their members, and the log of who read or changed what."""
