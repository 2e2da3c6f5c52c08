from dataclasses import replace

import pytest
from hypothesis import given, settings

from advisor.engine import compile_rulebook, decide, read_document
from advisor.rulebook.checks import check
from advisor.rulebook.document import document_of
from advisor.rulebook.files import read_records
from advisor.rulebook.from_document import records_of
from advisor.rulebook.records import RecordSet
from advisor.rulebook.retiring import retirement
from tests import books
from tests.engine import strategies

from .conftest import SMALL


@pytest.fixture(scope="module")
def records():
    return read_records(SMALL)


@pytest.fixture(scope="module")
def real():
    return books.records(books.REAL)


def with_fields(records, kind, *key, **fields):
    """The records with some fields of one of them changed."""
    old = records.find(kind, *key)
    new = replace(old, fields={**old.fields, **fields})
    return RecordSet([new if record is old else record for record in records])


def with_choice(records, question, slug):
    """The records with one more choice of a question, the last."""
    like = records.children("choice", question)[0]
    return RecordSet([*records, replace(like, fields={**like.fields, "slug": slug, "order": 99})])


def with_option(records, decision, slug):
    like = records.children("option", decision)[0]
    more = {"slug": slug, "order": 99, "service": None}
    return RecordSet([*records, replace(like, fields={**like.fields, **more})])


def applied(records, what):
    after = {id(before): new for before, new in what.changed}
    removed = {id(record) for record in what.removed}
    return RecordSet([after.get(id(record), record) for record in records if id(record) not in removed])


def names(found):
    return [f"{record.kind} {'/'.join(record.key)}" for record in found]


def changed(what):
    return names(after for _, after in what.changed)


def kept(what):
    return [(f"{d.record.kind} {d.record.slug}", d.how) for d in what.kept]


def after(records, kind, *key):
    return applied(records, retirement(records, kind, key))


# ── choices ──


def test_a_rule_that_wanted_one_of_several_wants_one_of_the_rest(records):
    more = with_fields(
        with_choice(records, "runtime", "php"), "rule", "java-functions", when={"runtime": ["java", "php"]}
    )
    what = retirement(more, "choice", ("runtime", "php"))
    assert changed(what) == ["choice runtime/php", "rule java-functions"]
    assert applied(more, what).find("choice", "runtime", "php").fields["retired"] is True
    assert applied(more, what).find("rule", "java-functions").fields["when"] == {"runtime": ["java"]}
    assert what.removed == ()


def test_a_rule_that_wanted_nothing_else_goes(records):
    more = with_choice(records, "runtime", "php")
    what = retirement(more, "choice", ("runtime", "java"))
    assert names(what.removed) == ["rule java-functions"]
    assert kept(what) == [("scenario a-case", "answer")]


@pytest.mark.parametrize(
    ("condition", "left"),
    [
        (["mysql"], None),
        (["mysql", "sql_server"], ["sql_server"]),
        ({"all_of": ["mysql"]}, None),
        ({"all_of": ["mysql", "sql_server"]}, None),
        ({"none_of": ["mysql", "none"]}, {"none_of": ["none"]}),
        ({"none_of": ["mysql"]}, ["none", "sql_server"]),
        ({"any_of": ["sql_server"], "none_of": ["mysql"]}, ["sql_server"]),
        (
            {"any_of": ["mysql", "sql_server"], "none_of": ["none"]},
            {"any_of": ["sql_server"], "none_of": ["none"]},
        ),
        ({"all_of": ["sql_server"], "none_of": ["mysql"]}, {"all_of": ["sql_server"]}),
        (["sql_server"], ["sql_server"]),
    ],
)
@pytest.mark.parametrize(
    ("kind", "slug"), [("rule", "small-sql"), ("advice", "back-up"), ("fact", "functions-duration")]
)
def test_every_operator_gives_up_what_is_gone(records, kind, slug, condition, left):
    found = after(
        with_fields(records, kind, slug, when={"databases": condition}), "choice", "databases", "mysql"
    ).find(kind, slug)
    assert found.fields["when"] == {"databases": left} if left else found is None


