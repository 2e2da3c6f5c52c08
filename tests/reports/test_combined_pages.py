"""The report of a whole workload: whose it is, what it shows, its files, and that they can be read back."""

import json
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from advisor.assessments import actions, review
from advisor.assessments.models import Assessment
from advisor.engine import parse_profile
from advisor.jobs import run
from advisor.reports import jobs, workloads
from advisor.reports.covers import keep_cover
from advisor.reports.embedded import read_entries
from advisor.reports.evaluation import CoverDetails
from advisor.reports.formats import FORMATS, WORKLOAD_FORMATS
from advisor.reports.models import ExportJob
from advisor.rulebook import published
from tests.factories import browser_of, make_owner
from tests.reports.architectures import EVENTS, JAVA, REHOST
from tests.reports.conftest import REAL, SMALL, begin, publish

pytestmark = pytest.mark.django_db
RAW = {"nightly import": EVENTS, "billing": REHOST}


@pytest.fixture
def version(db):
    return publish(REAL)


@pytest.fixture
def shop(owner, version):
    """A workload of three components; this is the first one."""
    first = begin(owner, version, JAVA, {"runtime": "Java 8, to be checked"}, client="Fabrikam")
    for name, raw in RAW.items():
        add(first, name, raw)
    return first


def add(first, component, raw, rulebook=""):
    """Add a component to the workload of an assessment."""
    rulebook = rulebook or first.rulebook
    profile, errors = parse_profile(published.rulebook_for(rulebook), raw)
    assert not errors
    details = actions.Details(first.name, component, client=first.client)
    return actions.add_component(first, details, rulebook, profile)


def at(name, assessment):
    return reverse(f"reports:workload_{name}", args=[assessment.workload])


def page(client, assessment, **headers):
    response = client.get(at("report", assessment), headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# ── the page ──


def test_the_page_shows_every_component_with_its_outcomes(client, shop):
    text = plain(page(client, shop))
    assert "3 components go different ways: Refactor, Rebuild, Rehost" in text
    for name, compute in (
        ("1 Web shop", "Azure App Service"),
        ("2 nightly import", "Azure Functions"),
        ("3 billing", "Azure Virtual Machines"),
    ):
        assert re.search(rf"{name} .{{0,60}}{compute}", text), name
    assert "Fabrikam" in text


def test_the_links_lead_to_parts_that_are_on_the_components_own_pages(client, shop):
    html = page(client, shop)
    for assessment in Assessment.objects.filter(workload=shop.workload):
        own = reverse("reports:report", args=[assessment.code])
        fragments = re.findall(rf'href="{own}#([^"]+)"', html)
        assert len(fragments) == 4
        ids = re.findall(r'\sid="([^"]+)"', client.get(own).content.decode())
        assert set(fragments) <= set(ids)


def test_the_page_has_the_picture_the_plan_and_the_risks(client, shop):
    html = page(client, shop)
    assert html.count("<svg") >= 4
    text = plain(html)
    assert "steps for the whole workload" in text
    assert "for: Web shop, nightly import" in text
    assert "Threatens: " in text
    assert "for all components" in text


def test_every_source_cited_on_the_page_is_listed_there(client, shop):
    html = page(client, shop)
    cited, listed = set(re.findall(r'href="#(s\d+)"', html)), set(re.findall(r'id="(s\d+)"', html))
    assert cited
    assert cited == listed
    assert all(f'id="{source}" value="{source[1:]}"' in html for source in listed)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_speaks_the_reader_s_language(client, shop, language):
    html = page(client, shop, accept_language=language)
    assert f'<html lang="{language}">' in html
    assert ("애플리케이션" in html) == (language == "ko")


def test_names_are_shown_as_text(client, shop):
    add(shop, "<script>alert(1)</script> {{ x }}", EVENTS)
    html = page(client, shop)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ x }}" in html


# ── whose, and which assessments ──


def test_only_their_owner_sees_it(client, shop):
    for name in ("report", "export", *WORKLOAD_FORMATS):
        assert browser_of("somebody").get(at(name, shop)).status_code == 404
        assert client.get(reverse(f"reports:workload_{name}", args=[uuid4()])).status_code == 404


def test_the_same_workload_of_another_owner_is_no_part_of_it(client, shop):
    other = make_owner("other")
    Assessment.objects.filter(component="billing").update(owner=other)
    assert "billing" not in page(client, shop)
    assert browser_of("other").get(at("report", shop)).status_code == 302


def test_what_was_deleted_is_left_out_and_of_nothing_there_is_no_page(client, shop):
    actions.delete(Assessment.objects.get(component="billing"))
    assert "billing" not in page(client, shop)
    for assessment in Assessment.objects.all():
        actions.delete(assessment)
    assert client.get(at("report", shop)).status_code == 404


