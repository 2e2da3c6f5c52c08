"""Measurements: plain programs, each run with ``python -m benchmarks.NAME``."""
