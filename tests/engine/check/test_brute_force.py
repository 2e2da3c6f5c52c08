"""The examination against brute force on random small rulebooks: every kind, every verdict."""

from __future__ import annotations

from random import Random

import pytest

from advisor.engine import parse_profile, read_document
from advisor.engine.check import Verdict, examine, search
from tests.engine.check.brute import Brute, Seen
from tests.engine.check.random_books import a_document

SEEDS = range(40)


def rows(verdicts: tuple[Verdict, ...]) -> set[tuple[str, ...]]:
    """The verdicts as brute force says them."""
    return {
        (v.kind, v.subject, v.decision, v.option, *(() if v.kind == "points_never_count" else v.others))
        for v in verdicts
    }


def check_witness(brute: Brute, verdict: Verdict) -> None:
    """A witness shows its finding, and no part of it does."""
    if verdict.kind in ("question_never_asked", "question_unread", "advice_never_shown", "fact_never_shown"):
        assert verdict.witness is None
        return
    if verdict.kind == "rule_never_fires":
        assert verdict.witness is None
        return
    if verdict.kind == "option_never_wins":
        shows_it = shows(brute, verdict, brute.see(dict(verdict.witness))) if verdict.witness else True
        assert shows_it
        return
    assert verdict.witness is not None
    witness = dict(verdict.witness)
    assert shows(brute, verdict, brute.see(witness)), verdict
    for slug in witness:
        smaller = {name: answer for name, answer in witness.items() if name != slug}
        assert not shows(brute, verdict, brute.see(smaller)), verdict


def shows(brute: Brute, verdict: Verdict, seen: Seen) -> bool:
    """What a witness of each kind shows."""
    decision = verdict.decision
    if verdict.kind == "nothing_left":
        return all(seen.vetoes[decision, option] for option in brute.options[decision])
    if verdict.kind == "order_decides":
        return brute.ties(decision, verdict.option, verdict.others[0], seen)
    if verdict.kind == "option_never_wins":
        return seen.points[decision, verdict.option] > 0 or any(
            brute.effects(slug).get(verdict.option, 0) != "rules_out" for slug in seen.held
        )
    return verdict.subject in seen.held


def check_vetoing(brute: Brute, verdict: Verdict) -> None:
    """The rules named always rule the option out together, and none of them is to spare."""
    holding = [seen for seen in brute.seen if verdict.subject in seen.held]
    named = set(verdict.others)
    assert all(seen.held & named for seen in holding)
    assert all(any(not seen.held & (named - {one}) for seen in holding) for one in named)


def compare(document: dict) -> set[tuple[str, ...]]:
    """Examine a document and hold every verdict against brute force."""
    brute = Brute(document)
    rulebook = read_document(document, "sha256:test")
    verdicts = examine(rulebook)
    assert all(verdict.decided for verdict in verdicts)
    assert rows(verdicts) == brute.findings()
    assert len(rows(verdicts)) == len(verdicts)
    for verdict in verdicts:
        assert parse_profile(rulebook, verdict.witness or {}) == (verdict.witness or {}, ())
        check_witness(brute, verdict)
        if verdict.kind == "points_never_count":
            check_vetoing(brute, verdict)
    return brute.findings()


@pytest.mark.parametrize("seed", SEEDS)
def test_finds_what_brute_force_finds(seed):
    compare(a_document(Random(seed)))


@pytest.mark.parametrize("seed", SEEDS)
def test_finds_it_by_the_solver_alone(seed, monkeypatch):
    monkeypatch.setattr(search, "sample", lambda *_: iter(()))
    compare(a_document(Random(1000 + seed)))
