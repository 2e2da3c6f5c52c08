"""What owners do with assessments, and that nothing half-done or lost is left behind."""

import pytest

from advisor.assessments import actions
from advisor.assessments.actions import OPEN, Conflict, Details
from advisor.assessments.models import Answer, Assessment, ShareLink
from tests.factories import make_assessment

pytestmark = pytest.mark.usefixtures("version")


def save_several(assessment, answers, notes):
    """Save several answers at once, each with its note or the one it has; return how many changed."""
    before = {answer.question: answer.note for answer in assessment.answers.all()}
    given = {q: actions.Given(value, notes.get(q, before.get(q, ""))) for q, value in answers.items()}
    return actions.save_answers(assessment, given)[0]


def stored(assessment):
    return {a.question: (a.given, a.value, a.note, a.revision) for a in assessment.answers.all()}


def test_start_keeps_the_details_and_the_answers_known_from_the_start(owner, version):
    details = Details("Shop", "Web", "Dba", "Contoso", "Sells things.")
    assessment = actions.start(owner, details, version.hash, {"excluded_services": ("aks", "vm")})
    again = Assessment.objects.get(pk=assessment.pk)
    assert (again.name, again.component, again.contact) == ("Shop", "Web", "Dba")
    assert (again.client, again.description, again.rulebook) == ("Contoso", "Sells things.", version.hash)
    assert stored(again) == {"excluded_services": (True, ["aks", "vm"], "", 1)}


def test_a_saved_answer_is_stored_with_its_note_and_counts_its_revisions():
    assessment = make_assessment()
    actions.save_answer(assessment, "runtime", "java", "version 8", 0)
    answer = actions.save_answer(assessment, "runtime", "dotnet", "version 8", 1)
    assert answer.revision == 2
    assert stored(assessment) == {"runtime": (True, "dotnet", "version 8", 2)}


@pytest.mark.parametrize(
    ("value", "kept"), [(None, None), (("http", "tcp"), ["http", "tcp"]), (0, 0), (0.5, 0.5)]
)
def test_every_kind_of_answer_comes_back_as_it_was_given(value, kept):
    assessment = make_assessment()
    actions.save_answer(assessment, "question", value, "", 0)
    assert stored(assessment)["question"][:2] == (True, kept)


def test_saving_moves_an_assessment_to_the_front():
    first, second = make_assessment(name="first"), make_assessment(name="second")
    actions.save_answer(first, "runtime", "java", "", 0)
    assert list(Assessment.objects.values_list("name", flat=True)) == [first.name, second.name]


def test_an_answer_that_is_opened_again_leaves_nothing():
    assessment = make_assessment(answers={"runtime": "java"})
    assert not getattr(actions.save_answer(assessment, "runtime", OPEN, "", 1), "given", False)
    assert not assessment.answers.filter(given=True).exists()


def test_a_note_may_stand_without_an_answer_and_is_no_answer():
    assessment = make_assessment()
    actions.save_answer(assessment, "runtime", OPEN, "ask the vendor", 0)
    assert stored(assessment) == {"runtime": (False, None, "ask the vendor", 1)}


def test_opening_an_answer_keeps_its_note():
    assessment = make_assessment(answers={"runtime": "java"}, notes={"runtime": "maybe"})
    actions.save_answer(assessment, "runtime", OPEN, "maybe", 2)
    assert stored(assessment)["runtime"][:3] == (False, None, "maybe")


def test_i_do_not_know_differs_from_a_note_alone():
    assessment = make_assessment(notes={"runtime": "ask"})
    actions.save_answer(assessment, "runtime", None, "ask", 1)
    assert stored(assessment)["runtime"] == (True, None, "ask", 2)


def test_the_later_of_two_tabs_is_told_and_changes_nothing():
    assessment = make_assessment(answers={"runtime": "java"})
    actions.save_answer(assessment, "runtime", "dotnet", "", 1)
    with pytest.raises(Conflict) as conflict:
        actions.save_answer(assessment, "runtime", "php", "", 1)
    assert conflict.value.current.value == "dotnet"
    assert stored(assessment)["runtime"][1] == "dotnet"


def test_a_tab_that_saw_no_answer_is_told_of_the_one_given_meanwhile():
    assessment = make_assessment(answers={"runtime": "java"})
    with pytest.raises(Conflict):
        actions.save_answer(assessment, "runtime", "php", "", 0)


def test_a_tab_that_saw_an_answer_is_told_that_it_was_opened_meanwhile():
    assessment = make_assessment(answers={"runtime": "java"})
    actions.save_answer(assessment, "runtime", OPEN, "", 1)
    with pytest.raises(Conflict):
        actions.save_answer(assessment, "runtime", "php", "", 1)