def test_other_conditions_of_the_rule_stay(records):
    changed_rule = after(records, "choice", "databases", "mysql").find("rule", "source-code")
    assert changed_rule.fields["when"] == {"source_code": ["available"], "databases": ["none", "sql_server"]}


def test_the_same_choice_of_another_question_stays(records):
    more = with_fields(
        with_choice(records, "runtime", "mysql"), "rule", "java-functions", when={"runtime": ["mysql"]}
    )
    assert after(more, "choice", "databases", "mysql").find("rule", "java-functions")


def test_a_question_that_can_never_be_asked_goes_with_the_choice_and_so_on(records):
    more = with_choice(records, "source_code", "partial")
    more = with_fields(more, "question", "size", asked_when={"runtime": ["java"]})
    what = retirement(more, "choice", ("source_code", "available"))
    assert {"question runtime", "question size"} <= set(changed(what))
    assert set(names(what.removed)) == {"rule source-code", "rule java-functions", "rule small-sql"}
    gone = applied(more, what).find("question", "runtime")
    assert (gone.fields["retired"], gone.fields["asked_when"]) == (True, {})


def test_a_question_asked_for_other_choices_too_is_asked_for_these(records):
    more = with_choice(records, "source_code", "partial")
    more = with_fields(more, "question", "runtime", asked_when={"source_code": ["available", "partial"]})
    question = after(more, "choice", "source_code", "partial").find("question", "runtime")
    assert question.fields["asked_when"] == {"source_code": ["available"]}
    assert question.fields["retired"] is False


def test_a_rule_whose_conditions_no_longer_go_together_goes(records):
    """Runtime is asked for two answers; a rule reads it for neither of those that are left."""
    more = with_choice(with_choice(records, "source_code", "partial"), "source_code", "escrow")
    more = with_fields(more, "question", "runtime", asked_when={"source_code": ["available", "partial"]})
    more = with_fields(
        more, "rule", "java-functions", when={"source_code": {"none_of": ["available"]}, "runtime": ["java"]}
    )
    assert not [f for f in check(more) if f.record == "rule java-functions"]
    assert names(retirement(more, "choice", ("source_code", "partial")).removed) == ["rule java-functions"]


def test_a_rule_that_refuses_all_that_is_left_goes(records):
    more = with_fields(records, "rule", "small-sql", when={"databases": {"none_of": ["none", "sql_server"]}})
    assert names(retirement(more, "choice", ("databases", "mysql")).removed) == ["rule small-sql"]


def test_a_rule_that_never_held_is_not_this_ones_business(records):
    more = with_fields(records, "rule", "small-sql", when={"databases": {"all_of": ["none", "sql_server"]}})
    assert "rule small-sql" not in names(retirement(more, "choice", ("databases", "mysql")).removed)


# ── questions ──


def test_rules_that_read_a_retired_question_go_and_answers_stay(records):
    what = retirement(records, "question", ("runtime",))
    assert changed(what) == ["question runtime"]
    assert names(what.removed) == ["rule java-functions"]
    assert kept(what) == [("scenario a-case", "answer"), ("scenario a-case", "answer")]
    assert [d.field for d in what.kept] == ["profile", "basis"]


def test_questions_that_wait_for_a_retired_one_go_too(records):
    more = with_fields(records, "question", "servers", asked_when={"runtime": ["java"]})
    what = retirement(more, "question", ("source_code",))
    assert changed(what) == ["question source_code", "question runtime", "question servers"]
    found = applied(more, what)
    assert [found.find("question", slug).fields["asked_when"] for slug in ("runtime", "servers")] == [{}, {}]


