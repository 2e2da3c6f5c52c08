"""How the time of every page changes as a site grows from a hundred assessments to a million."""
