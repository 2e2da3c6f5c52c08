"""A report as a paper: one sequence of blocks that every file format with running text is written from."""
