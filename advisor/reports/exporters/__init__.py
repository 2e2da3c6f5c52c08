"""Exporters: pure functions from a report, or from what it rests on, to text."""
