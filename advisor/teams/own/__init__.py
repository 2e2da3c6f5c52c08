"""One's own data: whose it is, all of it as a file, and what becomes of it when the account goes."""