def test_variants_and_copies_are_left_out_and_counted(client, shop):
    actions.copy(shop, shop.name, "with containers")
    actions.copy(shop, "Web shop (copy)")
    text = plain(page(client, shop))
    assert "with containers" not in text
    assert "(copy)" not in text
    assert "3 components" in text
    assert "2 are left out here." in text


def test_a_variant_stands_for_its_component_where_nothing_else_is_left(client, shop):
    actions.copy(shop, shop.name, "with containers")
    actions.delete(shop)
    assert "with containers" in plain(page(client, shop))


def test_a_workload_of_one_component_leads_to_its_own_report(client, owner, version):
    alone = begin(owner, version, JAVA)
    actions.copy(alone, alone.name, "with containers")
    for name in ("report", "export", *WORKLOAD_FORMATS):
        response = client.get(f"{at(name, alone)}?language=ko")
        assert response.status_code == 302
        own = reverse(f"reports:{name}", args=[alone.code])
        assert response["Location"] == (own if name == "report" else f"{own}?language=ko")


def test_a_component_s_report_knows_the_whole_only_where_there_are_others(client, shop, owner, version):
    alone = begin(owner, version, JAVA)
    actions.copy(alone, alone.name, "with containers")
    for assessment, whole in ((shop, at("report", shop)), (alone, "")):
        response = client.get(reverse("reports:report", args=[assessment.code]))
        assert response.context["place"].whole == whole
        linked = [
            at("report", assessment) in client.get(reverse(name, args=[assessment.code])).content.decode()
            for name in ("reports:report", "assessments:details")
        ]
        assert linked == [bool(whole)] * 2
    shared = reverse("reports:shared_report", args=[actions.share(shop).token])
    assert client.get(shared).context["place"].whole == ""


# ── queries ──


def count_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_the_number_of_queries_grows_neither_with_answers_nor_with_components(client, shop):
    few = count_of(client, at("report", shop))
    for number in range(4):
        other = add(shop, f"part {number}", JAVA)
        review.freeze(other, "Board meeting")
        review.freeze(other, "Board meeting")
    keep_cover(shop.owner_id, CoverDetails("Contoso"))
    assert count_of(client, at("report", shop)) <= few <= 7
    assert count_of(client, at("markdown", shop)) <= few


# ── several versions ──


def test_components_of_several_rulebook_versions_work_and_say_so(client, shop):
    assert "versions of the rulebook" not in page(client, shop)
    add(shop, "search", {"runtime": "java", "source_code": "available"}, publish(SMALL))
    text = plain(page(client, shop))
    assert "The components rest on 2 versions of the rulebook." in text
    for name in WORKLOAD_FORMATS:
        assert client.get(at(name, shop)).status_code == 200, name
    entries = read_entries(client.get(at("html", shop)).content, "report.html")
    assert len({entry.rulebook for entry in entries}) == 2


def test_a_missing_version_is_said_plainly(client, shop):
    Assessment.objects.filter(component="billing").update(rulebook="sha256:gone")
    response = client.get(at("report", shop))
    assert response.status_code == 503
    assert "sha256:gone" in response.content.decode()


# ── files ──


def answers_of(assessment):
    return {
        a.question: tuple(a.value) if isinstance(a.value, list) else a.value for a in assessment.answers.all()
    }


def assert_named(response, format_):
    """Check that a file is named by workload, date and language."""
    pattern = rf'attachment; filename="Web-shop-\d{{4}}-\d\d-\d\d-ko\.{re.escape(format_.extension)}"'
    assert re.fullmatch(pattern, response["Content-Disposition"])


@pytest.mark.parametrize("name", [n for n, f in WORKLOAD_FORMATS.items() if f.carries])
def test_every_file_has_its_name_and_gives_all_components_back(client, shop, name):
    response = client.get(f"{at(name, shop)}?language=ko")
    assert_named(response, FORMATS[name])
    assert response["Content-Type"] == FORMATS[name].content_type
    entries = {entry.id: entry for entry in read_entries(response.content, f"report.{name}")}
    components = Assessment.objects.filter(workload=shop.workload)
    assert set(entries) == {str(assessment.code) for assessment in components}
    for assessment in components:
        entry = entries[str(assessment.code)]
        given = {q: tuple(v) if isinstance(v, list) else v for q, v in entry.profile.items()}
        assert given == answers_of(assessment)
    assert entries[str(shop.code)].notes == {"runtime": "Java 8, to be checked"}


def test_slides_are_of_one_component_only(client, shop):
    assert "pptx" not in WORKLOAD_FORMATS
    assert client.get(f"{at('export', shop)}?format=pptx").status_code == 400
    assert "PowerPoint" not in client.get(at("export", shop)).content.decode()


