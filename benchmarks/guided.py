"""Guided mode played through: how many questions until strategy, compute and database are settled.

``python -m benchmarks.guided``. Three players: the published cases, where what is not stated is 'I don't
know'; the same cases with everything else made up; profiles made up altogether.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import mean, median
from time import process_time

from advisor.engine import Answer, Compiled, asked, settle
from benchmarks.books import case_profiles, full_profiles, real_book
from benchmarks.timing import on_one_core, shown, verdict


def play(book: Compiled, truth: Mapping[str, Answer]) -> tuple[int, list[float]]:
    """Return how many questions were asked until all was settled, and the processor seconds of each step.

    Services that are refused are asked first, as the design has it, and count as a question.
    """
    questions = book.rulebook.questions
    profile = {slug: truth.get(slug) for slug, question in questions.items() if question.rules_out_named}
    taken: list[float] = []
    while True:
        start = process_time()
        found = settle(book, profile)
        taken.append(process_time() - start)
        if not found.open_questions:
            return len(profile), taken
        now_asked = asked(book, profile)
        following = next(one.question for one in found.open_questions if one.question in now_asked)
        profile[following] = truth.get(following)


def main() -> None:
    """Play all and print the table."""
    on_one_core()
    book = real_book()
    cases = [profile for _, profile in case_profiles(book)]
    whole = full_profiles(book, len(cases), seed=5)
    filled = [{**made_up, **case} for made_up, case in zip(whole, cases, strict=True)]
    players: list[tuple[str, list[dict[str, Answer]], int]] = [
        ("published cases, the rest unknown", cases, 28),
        ("published cases, the rest made up", filled, 20),
        ("whole profiles, all made up", full_profiles(book, 60), 20),
    ]
    print(f"Guided mode: questions of {len(book.rulebook.questions)} until all three are settled")
    print(f"{'':<36} {'played':>6} {'median':>7} {'mean':>6} {'most':>5} {'a step':>10} {'slowest':>10}")
    for name, profiles, aim in players:
        if not profiles:
            continue
        played = [play(book, profile) for profile in profiles]
        counts = [count for count, _ in played]
        steps = [step for _, taken in played for step in taken]
        told = f"aim ≤ {aim}: {verdict(median(counts) <= aim)}"
        print(
            f"{name:<36} {len(counts):>6} {median(counts):>7g} {mean(counts):>6.1f} {max(counts):>5} "
            f"{shown(median(steps)):>10} {shown(max(steps)):>10}   {told}"
        )


if __name__ == "__main__":
    main()
