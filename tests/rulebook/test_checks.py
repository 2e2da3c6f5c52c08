import pytest

from advisor.rulebook.checks import check
from advisor.rulebook.checks.conditions import never_holds
from advisor.rulebook.document import document_of
from advisor.rulebook.files import read_records
from advisor.rulebook.findings import errors

RULE = "source_code: [available]\n"
SIZE = "size: {min: 0, below: 500}"


def found(directory, level=None):
    return [
        str(f).removeprefix(f"{directory}/")
        for f in check(read_records(directory))
        if level in (None, f.level)
    ]


def test_finds_nothing_in_a_sound_rulebook(small):
    assert found(small) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        # unknown names
        (
            "50",
            RULE,
            "source_cod: [available]\n",
            "50_rules_strategy.yaml:19: error: rule source-code: when: unknown question source_cod (did",
        ),
        (
            "50",
            RULE,
            "source_code: [availble]\n",
            "when: source_code: unknown choice availble (did you mean available?)",
        ),
        (
            "50",
            "{refactor: 3}",
            "{refactr: 3}",
            "effects: strategy: unknown option refactr (did you mean refactor?)",
        ),
        ("50", "[strategy]", "[strateg]", "decision: unknown decision strateg (did you mean strategy?)"),
        ("50", "[[story], [guide]]", "[[story], [gide]]", "sources: unknown source gide"),
        ("31", "service: [functions]", "service: [function]", "service: unknown service function"),
        ("41", "service: [functions]", "service: [function]", "service: unknown service function"),
        ("31", "compute: [functions]", "compute: [function]", "when: compute: unknown option function"),
        (
            "21",
            "source_code: [available]",
            "source_code: [avail]",
            "asked_when: source_code: unknown choice avail",
        ),
        ("21", "section: [data]", "section: [date]", "section: unknown section date"),
        ("22", "question: [runtime]", "question: [runtimes]", "question: unknown question runtimes"),
        ("90", "runtime: java", "runtime: jawa", "scenario a-case: profile: runtime: unknown choice jawa"),
        ("90", "source_code: available", "sourcecode: available", "profile: unknown question sourcecode"),
        ("90", "[sql_server]", "sql_server", "profile: databases takes a list of choices"),
        ("90", "[sql_server]", "[none, sql_server]", "profile: databases: none stands alone"),
        ("90", "size: 100", "size: 10000", "profile: size: 10000 is out of range"),
        ("90", "strategy: [refactor]", "strategy: [retire]", "expect: strategy: unknown option retire"),
        ("90", "strategy: [refactor]", "strateg: [refactor]", "expect: unknown decision strateg"),
        ("90", "hard: [database]", "hard: [supporting]", "hard: unknown decision supporting"),
        ("70", "vcpus: 2,", "vcpu: 2,", "rows: row 1: unknown column vcpu"),
        ("70", "vcpus: 2,", "vcpus: two,", "rows: row 1: vcpus is no number: 'two'"),
        # conditions that cannot hold
        (
            "51",
            "strategy: [refactor]",
            "compute: [functions]",
            "when: compute: a rule for compute cannot use its outcome",
        ),
        (
            "51",
            "strategy: [refactor]",
            "database: [none]",
            "when: database: a rule for compute cannot use its outcome",
        ),
        (
            "50",
            "{none_of: [mysql]}",
            "{any_of: [mysql], none_of: [mysql]}",
            "when: databases: can never hold: what one operator",
        ),
        (
            "50",
            "{none_of: [mysql]}",
            "{all_of: [mysql], none_of: [mysql]}",
            "all_of and none_of both name mysql",
        ),
        ("50", "{none_of: [mysql]}", "{all_of: [none, mysql]}", "none stands alone"),
        ("50", "{none_of: [mysql]}", "{any_of: [mysql], all_of: [none]}", "can never hold"),
        ("50", "{none_of: [mysql]}", "{none_of: [none, sql_server, mysql]}", "can never hold"),
        ("50", "{none_of: [mysql]}", "{min: 3}", "when: databases: has choices: min cannot be used"),
        (
            "50",
            RULE,
            "source_code: {none_of: [available, unavailable]}\n",
            "when: source_code: can never hold",
        ),
        (
            "50",
            RULE,
            "source_code: {all_of: [available, unavailable]}\n",
            "all_of names several choices, and an answer is one",
        ),
        (
            "51",
            "runtime: [java]",
            "runtime: [java]\n      source_code: [unavailable]",
            "when: can never hold: a question it reads is asked only for another source_code",
        ),
        (
            "52",
            SIZE,
            "size: {min: 500, below: 500}",
            "size: can never hold: no number allowed is at least 500 and below 500",
        ),
        ("52", SIZE, "size: {min: 10000}", "no number allowed is at least 10000 and below 10000"),
        (
            "52",
            SIZE,
            "servers: {min: 4.2, below: 4.8}",
            "no whole number allowed is at least 4.2 and below 4.8",
        ),
        ("52", SIZE, "size: [small]", "size: is a number: any_of cannot be used, only min and below"),
        (
            "50",
            "when:\n      source_code: [unavailable]",
            "when: {}",
            "when: a rule needs at least one condition",
        ),
        # points
        ("50", "rehost: 1", "rehost: 0", "effects: rehost: points go from −10 to 10 and are not 0: 0"),
        ("50", "rehost: 1", "rehost: 11", "points go from −10 to 10 and are not 0: 11"),
        ("50", "rehost: 1", "rehost: -11", "points go from −10 to 10 and are not 0: -11"),
        ("50", "{refactor: 3}", "{}", "effects: names no option"),
        # texts, sources, dates
        (
            "50",
            "because_ko: 코드를 변경할 수 있습니다.",
            "because_ko: ''",
            "rule source-code: because_ko: the text is missing",
        ),
        ("50", "Without source code nothing can be changed.", "''", "because_en: the text is missing"),
        ("50", "Without source", "Without <b>source</b>", "because_en: contains markup"),
        ("20", "무엇을 보관하는지 묻습니다.", "''", "section data: description_ko: the Korean is missing"),
        ("20", "What it keeps.", "''", "section data: description_en: the English is missing"),
        ("70", "ko: 소형", "ko: ''", "rows: row 1: name: the Korean is missing"),
        ("70", "label_ko: 이름", "label_ko: ''", "columns: name: label_ko is missing"),
        ("50", "[[story], [guide]]", "[]", "sources: names no source"),
        ("50", "checked_on: 2026-11-21", "checked_on: null", "checked_on: the date is missing"),
        ("10", "checked_on: 2026-11-21", "checked_on: null", "source guide: checked_on: the date is missing"),
        # whole
        ("80", "slug: vcpu", "slug: strategy", None),
        ("50", "slug: source-code", "slug: no-source-code", "rule no-source-code: slug: is there already: "),
        ("50", "slug: source-code", "slug: refused--rehost", "slug: is a reserved name"),
        ("21", "slug: servers", "slug: compute", "question compute: slug: is a reserved name"),
        (
            "21",
            "asked_when: {}",
            "asked_when:\n      runtime: [java]",
            "asked_when: runtime: the questions wait for each other",
        ),
        ("21", "kind: number", "kind: one", "question size: kind: offers 0 choices"),
        ("21", "unit_en: GiB", "unit_en: ''", "question size: unit_en: a number needs a unit"),
        ("21", "below: 10000", "below: null", "question size: below: a number needs its bounds"),
        ("21", "below: 10000", "below: 0", "question size: min: has to be less than below"),
        ("21", "rules_out_named: true", "rules_out_named: false", None),
        (
            "21",
            "because_en: The owner refuses it.",
            "because_en: ''",
            "because_en: is empty; it is shown as the reason",
        ),
        ("40", "collects: true", "collects: false", "decision supporting: collects: has to be true"),
        ("40", "slug: supporting", "slug: support", "the decision supporting is missing"),
        ("90", "weight: 0.5", "weight: 0", "weight: has to be above 0"),
        ("90", "source: A story", "source: ''", "a published case names its source"),
    ],
)
def test_finds_what_would_be_wrong_when_published(small, edit, file, old, new, finding):
    edit(file, old, new)
    wrong = found(small, "error")
    if finding is None:
        assert wrong == []
    else:
        assert any(finding in line for line in wrong), wrong
        assert all(line.startswith(("1", "2", "3", "4", "5", "6", "7", "8", "9")) for line in wrong)


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        ("50", "korean_of: 1dc0027f", "korean_of: ''", "korean_of: is not stamped"),
        (
            "50",
            "Without source code nothing",
            "Lacking source code nothing",
            "korean_of: the Korean is stale",
        ),
        ("90", "runtime: Java 8", "runtime: Java 8\n      teams: one", "teams has a basis and no answer"),
        (
            "30",
            "lifecycle: current",
            "lifecycle: retiring",
            "lifecycle_on: is empty, and the service is retiring",
        ),
        (
            "51",
            "      strategy: [refactor]\n      runtime: [java]\n    effects: {functions: 2}",
            "      strategy: [rehost]\n    effects: {virtual_machines: 1}",
            "rule rehosted-vm: when: has the same conditions as java-functions, and both speak of virtual_m",
        ),
        ("70", "vcpus: 2, ", "", "row 1: vcpus is missing"),
    ],
)
def test_warns_of_what_a_person_should_look_at(small, edit, file, old, new, finding):
    edit(file, old, new)
    assert any(finding in line for line in found(small, "warning"))