def test_facts_and_advice_that_read_it_go(records):
    more = with_fields(records, "advice", "back-up", when={"size": {"min": 5}})
    more = with_fields(more, "fact", "functions-duration", when={"size": {"min": 5}})
    what = retirement(more, "question", ("size",))
    assert set(names(what.removed)) == {"rule small-sql", "advice back-up", "fact functions-duration"}


# ── options ──


def test_an_option_goes_from_effects_conditions_and_expectations(records):
    what = retirement(records, "option", ("strategy", "refactor"))
    found = applied(records, what)
    assert found.find("rule", "no-source-code").fields["effects"] == {"rehost": 1}
    assert set(names(what.removed)) == {"rule source-code", "rule java-functions"}
    assert found.find("scenario", "no-code-rehosts").fields["expect_not"] == {}
    assert kept(what) == [("scenario a-case", "expectation")]


def test_the_choice_that_refuses_an_option_goes_with_it(records):
    more = with_choice(records, "refused", "virtual_machines")
    what = retirement(more, "option", ("compute", "functions"))
    assert "choice refused/functions" in changed(what)
    watched = applied(more, what).find("rule", "watch-it").fields["when"]
    assert watched == {"compute": ["virtual_machines"]}


def test_the_choice_stays_where_its_question_could_not_do_without(records):
    what = retirement(records, "option", ("compute", "functions"))
    assert "choice refused/functions" not in changed(what)
    assert ("choice functions", "refusal") in kept(what)


def test_a_condition_that_only_refused_the_outcome_wants_any_other(records):
    more = with_fields(records, "rule", "watch-it", when={"compute": {"none_of": ["functions"]}})
    found = after(with_option(more, "compute", "batch"), "option", "compute", "functions")
    assert found.find("rule", "watch-it").fields["when"] == {"compute": ["virtual_machines", "batch"]}


def test_one_of_several_expected_goes_and_the_only_one_stays(records):
    several = with_fields(records, "scenario", "a-case", expect={"strategy": ["rehost", "refactor"]})
    found = after(several, "option", "strategy", "refactor").find("scenario", "a-case")
    assert found.fields["expect"] == {"strategy": ["rehost"]}
    alone = after(records, "option", "strategy", "refactor").find("scenario", "a-case")
    assert alone.fields["expect"]["strategy"] == ["refactor"]


def test_of_what_is_collected_each_expectation_counts_and_stays(records):
    more = with_option(records, "supporting", "vault")
    more = with_fields(more, "scenario", "no-code-rehosts", expect={"supporting": ["azure_monitor", "vault"]})
    found = after(more, "option", "supporting", "vault").find("scenario", "no-code-rehosts")
    assert found.fields["expect"] == {"supporting": ["azure_monitor", "vault"]}


def test_a_scenario_that_only_refused_the_option_has_nothing_left_to_say(records):
    more = with_fields(
        records, "scenario", "no-code-rehosts", expect={}, expect_not={"strategy": ["refactor"]}
    )
    assert "scenario no-code-rehosts" in names(retirement(more, "option", ("strategy", "refactor")).removed)


def test_what_came_out_once_stays(records):
    more = with_fields(records, "scenario", "a-case", first_given={"strategy": ["refactor"]})
    what = retirement(more, "option", ("strategy", "refactor"))
    assert ("scenario a-case", "history") in kept(what)


# ── services ──


def test_the_options_of_a_service_go_with_it(records):
    what = retirement(with_choice(records, "refused", "virtual_machines"), "service", ("functions",))
    assert changed(what)[0] == "service functions"
    assert {"option compute/functions", "choice refused/functions"} <= set(changed(what))
    assert what.changed[0][1].fields["lifecycle"] == "retired"


# ── what cannot be ──


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("choice", ("runtime", "java"), "runtime would be left with fewer than two choices"),
        ("option", ("supporting", "azure_monitor"), "supporting would be left without options"),
        ("question", ("colour",), "no question colour"),
        ("choice", ("runtime", "cobol"), "no choice runtime/cobol"),
        ("rule", ("watch-it",), "Only questions, choices, options and services"),
    ],
)
def test_says_in_words_what_cannot_be(records, kind, key, words):
    with pytest.raises(ValueError, match=words):
        retirement(records, kind, key)


