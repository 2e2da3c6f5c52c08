"""Examines a rulebook whole: rules that never hold or never matter, options that never win, and the like."""

from advisor.engine.check.examine import BUDGET, examine
from advisor.engine.check.verdict import Kind, Verdict

__all__ = ["BUDGET", "Kind", "Verdict", "examine"]
