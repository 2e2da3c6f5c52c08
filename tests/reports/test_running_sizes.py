"""Sizes: the smallest that holds the need, on every service, with the arithmetic shown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.reports.parts.running.cells import exact, table_rows
from advisor.reports.parts.running.fit import (
    Need,
    Reserved,
    Size,
    cheapest,
    in_order,
    nodes_for,
    smallest,
)
from tests.reports.running import desk, run, worked


def sizes(table, **wanted):
    rows = table_rows(desk(), table, **wanted)
    return [Size(row.text("name"), row.number("vcpus"), row.number("memory_gib")) for row in rows]


REPLICAS = sizes("container-apps-sizes")
MACHINES = sizes("aks-node-sizes")
PLANS = sizes("instance-sizes", list="app_service")
amounts = st.decimals(min_value="0.1", max_value=80, places=2).map(Fraction)


@pytest.mark.parametrize("size", REPLICAS, ids=lambda size: str(float(size.vcpus)))
def test_every_size_of_a_replica_is_found_by_its_own_figures(size):
    fit = smallest(REPLICAS, Need(size.vcpus, size.memory_gib))
    assert (fit.size, fit.decides) == (size, "both")


@pytest.mark.parametrize("offered", [MACHINES, PLANS], ids=["machines", "plans"])
def test_every_size_holds_its_own_figures_in_nothing_smaller(offered):
    for size in offered:
        assert smallest(offered, Need(size.vcpus, size.memory_gib)).size == size


@pytest.mark.parametrize("offered", [REPLICAS, MACHINES, PLANS], ids=["replicas", "machines", "plans"])
@given(vcpus=amounts, memory=amounts)
def test_the_size_found_holds_the_need_and_no_smaller_one_does(offered, vcpus, memory):
    need = Need(vcpus, memory)
    fit = smallest(offered, need)
    if fit is None:
        assert not any(size.holds(need) for size in offered)
        return
    assert fit.size.holds(need)
    before = in_order(offered)[: in_order(offered).index(fit.size)]
    assert not any(size.holds(need) for size in before)
    assert fit.smaller == (before[-1] if before else None)


@given(vcpus=amounts, memory=amounts)
def test_a_shared_size_is_never_filled(vcpus, memory):
    shared = [Size(s.name, s.vcpus, s.memory_gib, shared=True) for s in REPLICAS]
    fit = smallest(shared, Need(vcpus, memory))
    if fit:
        assert vcpus < fit.size.vcpus
        assert memory < fit.size.memory_gib
        count = fit.size.how_many(Need(vcpus, memory))
        assert count >= 1
        assert count * vcpus < fit.size.vcpus
        assert count * memory < fit.size.memory_gib


def test_a_tenth_is_a_tenth():
    assert Size("", exact(1), exact(8)).how_many(Need(exact(0.1), exact(0.1))) == 10


# ── Kubernetes ──

KEPT = Reserved(Fraction(100), Fraction(5050), Fraction(25), Fraction(100), 250)


def test_a_node_keeps_a_part_for_itself():
    # 8 GiB: a quarter of 8,192 MiB is less than 5,050; 6,044 MiB are left for pods.
    found = nodes_for(Size("D2s", exact(2), exact(8)), KEPT, Need(exact(0.5), exact(2)), instances=5)
    assert (found.millicores, found.memory_mib) == (1900, 6044)
    assert (found.pods, found.nodes, found.spare) == (2, 3, 1)


def test_no_more_pods_than_the_network_allows():
    kept = Reserved(Fraction(100), Fraction(650), Fraction(25), Fraction(100), 30)
    found = nodes_for(Size("", exact(64), exact(512)), kept, Need(exact(0.1), exact(0.1)), instances=31)
    assert (found.pods, found.nodes) == (30, 2)


def test_a_pod_larger_than_the_node_finds_no_place():
    assert nodes_for(Size("", exact(2), exact(8)), KEPT, Need(exact(2), exact(1)), 1) is None


@given(vcpus=amounts, memory=amounts, instances=st.integers(1, 400), zones=st.integers(1, 3))
def test_the_nodes_without_the_spare_carry_all_pods(vcpus, memory, instances, zones):
    need = Need(vcpus, memory)
    fitting = [n for size in MACHINES if (n := nodes_for(size, KEPT, need, instances, zones))]
    found = cheapest(fitting)
    if found:
        assert found.nodes * found.pods >= instances > (found.nodes - 1) * found.pods
        assert found.pods * vcpus * 1000 <= found.millicores
        assert found.pods * memory * 1024 <= found.memory_mib
        assert found.spare >= 1
        assert found.nodes + found.spare >= zones
        assert found.total_vcpus == min(n.total_vcpus for n in fitting)


# ── in words ──


@pytest.mark.parametrize(
    ("compute", "answers", "headline"),
    [
        ("container_apps", {}, "3 × 1.5 vCPU, 3 GiB"),
        ("container_apps", {"instances": None}, "Each instance: 1.5 vCPU, 3 GiB"),
        ("container_apps", {"instance_vcpus": 6}, "3 × D8 (8 vCPU, 32 GiB)"),
        ("container_apps", {"instance_vcpus": 4.5, "instances": 7}, "3 × D16 (16 vCPU, 64 GiB)"),
        ("container_apps", {"instance_memory_gib": 9, "instances": 7}, "3 × E4 (4 vCPU, 32 GiB)"),
        ("container_apps", {"instance_memory_gib": 20, "instances": 2}, "2 × E4 (4 vCPU, 32 GiB)"),
        ("container_apps", {"instance_vcpus": 3.9, "instance_memory_gib": 9}, "3 × D4 (4 vCPU, 16 GiB)"),
        ("container_apps", {"instance_vcpus": 32, "instance_memory_gib": 200},
         "It does not fit: no size on offer holds this need"),
        ("container_instances", {}, "3 × 0.8 vCPU, 3 GiB"),
        ("container_instances", {"instance_vcpus": 32}, "It does not fit: no size on offer holds this need"),
        ("container_instances", {"instance_memory_gib": 230},
         "It does not fit: no size on offer holds this need"),
        ("kubernetes_service", {}, "3 × E2s v5 (2 vCPU, 16 GiB)"),
        ("kubernetes_service", {"instance_vcpus": 64}, "It does not fit: no size on offer holds this need"),
        ("app_service", {}, "3 × P0v3 (1 vCPU, 4 GiB)"),
        ("web_app_for_containers", {"instance_memory_gib": 12}, "3 × P1mv3 (2 vCPU, 16 GiB)"),
        ("functions", {}, "3 × 4,096 MB (4 GiB)"),
        ("functions", {"instance_memory_gib": 4}, "3 × EP2 (2 vCPU, 7 GiB)"),
        ("virtual_machines", {"instance_memory_gib": 12}, "3 × E2s v5 (2 vCPU, 16 GiB)"),
        ("vm_scale_sets", {}, "3 × D2s v5 (2 vCPU, 8 GiB)"),
        ("batch", {}, "3 × D2s v5 (2 vCPU, 8 GiB)"),
        ("logic_apps", {}, "No size to choose"),
    ],
)  # fmt: skip
def test_the_headline_is_the_size(compute, answers, headline):
    assert run(compute, **answers).sizing.headline == headline


@pytest.mark.parametrize(
    ("compute", "headline"),
    [
        ("virtual_machines", "3 × NC4as T4 v3 (4 vCPU, 28 GiB)"),
        ("vm_scale_sets", "3 × NC4as T4 v3 (4 vCPU, 28 GiB)"),
        ("batch", "3 × NC4as T4 v3 (4 vCPU, 28 GiB)"),
    ],
)
def test_a_need_for_a_graphics_processor_is_held_by_a_size_with_one(compute, headline):
    assert run(compute, host_dependencies=["gpu"]).sizing.headline == headline


def test_kubernetes_takes_nodes_with_a_graphics_processor():
    assert "NC4as T4 v3" in run("kubernetes_service", host_dependencies=["gpu"]).sizing.headline


def test_where_only_memory_is_chosen_nothing_is_compared():
    told = worked(run("functions").sizing)
    assert told["Flex Consumption plan"][0] == "only memory is chosen"


def test_the_arithmetic_says_which_of_the_two_decides():
    told = worked(run(instance_vcpus=0.3, instance_memory_gib=2.4).sizing)
    assert told["Smallest by vCPU alone"] == ("0.3 vCPU ≤ 0.5 vCPU", "0.5 vCPU, 1 GiB")
    assert told["Smallest by memory alone"] == ("2.4 GiB ≤ 2.5 GiB", "1.25 vCPU, 2.5 GiB")
    assert told["Consumption profile, per replica"][0] == "the larger of the two: memory decides"
    assert told["Next smaller size"] == ("1 vCPU, 2 GiB; 2 GiB < 2.4 GiB", "too small")
    assert told["Unused in each"] == ("1.25 − 0.3 vCPU; 2.5 − 2.4 GiB", "0.95 vCPU, 0.1 GiB")
    assert told["In all, at the busiest time"] == ("3 × 1.25 vCPU; 3 × 2.5 GiB", "3.75 vCPU, 7.5 GiB")


def test_what_does_not_fit_says_by_how_much_before_the_next_step():
    view = run(instance_vcpus=6, instance_memory_gib=9).sizing
    working, result = worked(view)["Consumption profile, per replica"]
    assert working == "6 vCPU > 4 vCPU; 9 GiB > 8 GiB"
    assert result == "does not fit; the largest is 4 vCPU, 8 GiB"
    assert "billed even when idle" in view.notes[0].text
    assert view.notes[0].cites


def test_replicas_share_the_nodes_of_a_profile():
    told = worked(run(instance_memory_gib=9, instances=7).sizing)
    assert told["Dedicated profile, per node"][1] == "D4 (4 vCPU, 16 GiB)"
    assert told["Least vCPU for all of them"] == ("7 × D4 > 3 × E4", "E4 (4 vCPU, 32 GiB)")
    assert told["Instances on one node"] == ("3 × (0.8 vCPU, 9 GiB) < E4 (4 vCPU, 32 GiB)", "3")
    assert told["Nodes"] == ("7 ÷ 3, rounded up, but at least 3", "3")


def test_a_graphics_processor_has_sizes_of_its_own():
    view = run(host_dependencies=["gpu"]).sizing
    assert "NC8as-T4" in view.headline


@pytest.mark.parametrize("missing", ["instance_vcpus", "instance_memory_gib"])
def test_without_an_answer_nothing_is_guessed(missing):
    view = run(**{missing: None}).sizing
    assert view.headline.startswith("Not sized")
    assert not view.rows
    assert len(view.missing) == 1
    assert view.missing[0].startswith("Answer “")


def test_more_instances_than_the_service_runs_is_said():
    assert worked(run("app_service", instances=31).sizing)["Instances at most"] == (
        "31 > 30",
        "too many: ask for a higher quota, or take larger instances",
    )


@pytest.mark.parametrize(
    ("vcpus", "memory", "told"), [(2, 4, 0), (2.25, 4, 1), (1, 5, 1), (3, 6, 1), (5, 9, 0)]
)
def test_the_older_environment_is_mentioned_where_it_is_too_small(vcpus, memory, told):
    items = run(instance_vcpus=vcpus, instance_memory_gib=memory).sizing.items
    assert len([item for item in items if "legacy" in item.slug]) == told


def test_a_rulebook_without_the_tables_has_nothing_to_say():
    part = run(without=("sizing", "scale-rules", "release-methods", "request-path"))
    assert part.sizing is None
    assert part.scaling is None


def test_a_step_whose_table_is_missing_is_passed_over():
    assert run(without=("container-apps-sizes",)).sizing.headline == "3 × D4 (4 vCPU, 16 GiB)"


def test_sizes_cite_their_own_rows_not_those_of_another_service():
    view = run("app_service").sizing
    (row,) = [row for row in view.rows if row.label == "Premium v3 plan, one instance per machine"]
    assert len(row.cites) == 1
