"""Decides how a workload moves to Azure, from answers and a rulebook: a library without Django."""

from advisor.engine.canonical import recommendation_data, recommendation_hash
from advisor.engine.change import pair_changes, single_changes
from advisor.engine.compile import Compiled, compile_rulebook
from advisor.engine.conditions import conditions_hold, holds
from advisor.engine.decide import all_outcomes, asked, decide, outcomes
from advisor.engine.document import read_document, refuse_format
from advisor.engine.profile import ProfileError, parse_profile
from advisor.engine.recommendation import (
    Change,
    CollectedDecision,
    Contribution,
    OpenQuestion,
    RankedDecision,
    RankedOption,
    Recommendation,
    Settlement,
)
from advisor.engine.rulebook import Answer, Profile, Rulebook, RulebookError
from advisor.engine.settle import settle

__all__ = [
    "Answer",
    "Change",
    "CollectedDecision",
    "Compiled",
    "Contribution",
    "OpenQuestion",
    "Profile",
    "ProfileError",
    "RankedDecision",
    "RankedOption",
    "Recommendation",
    "Rulebook",
    "RulebookError",
    "Settlement",
    "all_outcomes",
    "asked",
    "compile_rulebook",
    "conditions_hold",
    "decide",
    "holds",
    "outcomes",
    "pair_changes",
    "parse_profile",
    "read_document",
    "recommendation_data",
    "recommendation_hash",
    "refuse_format",
    "settle",
    "single_changes",
]
