"""Running it: health, metrics, the operator's page, backup and restore, housekeeping."""