def test_two_tabs_that_save_the_same_do_not_disagree():
    assessment = make_assessment(answers={"runtime": "java"})
    actions.save_answer(assessment, "runtime", "dotnet", "why", 1)
    assert actions.save_answer(assessment, "runtime", "dotnet", "why", 1).revision == 2
    assert stored(assessment)["runtime"] == (True, "dotnet", "why", 2)


def test_another_note_alone_is_a_conflict_too():
    assessment = make_assessment(answers={"runtime": "java"})
    actions.save_answer(assessment, "runtime", "java", "from one tab", 1)
    with pytest.raises(Conflict):
        actions.save_answer(assessment, "runtime", "java", "from another", 1)


def test_answers_of_one_assessment_never_touch_another():
    one, other = make_assessment(answers={"runtime": "java"}), make_assessment(answers={"runtime": "php"})
    actions.save_answer(one, "runtime", "dotnet", "", 1)
    assert stored(other)["runtime"][1] == "php"


def test_several_answers_are_stored_at_once_with_their_notes():
    assessment = make_assessment(answers={"runtime": "java"}, notes={"runtime": "version 8"})
    changed = save_several(assessment, {"runtime": "php", "deadline": None}, {"deadline": "ask"})
    assert changed == 2
    assert stored(assessment)["runtime"][1:3] == ("php", "version 8")
    assert stored(assessment)["deadline"][:3] == (True, None, "ask")


def test_several_answers_that_are_the_same_change_nothing():
    assessment = make_assessment(answers={"runtime": "java", "protocols": ("http",)})
    before = stored(assessment)
    assert save_several(assessment, {"runtime": "java", "protocols": ("http",)}, {}) == 0
    assert stored(assessment) == before


def test_several_answers_are_stored_all_or_not_at_all():
    assessment = make_assessment(answers={"runtime": "java"})
    with pytest.raises(TypeError):
        save_several(assessment, {"runtime": "php", "deadline": object()}, {})
    assert stored(assessment) == {"runtime": (True, "java", "", 1)}


def test_a_copy_has_the_answers_and_notes_and_goes_its_own_way():
    first = make_assessment(answers={"runtime": "java"}, notes={"runtime": "8", "deadline": "ask"})
    copy = actions.copy(first, "Shop (copy)")
    assert copy.code != first.code
    assert (copy.variant_of, copy.workload, copy.rulebook) == (
        first.variant_of,
        first.workload,
        first.rulebook,
    )
    assert {q: a[:3] for q, a in stored(copy).items()} == {q: a[:3] for q, a in stored(first).items()}
    actions.save_answer(copy, "runtime", "php", "", None)
    assert stored(first)["runtime"][1] == "java"


def test_another_component_shares_the_workload_and_no_answer(version):
    web = make_assessment(answers={"runtime": "java"})
    job = actions.add_component(web, Details("Shop", "Nightly job"), version.hash, {})
    assert (job.workload, job.owner_id) == (web.workload, web.owner_id)
    assert job.variant_of != web.variant_of
    assert stored(job) == {}


def test_an_example_is_remembered_as_where_the_copy_came_from(owner, version):
    answers, notes = {"runtime": "php"}, {"runtime": "stated"}
    details = Details("Example")
    assessment = actions.start_from_example(owner, details, version.hash, answers, notes, "moodle")
    assert assessment.example == "moodle"
    assert stored(assessment) == {"runtime": (True, "php", "stated", 1)}


def test_renaming_leaves_the_answers(owner):
    assessment = make_assessment(owner, answers={"runtime": "java"})
    actions.change_details(assessment, Details("Store", "Web"))
    again = Assessment.objects.get(pk=assessment.pk)
    assert again.title == assessment.title == "Store · Web"
    assert stored(again)["runtime"][1] == "java"


def test_a_deleted_assessment_is_hidden_and_comes_back_whole():
    assessment = make_assessment(answers={"runtime": "java"})
    actions.delete(assessment)
    assert not Assessment.objects.present().exists()
    actions.undelete(assessment)
    assert Assessment.objects.present().get() == assessment
    assert Answer.objects.get(assessment=assessment).value == "java"


def test_there_are_as_many_links_as_are_made_until_each_or_all_are_revoked():
    assessment = make_assessment()
    first, second, third = (actions.share(assessment) for _ in range(3))
    assert actions.end_sharing(assessment, first.token)
    assert not actions.end_sharing(assessment, first.token)
    assert not actions.end_sharing(make_assessment(), second.token)
    assert set(assessment.share_links.open()) == {second, third}
    assert actions.revoke_sharing(assessment) == 2
    assert not ShareLink.objects.open().exists()


def test_an_answer_opened_and_given_again_elsewhere_is_another_answer():
    assessment = make_assessment(answers={"runtime": "java"})
    actions.save_answer(assessment, "runtime", OPEN, "", 1)
    actions.save_answer(assessment, "runtime", "dotnet", "", None)
    with pytest.raises(Conflict):
        actions.save_answer(assessment, "runtime", "php", "", 1)
