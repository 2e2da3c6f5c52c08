"""The solver: HiGHS, one thread, seeded, its work counted in nodes and never in time.

It computes in floating point. So what it finds is taken only after the engine has agreed, the coefficients
are kept small, and that nothing can be found is believed only when a second run, without presolve and with
another seed, says so too. The package is loaded when it is first asked: who examines nothing, pays nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

from advisor.engine.check.program import Program, Row

_FIRST = {"presolve": "on", "random_seed": 1}
_SECOND = {"presolve": "off", "random_seed": 2}
_ALWAYS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}


class Answer(NamedTuple):
    """A solution (a truth value for each variable), or None; ``decided``: None means that there is none.

    ``steps``: what it has cost of the budget.
    """

    solution: tuple[bool, ...] | None
    decided: bool
    steps: int


def solve(program: Program, budget: int) -> Answer:
    """Return a solution of a 0-1 program; undecided where the budget of nodes ends before."""
    first = _run(program, budget, _FIRST)
    if first.solution is not None or not first.decided:
        return first
    second = _run(program, budget, _SECOND)
    return second._replace(steps=first.steps + second.steps)


def _run(program: Program, budget: int, options: dict[str, Any]) -> Answer:
    highspy: Any = import_module("highspy")
    highs = highspy.Highs()
    for name, value in (_ALWAYS | options | {"mip_max_nodes": budget}).items():
        highs.setOptionValue(name, value)
    highs.passModel(_linear(program, highspy))
    highs.run()
    status = highs.getModelStatus()
    steps = max(1, highs.getInfo().mip_node_count)
    if status == highspy.HighsModelStatus.kOptimal:
        return Answer(tuple(value > 0.5 for value in highs.getSolution().col_value), True, steps)
    # Every variable lies between 0 and 1: unbounded it cannot be.
    none = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible)
    return Answer(None, status in none, steps)


def _linear(program: Program, highspy: Any) -> Any:
    """Return the program as the solver takes it: rows of a sparse matrix, each with its least value."""
    rows = [_unconditional(row) for row in program.rows]
    columns = range(program.size)
    linear = highspy.HighsLp()
    linear.num_col_, linear.num_row_ = program.size, len(rows)
    linear.col_cost_ = linear.col_lower_ = [0.0 for _ in columns]
    linear.col_upper_ = [1.0 for _ in columns]
    linear.integrality_ = [highspy.HighsVarType.kInteger for _ in columns]
    linear.row_lower_ = [float(least) for _, least in rows]
    linear.row_upper_ = [highspy.kHighsInf for _ in rows]
    starts = [0]
    for terms, _ in rows:
        starts.append(starts[-1] + len(terms))
    linear.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    linear.a_matrix_.start_ = starts
    linear.a_matrix_.index_ = [variable for terms, _ in rows for variable in terms]
    linear.a_matrix_.value_ = [float(coefficient) for terms, _ in rows for coefficient in terms.values()]
    return linear


def _unconditional(row: Row) -> tuple[dict[int, int], int]:
    """Return a row that counts always: a literal given that is false lowers its bar to what the sum reaches
    anyway."""
    terms = {variable: coefficient for coefficient, variable in row.terms}
    least = row.least
    slack = least - sum(coefficient for coefficient in terms.values() if coefficient < 0)
    for literal in row.given:
        if literal < 0:
            terms[~literal] = terms.get(~literal, 0) + slack
        else:
            terms[literal] = terms.get(literal, 0) - slack
            least -= slack
    return {variable: coefficient for variable, coefficient in terms.items() if coefficient}, least
