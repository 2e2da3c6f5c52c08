"""Other answers tried beside the report, kept as variants, compared."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from advisor.assessments.actions import OPEN
from advisor.assessments.models import Assessment, Owner
from advisor.engine import parse_profile
from advisor.reports.what_if import as_fields, read_tried
from advisor.rulebook import published
from tests.reports.conftest import JAVA, begin

pytestmark = pytest.mark.django_db


def address(assessment):
    return reverse("reports:what_if", args=[assessment.code])


@pytest.fixture
def book(small):
    return published.rulebook_for(small)


@pytest.fixture
def profile(book):
    return parse_profile(book, JAVA)[0]


def tried_of(book, profile, query):
    return read_tried(book, profile, QueryDict(query))


def test_what_is_named_is_tried_and_all_else_stays(book, profile):
    tried = tried_of(book, profile, "source_code=unavailable&runtime=-&size=%3F&databases=")
    assert tried.answers == {"source_code": "unavailable", "runtime": OPEN, "size": None}
    after = tried.applied(profile)
    assert after["source_code"] == "unavailable"
    assert "runtime" not in after
    assert after["size"] is None
    assert after["databases"] == profile["databases"]


def test_an_answer_that_is_as_it_was_is_not_tried(book, profile):
    assert tried_of(book, profile, "source_code=available&size=3&databases=sql_server").answers == {}


def test_what_is_tried_survives_the_address(book, profile):
    tried = tried_of(book, profile, "size=2.5&databases=none&runtime=%3F")
    query = QueryDict(mutable=True)
    for slug, text in as_fields(tried):
        query.appendlist(slug, text)
    assert read_tried(book, profile, query) == tried


@pytest.mark.parametrize("query", ["size=many", "source_code=stolen", "databases=none&databases=sql_server"])
def test_what_cannot_be_taken_is_said_and_not_tried(book, profile, query):
    tried = tried_of(book, profile, query)
    assert tried.answers == {}
    assert len(tried.problems) == 1


def test_the_page_shows_before_and_after_and_touches_nothing(client, shop):
    page = client.get(address(shop), {"source_code": "unavailable"}).content.decode()
    assert "Refactor on one side, Rehost on the other" in page
    assert shop.answers.get(question="source_code").value == "available"
    assert Assessment.objects.count() == 1


def test_an_address_is_made_short_without_javascript(client, shop):
    response = client.get(address(shop), {"source_code": "unavailable", "runtime": "", "size": ""})
    assert response.status_code == 302
    assert response["Location"] == f"{address(shop)}?source_code=unavailable"


def test_htmx_gets_the_moved_part_and_the_short_address(client, shop):
    given = {"source_code": "unavailable", "runtime": ""}
    response = client.get(address(shop), given, headers={"HX-Request": "true"})
    assert response.content.decode().strip().startswith('<div class="moved" id="moved">')
    assert response["HX-Replace-Url"] == f"{address(shop)}?source_code=unavailable"


def test_a_problem_stands_beside_what_was_typed(client, shop):
    page = client.get(address(shop), {"size": "many"}).content.decode()
    assert 'value="many"' in page
    assert "not a number" in page


def test_a_variant_is_kept_by_name_with_notes_and_the_first_stays(client, shop):
    given = {"source_code": "unavailable", "runtime": "-", "variant-name": "Without code"}
    response = client.post(address(shop), given)
    variant = Assessment.objects.exclude(pk=shop.pk).get()
    assert response["Location"] == f"{reverse('reports:compare')}?a={shop.code}&a={variant.code}"
    assert (variant.variant, variant.variant_of, variant.name) == ("Without code", shop.variant_of, shop.name)
    assert variant.title.endswith("Without code")
    stored = {a.question: a for a in variant.answers.all()}
    assert stored["source_code"].value == "unavailable"
    assert not stored["runtime"].given
    assert stored["runtime"].note == "Java 8, to be checked"
    assert shop.answers.get(question="source_code").value == "available"


@pytest.mark.parametrize(
    "given",
    [
        {"variant-name": "X"},
        {"source_code": "unavailable", "variant-name": " "},
        {"size": "many", "variant-name": "X"},
    ],
)
def test_nothing_is_kept_without_a_change_or_a_name(client, shop, given):
    assert client.post(address(shop), given).status_code == 422
    assert Assessment.objects.count() == 1


def test_compared_in_one_table(client, shop, owner, small):
    other = begin(owner, small, {"source_code": "unavailable"}, name="Warehouse")
    at = f"{reverse('reports:compare')}?a={shop.code}&a={other.code}"
    page = client.get(at).content.decode()
    assert "Web shop" in page
    assert "Warehouse" in page
    assert "Answers that differ" in page


def test_too_few_or_too_many_are_told_how_many(client, shop, owner, small):
    more = [begin(owner, small, JAVA, name=f"Shop {n}") for n in range(5)]
    compare = reverse("reports:compare")
    assert "Web shop" in client.get(compare).content.decode()
    for codes in ([shop.code], [one.code for one in more]):
        response = client.get(compare, {"a": codes, "sent": "1"})
        assert response.status_code == 422
        assert f"you chose {len(codes)}" in response.content.decode()


def test_one_report_alone_is_chosen_already_and_asks_for_others(client, shop):
    response = client.get(reverse("reports:compare"), {"a": shop.code})
    assert response.status_code == 200
    assert f'value="{shop.code}" checked' in response.content.decode()


def test_only_ones_own_can_be_tried_and_compared(client, shop, small):
    foreign = begin(Owner.objects.create(token_hash="x"), small, JAVA)
    assert client.get(address(foreign)).status_code == 404
    assert client.post(address(foreign), {"runtime": "php", "variant-name": "X"}).status_code == 404
    compare = reverse("reports:compare")
    assert client.get(compare, {"a": [shop.code, foreign.code]}).status_code == 404
    assert client.get(compare, {"a": [shop.code, "nobody"]}).status_code == 404
