"""The pages and files of a report: who may read them, how, and what bad addresses get."""

import gzip
import json
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from advisor.assessments import actions, review
from advisor.assessments.models import ShareLink
from advisor.reports.outline import PARTS
from advisor.rulebook import published
from advisor.rulebook.models import Scenario, Version
from tests.reports.conftest import JAVA, REAL, begin, publish

NAMES = ("report", "pairs", "end", "markdown", "json")
HOSTILE = "<script>alert(1)</script> *bold* [x](javascript:alert(1)) | `code`\n# Heading"


def address(name, shop):
    return reverse(f"reports:{name}", args=[shop.code])


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_the_owner_reads_it(client, shop, name):
    assert client.get(address(name, shop)).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_nobody_else_reads_it(shop, name):
    assert Client().get(address(name, shop)).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_or_deleted_assessment_is_not_found(client, shop, name):
    assert client.get(reverse(f"reports:{name}", args=[uuid.uuid4()])).status_code == 404
    shop.deleted_at = shop.created_at
    shop.save()
    assert client.get(address(name, shop)).status_code == 404


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_can_only_be_read(client, shop, name, method):
    response = getattr(client, method)(address(name, shop))
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert "can only be read" in text(response)


@pytest.mark.parametrize("name", NAMES)
def test_a_share_link_opens_it_until_it_is_revoked(shop, name):
    link = ShareLink.objects.create(assessment=shop)
    path = reverse(f"reports:shared_{name}", args=[link.token])
    response = Client().get(path)
    assert response.status_code == 200
    assert str(shop.code) not in text(response).replace(f'"id": "{shop.code}"', "")
    link.revoked_at = link.created_at
    link.save()
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_open_to_all(db, name):
    publish(REAL)
    slug = "aac-rwa-java-proseware"
    Scenario.objects.create(slug=slug, kind="published_case", title="Proseware", profile={"runtime": "java"})
    assert Client().get(reverse(f"reports:example_{name}", args=[slug])).status_code == 200
    assert Client().get(reverse(f"reports:example_{name}", args=["no-such"])).status_code == 404


def test_the_page_says_what_why_and_how_sure(client, shop):
    page = text(client.get(address("report", shop)))
    assert "<title>Refactor · Web shop · Fourways</title>" in page
    assert "Web shop · Proseware · " in page
    assert "Refactor leads by 3 points, and no rule speaks against it" in page
    assert "The code can be changed: it is there." in page
    assert "source-code" not in page
    assert "Java 8, to be checked" in text(client.get(address("end", shop)))


@pytest.mark.parametrize(("name", "anchor"), [("pairs", ""), ("plan", "#plan"), ("end", "#sources")])
def test_parts_come_after_and_a_plain_link_leads_there(client, shop, name, anchor):
    page = text(client.get(address("report", shop)))
    part = address(name, shop)
    assert f'hx-get="{part}" hx-trigger="load"' in page
    assert f'<a href="{part}{anchor}">' in page


def test_contents_anchors_numbers_and_titles_are_those_of_the_outline(client, shop):
    page = text(client.get(address("report", shop)))
    contents = re.findall(r'<li><a href="#([a-z]+)">([^<]+)</a></li>', page.split('<nav class="toc', 1)[1])
    assert contents == [(part.slug, str(part.title)) for part in PARTS]
    for number, part in enumerate(PARTS, 1):
        section = page.split(f'<section class="part" id="{part.slug}">', 1)[1]
        assert section.lstrip().startswith(f'<p class="eyebrow">{number} · {part.title} ')
        assert f'<a class="anchor" href="#{part.slug}" aria-label="Link to this part: {part.title}"' in page


def test_an_override_stands_beside_the_recommendation_with_its_reason(client, shop):
    review.override(shop, "strategy", "rehost", "The lease ends in <March>.", "The board")
    page = text(client.get(address("report", shop)))
    summary = page.split('<section class="summary"', 1)[1].split("</section>", 1)[0]
    assert 'id="verdict">' in summary
    assert "Refactor" in summary.split("</h1>", 1)[0]
    told = summary.split('<ul class="decided">', 1)[1].split("</ul>", 1)[0]
    assert "Decided otherwise:" in told
    assert "Rehost" in told
    assert "Recommended: <b>Refactor</b>" in told
    assert "The lease ends in &lt;March&gt;." in told


def test_an_override_that_agrees_says_so(client, shop):
    review.override(shop, "strategy", "refactor", "So we do.", "The board")
    page = text(client.get(address("report", shop)))
    assert "Decided as recommended:" in page
    assert "Decided otherwise:" not in page


def test_a_long_reason_is_shortened_and_kept_whole(client, shop):
    reason = "Because " * 60 + "of the lease."
    review.override(shop, "strategy", "rehost", reason, "The board")
    told = text(client.get(address("report", shop))).split('<ul class="decided">', 1)[1].split("</ul>", 1)[0]
    shortened = told.split("<summary>", 1)[1].split("</summary>", 1)[0]
    assert shortened.endswith("…")
    assert len(shortened) <= 150
    assert reason in told


def test_what_changed_since_is_shown_only_after_a_milestone(client, shop):
    assert "#since" not in text(client.get(address("report", shop)))
    review.freeze(shop, "Board <meeting>")
    actions.save_answer(shop, "source_code", "unavailable", "", None)
    page = text(client.get(address("report", shop)))
    assert page.index('<a href="#since">') < page.index('<section class="part" id="since">')
    part = page.split('<section class="part" id="since">', 1)[1].split("</section>", 1)[0]
    assert "What changed since “Board &lt;meeting&gt;”" in part
    assert "The version of the rulebook is the same." in part
    assert "Answers that changed" in part


