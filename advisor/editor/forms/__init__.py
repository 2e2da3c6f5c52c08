"""Forms of the draft's records: every field by choosers and rows, nothing as raw data."""
