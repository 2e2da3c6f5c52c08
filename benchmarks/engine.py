"""The engine measured: against a plain loop and zen-engine, and on the real rulebook.

``python -m benchmarks.engine``. zen-engine is compared where it is installed (requirements-bench.txt).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from advisor.engine import Compiled, decide, outcomes, pair_changes, settle, single_changes
from benchmarks.books import STRATEGIES, compiled, full_profiles, real_book, synthetic_document
from benchmarks.timing import each, on_one_core, ratio, shown, side_by_side, verdict

try:
    import zen
except ImportError:
    zen = None

Way = Callable[[dict[str, str]], Any]
SIZES = (150, 1_500, 15_000)


def plain_loop(document: dict[str, Any]) -> Way:
    """Return the yardstick: tuples and frozensets, one rule after the other; points per option."""
    rules = [
        (tuple((q, frozenset(c)) for q, c in rule["when"].items()), tuple(rule["effects"].items()))
        for rule in document["rules"]
    ]

    def rank(profile: dict[str, str]) -> dict[str, int]:
        points = dict.fromkeys(STRATEGIES, 0)
        for conditions, effects in rules:
            for name, choices in conditions:
                if profile.get(name) not in choices:
                    break
            else:
                for option, gained in effects:
                    points[option] += gained
        return points

    return rank


def zen_table(document: dict[str, Any]) -> Way:
    """Return zen-engine's decision table for the same rules, hit policy collect, summed per option.

    Its rows say which rule they are, as an explanation must.
    """
    names = [row["slug"] for row in document["questions"]]
    rows = []
    for rule in document["rules"]:
        row = {"_id": rule["slug"], **dict.fromkeys(names, "")}
        row.update({name: ", ".join(map(json.dumps, choices)) for name, choices in rule["when"].items()})
        row["o-rule"] = json.dumps(rule["slug"])
        row.update({f"o-{option}": str(rule["effects"].get(option, 0)) for option in STRATEGIES})
        rows.append(row)
    decision = zen.ZenEngine().create_decision(json.dumps(_graph(names, rows)))

    def rank(profile: dict[str, str]) -> dict[str, int]:
        points = dict.fromkeys(STRATEGIES, 0)
        for row in decision.evaluate(profile)["result"]:
            for option in STRATEGIES:
                points[option] += int(row[option])
        return points

    return rank


def _graph(names: list[str], rows: list[dict[str, str]]) -> dict[str, Any]:
    """Return zen-engine's model of one decision table between an input and an output."""
    content = {
        "hitPolicy": "collect",
        "inputs": [{"id": name, "name": name, "field": name} for name in names],
        "outputs": [
            {"id": f"o-{option}", "name": option, "field": option} for option in ("rule", *STRATEGIES)
        ],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode", "position": {"x": 0, "y": 0}},
        {
            "id": "table",
            "name": "table",
            "type": "decisionTableNode",
            "content": content,
            "position": {"x": 1, "y": 0},
        },
        {"id": "out", "name": "out", "type": "outputNode", "position": {"x": 2, "y": 0}},
    ]
    pairs = (("in", "table"), ("table", "out"))
    edges = [{"id": f"{a}{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairs]
    return {"nodes": nodes, "edges": edges}


def same_points(book: Compiled, other: Way, profile: dict[str, str]) -> bool:
    """Tell whether another way finds what the engine finds."""
    ours = {option.option: option.points for option in decide(book, profile).strategy.ranking}
    return ours == other(profile)


def against_others() -> None:
    """Print the engine beside the plain loop and zen-engine, all in the same rounds."""
    profiles = full_profiles(compiled(synthetic_document(SIZES[0])), 20)
    ways: dict[str, Callable[[Any], Any]] = {}
    for size in SIZES:
        document = synthetic_document(size)
        book, plain = compiled(document), plain_loop(document)
        others = [plain]
        ways |= {f"ranking {size}": partial(outcomes, book), f"explained {size}": partial(decide, book)}
        ways[f"plain {size}"] = plain
        if zen is not None and size == SIZES[0]:
            others.append(zen_table(document))
            ways[f"zen {size}"] = others[-1]
        if not all(same_points(book, other, profile) for other in others for profile in profiles):
            raise SystemExit("the ways compared do not find the same points")
    taken = side_by_side(ways, profiles)
    print("Synthetic rulebooks: 30 questions of 4 choices, 1 to 4 conditions a rule; medians per evaluation")
    print(f"{'rules':>7} {'ranking':>12} {'explained':>12} {'plain loop':>12} {'zen-engine':>12}")
    for size in SIZES:
        names = [f"{way} {size}" for way in ("ranking", "explained", "plain", "zen")]
        cells = [shown(median(taken[name])) if name in taken else "–" for name in names]
        print(f"{size:>7,} " + " ".join(f"{cell:>12}" for cell in cells))
    targets(taken)


def targets(taken: dict[str, list[float]]) -> None:
    """Print the ratios that are aimed at: medians of the ratios within the rounds."""
    rows = [
        ("ranking alone, × the plain loop", "plain 150", "ranking 150", 1.5, False),
        ("full explanation, × the plain loop", "plain 150", "explained 150", 0.5, False),
        ("full explanation, × zen-engine", "zen 150", "explained 150", 15, False),
        ("growth of ranking, 150 to 15,000 rules", "ranking 15000", "ranking 150", 20, True),
    ]
    for name, one, other, aim, at_most in rows:
        if one in taken:
            found = ratio(taken[one], taken[other])
            good = found <= aim if at_most else found >= aim
            print(f"  {name:<42} {found:7.2f}   aim {'≤' if at_most else '≥'} {aim:g}: {verdict(good)}")


def on_the_real_rulebook() -> None:
    """Print what a profile costs with the fixtures' rulebook."""
    book = real_book()
    whole, half = full_profiles(book, 40), full_profiles(book, 40, seed=2, given=0.5)
    rules, questions = len(book.rulebook.rules), len(book.rulebook.questions)
    print(f"\nThe fixtures' rulebook: {rules} rules, {questions} questions")
    print(f"{'':<42} {'median':>10} {'slowest':>10}")
    rows: list[tuple[str, Callable[[Any], Any], Any, float | None]] = [
        ("ranking alone, whole profile", partial(outcomes, book), whole, None),
        ("full explanation, whole profile", partial(decide, book), whole, None),
        ("all single changes, whole profile", partial(single_changes, book), whole, 0.025),
        ("all minimal pairs, whole profile", partial(pair_changes, book), whole, 2.0),
        ("settled and open questions, half a profile", partial(settle, book), half, 0.020),
        ("settled and open questions, empty profile", partial(settle, book), [{}], None),
    ]
    for name, way, profiles, aim in rows:
        taken = each(way, profiles)
        told = f"   aim ≤ {shown(aim)}: {verdict(taken[-1] <= aim)}" if aim else ""
        print(f"{name:<42} {shown(taken[len(taken) // 2]):>10} {shown(taken[-1]):>10}{told}")
    thousand(book)


def thousand(book: Compiled) -> None:
    """Print the engine's share of a call for 1,000 profiles."""
    random = Random(4)
    profiles = [
        full_profiles(book, 1, seed=random.randrange(10**9), given=random.random())[0] for _ in range(1000)
    ]
    steps: list[tuple[str, Callable[[Any], Any], float]] = [
        ("1,000 profiles: full explanation", partial(decide, book), 3),
        ("1,000 profiles: settled", partial(settle, book), 30),
        ("1,000 profiles: single changes", partial(single_changes, book), 60),
    ]
    spent = 0.0
    for name, way, aim in steps:
        start = perf_counter()
        for profile in profiles:
            way(profile)
        spent += perf_counter() - start
        print(f"{name:<42} {shown(spent):>10} {'together':>10}   aim ≤ {aim} s: {verdict(spent <= aim)}")


if __name__ == "__main__":
    on_one_core()
    against_others()
    on_the_real_rulebook()