def test_pages_about_ones_own_are_offered_to_the_owner_only(client, shop):
    own = [reverse(f"reports:{name}", args=[shop.code]) for name in ("what_if", "review")]
    own.append(f"{reverse('reports:compare')}?a={shop.code}")
    page = text(client.get(address("report", shop)))
    assert [path for path in own if f'href="{path}"' not in page] == []
    link = ShareLink.objects.create(assessment=shop)
    shared = text(Client().get(reverse("reports:shared_report", args=[link.token])))
    assert [path for path in own if f'href="{path}"' in shared] == []


def test_printing_leads_to_the_pdf_without_scripts(client, shop):
    page = text(client.get(address("report", shop)))
    assert f'href="{address("pdf", shop)}" data-print>' in page


def test_the_pairs_are_a_page_or_a_part(client, shop):
    plain = client.get(address("pairs", shop))
    part = client.get(address("pairs", shop), headers={"HX-Request": "true"})
    assert "<html" in text(plain)
    assert "<html" not in text(part)
    assert text(part).strip().startswith('<div id="pairs">')
    assert "HX-Request" in part["Vary"]


def test_the_page_follows_the_language_of_the_browser(client, shop):
    page = client.get(address("report", shop), headers={"Accept-Language": "ko"})
    assert '<html lang="ko">' in text(page)
    assert "코드를 변경할 수 있습니다." in text(page)


@pytest.mark.parametrize(("name", "ending"), [("markdown", "md"), ("json", "json")])
def test_a_file_has_a_language_of_its_own_and_says_so(client, shop, name, ending):
    response = client.get(address(name, shop) + "?language=ko", headers={"Accept-Language": "en"})
    assert "코드를 변경할 수 있습니다." in text(response)
    assert 'attachment; filename="Web-shop-20' in response["Content-Disposition"]
    assert response["Content-Disposition"].endswith(f'-ko.{ending}"')


def test_a_file_of_a_workload_with_a_korean_name_keeps_it(client, owner, small):
    shop = begin(owner, small, JAVA, name="교육 포털/2")
    disposition = client.get(address("markdown", shop))["Content-Disposition"]
    assert "filename*=utf-8''%EA%B5%90%EC%9C%A1-" in disposition
    assert "%2F" not in disposition


@pytest.mark.parametrize("query", ["language=fr", "language=", "changes=3", "language=ko&changes=x"])
def test_a_file_that_does_not_exist_is_refused_in_words(client, shop, query):
    response = client.get(f"{address('json', shop)}?{query}")
    assert response.status_code == 400
    assert "language=ko" in text(response)


def test_the_json_is_the_command_lines(client, shop):
    (entry,) = json.loads(text(client.get(address("json", shop) + "?language=en")))
    assert entry["profile"] == JAVA
    assert entry["notes"] == {"runtime": "Java 8, to be checked"}
    assert (entry["id"], entry["name"]) == (str(shop.code), "Web shop")
    assert entry["decisions"]["strategy"]["robust"] is False


def test_the_json_holds_pairs_when_asked(client, shop):
    (entry,) = json.loads(text(client.get(address("json", shop) + "?changes=2")))
    assert isinstance(entry["decisions"]["database"]["robust"], bool)


def test_hostile_names_and_notes_stay_text(client, owner, small):
    shop = begin(owner, small, JAVA, {"runtime": HOSTILE}, name="<b>x</b>", client="<i>", description=HOSTILE)
    for name in ("report", "pairs", "plan", "end"):
        page = text(client.get(address(name, shop)))
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page
    assert "<i>" not in text(client.get(address("report", shop)))


def test_a_missing_rulebook_version_is_said_plainly(client, shop):
    Version.objects.all()._raw_delete("default")
    published.compiled.cache_clear()
    response = client.get(address("report", shop))
    assert response.status_code == 503
    assert "rulebook version" in text(response)


def test_the_number_of_queries_is_bounded(client, shop, django_assert_max_num_queries):
    for name in NAMES:
        client.get(address(name, shop))  # that it was read is logged once in a while
        with django_assert_max_num_queries(7):
            client.get(address(name, shop))


def test_nothing_is_kept_by_caches_between(client, shop):
    assert "no-store" in client.get(address("report", shop))["Cache-Control"]


def full_profile(rulebook):
    """Return an answer to every question, several choices where that is possible."""
    profile = {}
    for slug, question in rulebook.questions.items():
        choices = [choice for choice in question.choice_slugs if choice != "none"]
        if question.rules_out_named:
            continue
        if question.kind == "number":
            profile[slug] = int(question.minimum or 0) + 3
        else:
            profile[slug] = choices[:6] if question.kind == "many" else choices[-1]
    return profile


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("name", ["report", "pairs", "plan", "end"])
def test_a_page_and_its_part_stay_small(client, owner, language, name):
    version = publish(REAL)
    raw = full_profile(published.rulebook_for(version))
    shop = begin(owner, version, raw)
    response = client.get(address(name, shop), headers={"Accept-Language": language})
    assert response.status_code == 200
    assert len(gzip.compress(response.content, 6)) < 30_000


def test_every_page_is_well_formed_without_inline_code(client, shop):
    page = text(client.get(address("report", shop)))
    body = page.split("<main", 1)[1]
    assert "style=" not in body
    assert "<script" not in body
    assert "onclick" not in body
