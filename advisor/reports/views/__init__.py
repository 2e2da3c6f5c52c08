"""Pages and files of reports: load, build, render."""