@pytest.mark.parametrize("name", [n for n, f in WORKLOAD_FORMATS.items() if not f.carries])
def test_what_gives_nothing_back_has_its_name_too(client, shop, name):
    assert_named(client.get(f"{at(name, shop)}?language=ko"), FORMATS[name])


def test_the_export_page_sends_the_same_file_and_refuses_what_there_is_not(client, shop):
    chosen = client.get(f"{at('export', shop)}?format=html&language=en")
    assert chosen.content == client.get(f"{at('html', shop)}?language=en").content
    for query in ("format=doc", "format=html&language=fr", "format=pdf&size=a3"):
        assert client.get(f"{at('export', shop)}?{query}").status_code == 400


def test_notes_and_data_can_be_left_out(client, shop):
    without_notes = client.get(f"{at('markdown', shop)}?notes=0").content.decode()
    assert "to be checked" in client.get(at("markdown", shop)).content.decode()
    assert "to be checked" not in without_notes
    without_data = client.get(f"{at('html', shop)}?data=0").content.decode()
    assert 'id="fourways"' in client.get(at("html", shop)).content.decode()
    assert 'id="fourways"' not in without_data


def test_the_json_is_the_contract_s_list_in_the_components_order(client, shop):
    entries = json.loads(client.get(at("json", shop)).content)
    assert [entry["name"] for entry in entries] == [
        "Web shop",
        "Web shop · nightly import",
        "Web shop · billing",
    ]


def test_rows_and_sheets_hold_all_components(client, shop):
    for name in ("csv", "csv-answers"):
        table = client.get(at(name, shop)).content.decode()
        assert all(component in table for component in ("nightly import", "billing")), name


def test_the_same_request_gives_the_same_bytes(client, shop):
    for name in ("pdf", "docx", "html", "markdown"):
        assert client.get(at(name, shop)).content == client.get(at(name, shop)).content, name


def test_a_cover_is_on_the_whole_report_too(client, shop, owner):
    keep_cover(owner.pk, CoverDetails("Contoso Consulting", confidentiality="For the board"))
    made = client.get(at("markdown", shop)).content.decode()
    assert "Contoso Consulting" in made
    assert "For the board" in made


# ── with progress ──


def ordered(client, assessment, django_capture_on_commit_callbacks, **given):
    """Ask for the file as the form does; return the job."""
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(at("write", assessment), {"language": "en", **given})
    assert response.status_code == 302, response.content.decode()
    return ExportJob.objects.get(code=response["Location"].split("/")[2])


@pytest.mark.parametrize(
    "name", ["html", "json", *(pytest.param(n, marks=pytest.mark.sweep) for n in ("pdf", "xlsx"))]
)
def test_the_form_writes_with_progress_what_its_address_sends_at_once(
    client, shop, django_capture_on_commit_callbacks, name
):
    job = ordered(client, shop, django_capture_on_commit_callbacks, format=name)
    assert (job.state, job.done, len(job.codes)) == ("finished", 3, 3)
    sent = client.get(at(name, shop), {"language": "en"})
    kept = client.get(reverse("reports:job_file", args=[job.code]))
    assert kept.content == sent.content
    assert kept["Content-Type"] == sent["Content-Type"]
    assert kept["Content-Disposition"] == sent["Content-Disposition"]


def test_a_cancelled_file_of_a_workload_is_given_up_before_it_is_typeset(client, shop, monkeypatch):
    codes = [str(one.code) for one in Assessment.objects.filter(workload=shop.workload).order_by("pk")]
    job = ExportJob.objects.create(
        owner=shop.owner, format="pdf", language="en", size="a4", codes=codes, workload=shop.workload
    )
    real, seen = workloads.making_of, []

    def watched(loaded, *args, **options):
        seen.append(loaded.id)
        if len(seen) == 2:
            jobs.cancel(job)
        return real(loaded, *args, **options)

    monkeypatch.setattr(workloads, "making_of", watched)
    run("export", job.pk)
    job.refresh_from_db()
    assert (job.state, job.file, job.done, seen) == ("cancelled", None, 1, codes[:2])


def test_the_menu_leads_to_the_form_with_the_format_chosen(client, shop):
    address = f"{at('export', shop)}?choose=docx"
    assert f'href="{address}"><b>Word' in page(client, shop)
    form = client.get(address).content.decode()
    assert f'method="post" action="{at("write", shop)}"' in form
    assert 'value="docx" required checked' in form
    assert form.count(" required checked") == 1


def test_only_its_owner_can_have_it_written(client, shop):
    assert client.post(at("write", shop), {"format": "exe"}).status_code == 400
    client.cookies.clear()
    assert client.post(at("write", shop), {"format": "pdf"}).status_code == 404
    assert not ExportJob.objects.exists()