def test_the_last_choice_that_names_an_option_stays(records):
    more = with_choice(records, "refused", "else")
    with pytest.raises(ValueError, match="No choice of refused would be left that names an option"):
        retirement(more, "choice", ("refused", "functions"))


def test_the_last_rule_stays(records):
    only = RecordSet([r for r in records if r.kind != "rule" or r.slug == "watch-it"])
    only = with_fields(only, "rule", "watch-it", when={"runtime": ["java"]})
    with pytest.raises(ValueError, match="No rule would be left"):
        retirement(only, "question", ("runtime",))


def test_what_is_retired_already_gives_up_the_words_still_left(records):
    more = with_fields(records, "question", "runtime", retired=True)
    what = retirement(more, "question", ("runtime",))
    assert changed(what) == []
    assert names(what.removed) == ["rule java-functions"]


# ── whatever is retired ──


def left_dangling(records, what):
    """Errors, and words that are retired, beyond what is kept on purpose."""
    on_purpose = {d.record.slug for d in what.kept if d.how in ("expectation", "history")}
    for finding in check(applied(records, what)):
        kind, key = finding.kind_and_key
        if finding.level == "error" or (
            finding.code == "retired-name" and not (kind == "scenario" and key[0] in on_purpose)
        ):
            yield str(finding)


def retirable(records, step):
    """Yield what retiring each record, or each so manieth, would do."""
    for kind in ("question", "choice", "option", "service"):
        for record in records.of(kind)[::step]:
            try:
                yield retirement(records, kind, record.key)
            except ValueError:
                continue


def test_nothing_dangles_whatever_is_retired(records):
    more = with_choice(with_choice(records, "runtime", "php"), "refused", "virtual_machines")
    more = with_option(more, "supporting", "vault")
    tried = list(retirable(more, 1))
    assert len(tried) > 15
    for what in tried:
        assert list(left_dangling(more, what)) == []


@pytest.mark.slow
def test_nothing_dangles_in_the_rulebook_in_use(real):
    assert check(real) == []
    for what in retirable(real, 120):
        assert list(left_dangling(real, what)) == []


def flagged(records, what):
    """The records with those marked that are retired, and nothing else done."""
    gone = {id(before) for before, new in what.changed if new.fields.get("retired")}
    return RecordSet(
        replace(r, fields={**r.fields, "retired": True}) if id(r) in gone else r for r in records
    )


def compiled(records):
    return compile_rulebook(read_document(document_of(records), "sha256:test"))


@settings(max_examples=25)
@given(strategies.randoms)
def test_cleaning_up_changes_no_recommendation(random):
    """Of a rulebook of chance: what is only marked recommends as what is cleaned, for all answers left."""
    records = records_of(strategies.a_document(random))
    whats = list(retirable(records, 1))
    for what in random.sample(whats, min(3, len(whats))):
        cleaned = applied(records, what)
        document = document_of(cleaned)
        marked, clean = compiled(flagged(records, what)), compiled(cleaned)
        for _ in range(6):
            profile = strategies.a_profile(random, document, given=0.8)
            before, now = decide(marked, profile), decide(clean, profile)
            assert before[3:] == now[3:]


@settings(max_examples=15)
@given(strategies.randoms)
def test_nothing_dangles_in_a_rulebook_of_chance(random):
    records = records_of(strategies.a_document(random))
    wrong = {"unknown-name", "retired-name", "never-holds", "no-conditions", "no-effects"}
    known = {(f.record, f.code) for f in check(records)}
    whats = list(retirable(records, 1))
    for what in random.sample(whats, min(6, len(whats))):
        cleaned = applied(records, what)
        assert [str(f) for f in check(cleaned) if f.code in wrong and (f.record, f.code) not in known] == []
