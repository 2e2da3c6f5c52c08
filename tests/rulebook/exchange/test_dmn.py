from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from advisor.engine import compile_rulebook, decide, parse_profile, read_document
from advisor.engine.recommendation import CollectedDecision
from advisor.rulebook.exchange.dmn import dmn_xml
from tests.engine.strategies import a_document, a_profile, randoms
from tests.rulebook.exchange.books import hostile_rulebook, real_rulebook
from tests.rulebook.exchange.feel_reader import DMN, decided, feel, unary_tests
from tests.rulebook.exchange.profiles import as_json, random_profile

SCHEMA = Path(__file__).parent / "schemas" / "DMN15.xsd"
DI = {
    "dmndi": "https://www.omg.org/spec/DMN/20230324/DMNDI/",
    "dc": "http://www.omg.org/spec/DMN/20180521/DC/",
    "di": "http://www.omg.org/spec/DMN/20180521/DI/",
}
BOOKS = {"real": real_rulebook, "hostile": hostile_rulebook}


@cache
def exported(book, language="en"):
    return etree.fromstring(dmn_xml(BOOKS[book](), language))


def ours(compiled, profile):
    """What our engine finds: points of each option by the name of its table, vetoes, and outcomes."""
    found = decide(compiled, profile)
    values = {}
    for decision in (found.strategy, found.compute, found.database, found.supporting):
        name = decision.decision
        outcome = decision.outcome
        values[name] = list(outcome) if isinstance(decision, CollectedDecision) else outcome
        values[f"{name}_ruled_out"] = {option.option for option in decision.ranking if option.ruled_out}
        values |= {f"{name}_points_{option.option}": option.points for option in decision.ranking}
    return values


def theirs(root, profile, names):
    """The same from the file, where a table without a row that holds gives nothing."""
    known = decided(root, as_json(profile))
    values = {name: known.get(name) for name in names}
    return {
        name: set(value or ())
        if name.endswith("_ruled_out")
        else (value or 0)
        if "_points_" in name
        else value
        for name, value in values.items()
    }


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("book", BOOKS)
def test_the_file_is_valid_against_the_schema_of_dmn_1_5(book, language):
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.assertValid(exported(book, language))


def test_the_schema_refuses_what_is_not_dmn():
    broken = etree.fromstring(dmn_xml(hostile_rulebook()))
    broken.find(f"{DMN}decision").set("hitPolicy", "MOST")
    assert not etree.XMLSchema(etree.parse(SCHEMA)).validate(broken)


def test_a_second_reader_finds_the_same_points_vetoes_and_outcomes():
    rulebook, random, root = real_rulebook(), Random(15), exported("real")
    compiled = compile_rulebook(rulebook)
    for _ in range(120):
        profile = random_profile(rulebook, random)
        expected = ours(compiled, profile)
        assert theirs(root, profile, expected) == expected, profile


@given(randoms, st.sampled_from((0.3, 0.6, 1.0)))
def test_a_second_reader_finds_the_same_for_random_rulebooks(random, given):
    doc = a_document(random)
    rulebook = read_document(doc, "sha256:random")
    compiled, root = compile_rulebook(rulebook), etree.fromstring(dmn_xml(rulebook))
    for _ in range(10):
        profile, errors = parse_profile(rulebook, a_profile(random, doc, given))
        assert not errors
        expected = ours(compiled, profile)
        assert theirs(root, profile, expected) == expected


def test_the_rules_that_hold_are_listed():
    found = decided(exported("real"), {"source_code": "unavailable"})
    assert found["strategy_rules_held"] == ["strategy-no-source-code"]
    assert (
        found["strategy_points_rehost"] == real_rulebook().rules["strategy-no-source-code"].points["rehost"]
    )


def test_every_question_is_input_data_with_the_answers_it_allows():
    rulebook, root = real_rulebook(), exported("real")
    data = {element.get("name"): element for element in root.iter(f"{DMN}inputData")}
    assert list(data) == list(rulebook.questions)
    types = {element.get("name"): element for element in root.iter(f"{DMN}itemDefinition")}
    for slug, question in rulebook.questions.items():
        type_ = types[data[slug].find(f"{DMN}variable").get("typeRef")]
        allowed = type_.findtext(f"{DMN}allowedValues/{DMN}text")
        assert (type_.get("isCollection") == "true") == (question.kind == "many")
        if question.choices:
            assert feel(f"[{allowed}]")({}) == [*(choice.slug for choice in question.choices), None]
    percent = types["t_change_failure_rate_percent"].findtext(f"{DMN}allowedValues/{DMN}text")
    assert percent == "[0..101), null"


