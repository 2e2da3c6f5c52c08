"""Reports: one `Report` built once from rulebook and profile; page and exports render that same one."""
