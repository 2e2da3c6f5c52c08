"""A decision table as editors read it: which rows, in which order, in which columns, with which marks."""