def test_every_rule_stands_in_the_table_of_each_option_it_speaks_of():
    rulebook, root = real_rulebook(), exported("real")
    rows = Counter()
    for decision in root.iter(f"{DMN}decision"):
        for row in decision.iterfind(f"{DMN}decisionTable/{DMN}rule"):
            notes = [note.findtext(f"{DMN}text") for note in row.iterfind(f"{DMN}annotationEntry")]
            rule = rulebook.rules[notes[0]]
            assert notes[1] == rule.because.en
            assert all(rulebook.sources[slug].title in notes[2] for slug in rule.sources)
            rows[rule.slug, decision.get("name")] += 1
    expected = Counter()
    for rule in rulebook.rules.values():
        expected += Counter((rule.slug, f"{rule.decision}_points_{option}") for option in rule.points)
        expected += Counter((rule.slug, f"{rule.decision}_ruled_out") for _ in rule.rules_out)
        if rule.decision != "supporting" and not rule.slug.startswith("refused--"):
            expected[rule.slug, f"{rule.decision}_rules_held"] += 1
    assert rows == expected


def test_the_tables_of_points_collect_sums_and_the_others_lists():
    for decision in exported("real").iter(f"{DMN}decision"):
        table = decision.find(f"{DMN}decisionTable")
        if table is not None:
            assert table.get("hitPolicy") == "COLLECT"
            assert table.get("aggregation") == ("SUM" if "_points_" in decision.get("name") else None)


def test_names_stay_and_labels_speak_the_language_asked_for():
    names = [[element.get("name") for element in exported("real", one).iter()] for one in ("en", "ko")]
    diagrams = {element.get("name") for element in exported("real", "ko").iter("{*}DMNDiagram")}
    assert [name for name in names[0] if name] != []
    changed = {ko for en, ko in zip(*names, strict=True) if en != ko}
    assert changed <= diagrams
    label = real_rulebook().questions["runtime"].label
    for language, expected in (("en", label.en), ("ko", label.ko)):
        root = exported("real", language)
        data = next(one for one in root.iter(f"{DMN}inputData") if one.get("name") == "runtime")
        assert data.get("label") == expected
        shape = root.find(".//dmndi:DMNShape[@dmnElementRef='runtime']", DI)
        assert shape.findtext("dmndi:DMNLabel/dmndi:Text", namespaces=DI) == expected


def test_names_that_feel_cannot_read_are_changed_and_each_is_its_own():
    root = exported("hostile")
    names = [one.get("name") for kind in ("inputData", "decision") for one in root.iter(f"{DMN}{kind}")]
    assert names[:4] == ["q_count", "q_2nd_tier", "q_2nd_tier_2", "size"]
    assert "strategy_points_rehost_2" in names
    assert len(set(names)) == len(names)


def test_texts_of_any_kind_stay_what_they_are_but_for_what_xml_cannot_write():
    label = exported("hostile").find(f"{DMN}inputData").get("label")
    assert label == "Ein <b>\"Größe\"</b> & 'more' ]]> \ufffd\n🚀 한국어 {{x}} \\"


@pytest.mark.parametrize("book", BOOKS)
def test_every_diagram_shows_its_nodes_apart_and_every_requirement_between_them(book):
    root = exported(book)
    first, *others = root.iterfind(".//dmndi:DMNDiagram", DI)
    requirements = {one.get("id") for one in root.iter(f"{DMN}informationRequirement")}
    nodes = {one.get("id") for kind in ("inputData", "decision") for one in root.iter(f"{DMN}{kind}")}
    assert {one.get("dmnElementRef") for one in first.iterfind("dmndi:DMNShape", DI)} == nodes
    assert {one.get("dmnElementRef") for one in first.iterfind("dmndi:DMNEdge", DI)} == requirements
    assert len(others) == 4
    for diagram in (first, *others):
        places = {tuple(one.attrib.values()) for one in diagram.iterfind(".//dc:Bounds", DI)}
        assert len(places) == len(diagram.findall("dmndi:DMNShape", DI))
        for edge in diagram.iterfind("dmndi:DMNEdge", DI):
            start, end = edge.iterfind("di:waypoint", DI)
            assert float(start.get("x")) < float(end.get("x"))


def test_the_same_rulebook_gives_the_same_bytes():
    assert dmn_xml(real_rulebook()) == dmn_xml(real_rulebook())


@pytest.mark.parametrize(
    ("cell", "passing", "refused"),
    [
        ('"a", "b"', ["a", "b"], ["c", None]),
        ("[3..10)", [3, 9.5], [2, 10, None]),
        ("< 3", [2], [3, None]),
        ('? != null and not(list contains(["a"], ?))', ["b"], ["a", None]),
        ('? != null and (some x in ? satisfies list contains(["a"], x))', [["a", "b"]], [["b"], None]),
    ],
)
def test_the_second_reader_reads_cells_as_the_standard_has_them(cell, passing, refused):
    test = unary_tests(cell)
    assert all(map(test, passing))
    assert not any(map(test, refused))