def test_warns_of_a_retired_question(small, edit):
    path = edit("21", "slug: databases", "slug: databases")
    head, question = path.read_text().split("slug: databases")
    path.write_text(head + "slug: databases" + question.replace("retired: false", "retired: true", 1))
    assert any("when: databases is retired: the condition never holds" in f for f in found(small, "warning"))


def test_warns_of_a_retired_choice(small):
    path = small / "22_choices.yaml"
    head, mysql = path.read_text().split("slug: mysql")
    path.write_text(head + "slug: mysql" + mysql.replace("retired: false", "retired: true", 1))
    assert any("when: databases: the choice mysql is retired" in line for line in found(small, "warning"))


def test_warns_of_sources_that_nothing_rests_on(small):
    for path in small.glob("5*.yaml"):
        path.write_text(path.read_text().replace("[[story], [guide]]", "[[guide]]"))
    assert found(small) == ["10_sources.yaml:14: warning: source story: slug: no record rests on this source"]


def test_warns_of_records_in_the_wrong_file(small):
    rules = (small / "51_rules_compute.yaml").read_text()
    (small / "50_rules_strategy.yaml").write_text((small / "50_rules_strategy.yaml").read_text() + rules)
    (small / "51_rules_compute.yaml").write_text("[]\n")
    assert any(
        "rule java-functions: belongs in 51_rules_compute.yaml" in line for line in found(small, "warning")
    )


