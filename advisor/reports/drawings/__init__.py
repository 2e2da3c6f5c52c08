"""Drawings of a report: pure functions from its parts to shapes; the words in them are the parts' own."""
