import pytest

from advisor.rulebook.files import load_rulebook_from_files
from advisor.rulebook.findings import FixtureError
from advisor.rulebook.reading import comments_inside, head_comment, read_directory, read_text

RULE = "- model: rulebook.rule\n  fields:\n    slug: a\n    decision: [strategy]\n    effects: {rehost: 1}\n"


def test_reads_every_record_with_its_file_and_lines(small):
    records, findings = read_directory(small)
    assert findings == []
    rule = records.find("rule", "source-code")
    assert rule.file.endswith("50_rules_strategy.yaml")
    assert (small / "50_rules_strategy.yaml").read_text().splitlines()[rule.line_of("effects") - 1] == (
        "    effects: {refactor: 3}"
    )
    assert records.find("choice", "runtime", "java").fields["label_en"] == "Java"


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        ("- a\n- [1\n", 3, "not valid YAML"),
        ("a: b", 1, "must be a list of records"),
        ("- model: rulebook.rule\n  fields: {slug: a, slug: b}", 2, "the key slug stands here twice"),
        ("- model: rulebook.wish\n  fields: {slug: a}", 1, "unknown model rulebook.wish"),
        ("- model: auth.user\n  fields: {slug: a}", 1, "unknown model auth.user"),
        ("- model: rulebook.rule\n  pk: 3\n  fields: {slug: a}", 1, "no primary key"),
        ("- {model: rulebook.rule}", 1, "has model and fields"),
        ("- just words", 1, "must be a mapping"),
        (RULE + "    colour: red\n", 6, "rule a: colour: a rule has no field colour"),
        (RULE.replace("    effects: {rehost: 1}\n", ""), 1, "rule a: effects: is missing"),
        (RULE.replace("{rehost: 1}", "{rehost: 1.5}"), 5, "rule a: effects: rehost: must be a whole number"),
        (RULE.replace("[strategy]", "strategy"), 4, "rule a: decision: must be a natural key"),
        (RULE + "    when: {q: [yes]}\n", 6, "rule a: when: q: must be a slug; True is read"),
        (RULE + "    because_en: 2025\n", 6, "rule a: because_en: must be text"),
        (RULE + "    when: {q: !!python/object:os.system [a]}\n", 6, "when: the tag"),
    ],
)
def test_names_file_line_record_and_field_of_what_is_broken(text, line, complaint):
    records, findings = read_text(text, "50.yaml")
    assert records == []
    assert str(findings[0]).startswith(f"50.yaml:{line}: error: ")
    assert complaint in str(findings[0])


def test_reports_everything_that_is_broken_not_the_first_alone(edit, small):
    edit("50", "effects: {refactor: 3}", "effects: {refactor: much}")
    edit("21", "kind: number", "kind: amount")
    with pytest.raises(FixtureError) as caught:
        load_rulebook_from_files(small)
    assert {item.record for item in caught.value.findings} == {"rule source-code", "question size"}


def test_keeps_what_looks_like_a_date_as_it_is_written():
    fields = "{slug: a, title: 2025-07-15, publisher: p, published_on: 2025-07}"
    text = f"- model: rulebook.source\n  fields: {fields}\n"
    records, findings = read_text(text, "10.yaml")
    assert findings == []
    assert (records[0].fields["title"], records[0].fields["published_on"]) == ("2025-07-15", "2025-07")


def test_says_that_the_directory_is_missing(tmp_path):
    with pytest.raises(FixtureError, match="There is no directory"):
        load_rulebook_from_files(tmp_path / "nowhere")


def test_says_that_the_directory_is_empty(tmp_path):
    with pytest.raises(FixtureError, match="holds no fixtures"):
        load_rulebook_from_files(tmp_path)


def test_says_which_file_is_missing(small):
    (small / "21_questions.yaml").unlink()
    with pytest.raises(FixtureError, match=r"21_questions\.yaml: error: there is no question"):
        load_rulebook_from_files(small)


def test_refuses_a_file_that_is_no_fixture(small):
    (small / "99_more.yaml").write_text("[]\n")
    with pytest.raises(FixtureError, match=r"99_more\.yaml: error: is not a fixture file"):
        load_rulebook_from_files(small)


def test_says_where_a_file_is_not_text(small):
    (small / "80_glossary.yaml").write_bytes(b"- \xff")
    with pytest.raises(FixtureError, match="not UTF-8 text: byte 2"):
        load_rulebook_from_files(small)


def test_tells_the_head_comment_from_the_others():
    text = "# one\n\n# two\n\n- a # inside\n# lost\n  # lost too\n"
    assert head_comment(text) == "# one\n\n# two\n"
    assert list(comments_inside(text)) == [6, 7]