@pytest.mark.parametrize(
    ("name", "conditions", "possible"),
    [
        ("databases", [{"any_of": ["none"]}], True),
        ("databases", [{"any_of": ["none", "mysql"], "none_of": ["none"]}], True),
        ("databases", [{"any_of": ["none"]}, {"any_of": ["mysql"]}], False),
        ("databases", [{"any_of": ["sql_server"]}, {"any_of": ["mysql"]}], True),
        ("databases", [{"all_of": ["sql_server", "mysql"]}], True),
        ("databases", [{"none_of": ["sql_server", "mysql"]}], True),
        ("source_code", [{"any_of": ["available"]}, {"none_of": ["unavailable"]}], True),
        ("source_code", [{"any_of": ["available"]}, {"any_of": ["unavailable"]}], False),
        ("strategy", [{"none_of": ["rehost", "refactor"]}], False),
        ("servers", [{"min": 99}], True),
        ("servers", [{"min": 99.5}], False),
        ("size", [{"min": 5}, {"below": 5}], False),
    ],
)
def test_knows_which_conditions_can_hold_together(small, name, conditions, possible):
    assert (never_holds(name, conditions, read_records(small)) is None) is possible


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        (
            "21",
            "slug: servers",
            "slug: machines",
            "question servers: slug: was published and is gone or renamed",
        ),
        (
            "22",
            "slug: other",
            "slug: others",
            "choice runtime/other: slug: was published and is gone or renamed",
        ),
        (
            "41",
            "slug: azure_monitor",
            "slug: monitor",
            "option supporting/azure_monitor: slug: was published",
        ),
        ("20", "slug: code", "slug: kode", "section code: slug: was published"),
        ("21", "kind: many", "kind: one", "kind: was published as many"),
    ],
)
def test_keeps_what_was_published(small, edit, file, old, new, finding):
    previous = document_of(read_records(small))
    assert check(read_records(small), previous) == []
    edit(file, old, new)
    assert any(finding in str(item) for item in errors(check(read_records(small), previous)))


def test_rules_and_advice_may_go(small, edit):
    previous = document_of(read_records(small))
    edit("51", "slug: java-functions", "slug: other-rule")
    edit("60", "slug: back-up", "slug: other-advice")
    assert errors(check(read_records(small), previous)) == []


def test_what_came_out_once_may_be_retired_since(small, edit):
    path = small / "41_options.yaml"
    head, rehost = path.read_text().split("slug: rehost\n")
    path.write_text(head + "slug: rehost\n" + rehost.replace("retired: false", "retired: true", 1))
    edit("90", "first_given: {}", "first_given: {strategy: [rehost], compute: [nothing]}")
    told = [str(item) for item in check(read_records(small)) if item.field == "first_given"]
    assert len(told) == 1
    assert "compute: unknown option nothing" in told[0]
