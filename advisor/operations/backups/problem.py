"""What a backup or a restore stops at."""


class BackupProblem(Exception):
    """Says in one sentence what is wrong, where, and what would do; nothing was changed."""
