"""The rulebook as files: out, and back in."""

import http.client
import io
import json
import time
import zipfile
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from advisor.editor import taking
from advisor.editor.fixture_sets import KEPT, files_in, keep
from advisor.editor.models import FixtureSet
from advisor.editor.uploads import LARGEST_REQUEST
from advisor.engine import read_document
from advisor.rulebook.audit import Actor
from advisor.rulebook.document import hash_of
from advisor.rulebook.draft import draft_mark, records_from_draft
from advisor.rulebook.exchange.archive import zip_of
from advisor.rulebook.exchange.formats import exported
from advisor.rulebook.models import Event, FileHead, Question, Rule, Version
from advisor.rulebook.reading import texts_of
from tests import books
from tests.editor.accounts import client_of
from tests.editor.drafts import edited, state
from tests.editor.pages import text_of

pytestmark = pytest.mark.django_db
FILES, UPLOAD = reverse("editor:files"), reverse("editor:upload")
RULES = "50_rules_strategy.yaml"
QUESTIONNAIRE = """
name: Cloud readiness
sections:
  - order: 1
    name: Storage
    questions:
      - order: 1
        text: Does it write to local disks?
        explanation: Containers lose what is on them.
        answers:
          - {order: 1, text: Yes, risk: red, rationale: It would be lost., mitigation: Use a share.}
          - {order: 2, text: No, risk: green}
"""


@pytest.fixture
def version(small):
    return books.publish(small, label="2026.1")


@pytest.fixture
def client():
    return client_of("editor")


def upload(client, name, content, address=UPLOAD):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(address, {"file": SimpleUploadedFile(name, data)}, follow=True)


def take(client, kept=None, **fields):
    kept = kept or FixtureSet.objects.first()
    sent = {"mark": draft_mark()} | fields
    return client.post(reverse("editor:take_in", args=[kept.code]), sent, follow=True)


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def draft():
    return [(record.kind, record.fields) for record in records_from_draft()]


# ── out ──


def test_the_draft_comes_out_to_the_byte_as_the_command_writes_it(client, version, small, tmp_path):
    edited(effects={"refactor": 4})
    response = client.get(reverse("editor:download", args=["draft", "fixtures"]))
    assert response["Content-Type"] == "application/zip"
    assert ".zip" in response["Content-Disposition"]
    call_command("dump_rulebook", tmp_path / "out", verbosity=0)
    files = unpacked(response.content)
    assert files == texts_of(tmp_path / "out")
    assert files["10_sources.yaml"].startswith("# Sources of a small rulebook")
    assert client.get(reverse("editor:download", args=["draft", "fixtures"])).content == response.content


def test_a_version_comes_out_without_scenarios(client, version, small):
    edited(effects={"refactor": 4})
    files = unpacked(client.get(reverse("editor:download", args=[version.short_hash, "fixtures"])).content)
    assert files == {name: text for name, text in texts_of(small).items() if name != "90_scenarios.yaml"}


@pytest.mark.parametrize("form", ["dmn", "jdm"])
def test_draft_and_versions_come_out_for_other_tools(client, version, form):
    content, content_type, suffix = exported(read_document(json.loads(version.document), version.hash), form)
    for which in ("draft", version.short_hash):
        response = client.get(reverse("editor:download", args=[which, form]))
        assert response.content == content
        assert response["Content-Type"] == content_type
        assert suffix in response["Content-Disposition"]


def test_files_that_do_not_exist_are_not_found(client, version):
    for which, form in (("draft", "exe"), ("0" * 12, "fixtures"), ("nothing", "dmn")):
        assert client.get(reverse("editor:download", args=[which, form])).status_code == 404


@pytest.mark.parametrize("form", ["fixtures", "dmn", "jdm"])
def test_a_draft_that_cannot_be_read_is_said_instead_of_sent(client, version, form):
    edited(effects={"refactor": "three"})
    response = client.get(reverse("editor:download", args=["draft", form]))
    assert response.status_code == 409
    assert "rule source-code" in text_of(response)


def test_a_version_of_a_newer_program_is_said_instead_of_sent(client, version):
    document = version.document.replace('"format":1', '"format":2', 1)
    newer = Version.objects.create(hash=hash_of(document), label="2031.1", format=2, document=document)
    for form in ("fixtures", "dmn"):
        response = client.get(reverse("editor:download", args=[newer.short_hash, form]))
        assert response.status_code == 409
        assert "this program reads 1" in text_of(response)
    response = client.post(reverse("editor:take_version", args=[newer.short_hash]))
    assert response.status_code == 422
    assert not FixtureSet.objects.exists()


# ── in ──


def test_an_upload_is_looked_at_before_anything_is_changed(client, version, small, edit):
    edit("50", "{refactor: 3}", "{refactor: 5}")
    before = state()
    response = upload(client, "fixtures.zip", zip_of(texts_of(small)))
    page = text_of(response)
    assert response.redirect_chain[-1][0] == reverse("editor:brought", args=[FixtureSet.objects.get().code])
    assert "A whole set: the draft would become equal to it." in page
    assert "Refactor: was +3, now +5" in page
    assert "<b>0 errors</b>" in page
    assert state() == before
    assert "“fixtures.zip” is the draft now." in text_of(take(client))
    assert Rule.objects.get(slug="source-code").effects == {"refactor": 5}
    event = Event.objects.first()
    assert (event.action, event.by, event.note) == ("replaced", "editor", "fixtures.zip")
    assert event.changes == {"added": [None, 0], "changed": [None, 1], "deleted": [None, 0]}


def test_what_goes_out_and_comes_back_changes_nothing(client, version):
    before = state()
    content = client.get(reverse("editor:download", args=["draft", "fixtures"])).content
    assert "It is the draft already" in text_of(upload(client, "draft.zip", content))
    take(client)
    assert state() == before
    assert client.get(reverse("editor:download", args=["draft", "fixtures"])).content == content


def test_the_draft_of_before_comes_back_in_one_step(client, version, small, edit):
    edited(effects={"refactor": 4})
    before, heads = draft(), list(FileHead.objects.values_list("file", "text"))
    edit("10", "# Sources of a small rulebook", "# Other words above the sources")
    edit("50", "{refactor: 3}", "{refactor: 5}")
    upload(client, "fixtures.zip", zip_of(texts_of(small)))
    take(client)
    assert draft() != before
    assert FileHead.objects.get().text.startswith("# Other words")
    page = text_of(client.get(FILES))
    assert "The draft before “fixtures.zip” was taken" in page
    assert "Bring back the draft from before" in page
    replaced = FixtureSet.objects.get(role="replaced")
    take(client, replaced)
    assert draft() == before
    assert list(FileHead.objects.values_list("file", "text")) == heads
    assert FixtureSet.objects.filter(role="replaced").count() == 2


def test_a_single_file_replaces_the_records_of_its_kind_only(client, version, small, edit):
    edited("runtime", "question", hint_en="Ask the team.")
    edited("java-functions", effects={"functions": 5})
    edit("50", "{refactor: 3}", "{refactor: 5}")
    page = text_of(upload(client, RULES, (small / RULES).read_text()))
    assert f"everything else in the draft stays: {RULES}" in page
    take(client)
    assert Rule.objects.get(slug="source-code").effects == {"refactor": 5}
    assert Rule.objects.get(slug="java-functions").effects == {"functions": 5}
    assert Question.objects.get(slug="runtime").hint_en == "Ask the team."


def test_what_a_file_lacks_goes_from_the_draft(client, version, small):
    text = (small / RULES).read_text().split("\n\n")[0] + "\n"
    upload(client, RULES, text)
    take(client)
    assert set(Rule.objects.filter(decision__slug="strategy").values_list("slug", flat=True)) == {
        "no-source-code"
    }


def test_a_file_that_cannot_be_read_names_every_line_and_changes_nothing(client, version, small):
    text = (small / RULES).read_text()
    text = text.replace("{refactor: 3}", "{refactor: thirty}").replace("slug: no-source", "slog: no-source")
    before = state()
    response = upload(client, RULES, text)
    assert response.status_code == 422
    page = text_of(response)
    for place in (f"{RULES}:3", f"{RULES}:21"):
        assert place in page
    assert state() == before
    assert not FixtureSet.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("fixtures.zip", b"PK\x03\x04 no zip at all", "no zip file that can be read"),
        ("notes.txt", b"hello", "do not belong to a rulebook"),
        (RULES, b"- !!python/object:os.system {}", "this one has nothing"),
        (RULES, b"\xff\xfe\x00", "cannot be read"),
        (RULES, b"", "Choose a file that is not empty."),
    ],
)
def test_what_is_no_set_of_fixtures_is_refused_in_words(client, version, name, content, complaint):
    response = upload(client, name, content)
    assert response.status_code == 422
    assert complaint in text_of(response)
    assert not FixtureSet.objects.exists()


def test_without_a_file_one_is_asked_for(client, version):
    response = client.post(UPLOAD)
    assert response.status_code == 422
    assert "Choose a file" in text_of(response)


def test_errors_may_be_taken_into_the_draft_but_are_shown(client, version, small, edit):
    edit("50", "because_en: 'The code can be changed: it is there.'", "because_en: ''")
    page = text_of(upload(client, RULES, (small / RULES).read_text()))
    assert f"<code>{RULES}:" in page
    assert "The draft may hold errors; a version may not." in page
    take(client)
    assert Rule.objects.get(slug="source-code").because_en == ""


def test_what_no_draft_can_hold_is_refused_and_said(client, version, small):
    text = (small / RULES).read_text()
    other = text.replace("decision: [strategy]", "decision: [nowhere]", 1)
    twice = text + "\n" + text
    for content, complaint in ((other, "nowhere"), (twice, "no-source-code")):
        before = state()
        page = text_of(upload(client, RULES, content))
        assert "This cannot be taken into the draft" in page
        assert complaint in page
        assert "Take into the draft</button>" not in page
        assert take(client).status_code == 422
        assert state() == before


def test_a_draft_that_changed_since_the_look_is_not_overwritten(client, version, small, edit):
    edit("50", "{refactor: 3}", "{refactor: 5}")
    upload(client, RULES, (small / RULES).read_text())
    mark = draft_mark()
    edited("no-source-code", actor=Actor("a colleague"), because_en="Without source code nothing can change.")
    before = state()
    response = take(client, mark=mark)
    page = text_of(response)
    assert response.status_code == 409
    assert "the draft was changed in the meantime" in page
    assert "Without source code nothing can change." in page
    assert "The draft has changed since this was kept" in page
    assert state() == before
    take(client)
    assert Rule.objects.get(slug="source-code").effects == {"refactor": 5}


def test_a_failure_in_the_middle_leaves_everything(client, version, small, edit, monkeypatch):
    edit("50", "{refactor: 3}", "{refactor: 5}")
    upload(client, RULES, (small / RULES).read_text())
    before = (state(), FixtureSet.objects.count(), Event.objects.count())

    def fails(*args, **options):
        raise OSError("no space left")

    monkeypatch.setattr(taking, "log_event", fails)
    with pytest.raises(OSError, match="no space left"):
        take(client)
    assert (state(), FixtureSet.objects.count(), Event.objects.count()) == before


def test_an_unreadable_draft_is_mended_by_files(client, version, small):
    edited(effects={"refactor": "three"})
    page = text_of(upload(client, RULES, (small / RULES).read_text()))
    assert "Rule “source-code”: added" in page
    take(client)
    assert Rule.objects.get(slug="source-code").effects == {"refactor": 3}


def test_a_version_is_taken_as_draft_and_the_scenarios_stay(client, version):
    edited(effects={"refactor": 4})
    edited("a-case", "scenario", notes="Kept.")
    response = client.post(reverse("editor:take_version", args=[version.short_hash]), follow=True)
    assert "Refactor: was +4, now +3" in text_of(response)
    take(client)
    assert Rule.objects.get(slug="source-code").effects == {"refactor": 3}
    assert records_from_draft().find("scenario", "a-case").fields["notes"] == "Kept."


def test_only_the_newest_sets_are_kept(client, version):
    for number in range(KEPT + 3):
        keep(FixtureSet.Role.BROUGHT, f"{number}.zip", {RULES: f"# {number}\n"}, None, "mark")
    assert FixtureSet.objects.count() == KEPT
    assert FixtureSet.objects.first().name == f"{KEPT + 2}.zip"
    assert not FixtureSet.objects.filter(name="2.zip").exists()
    assert files_in(FixtureSet.objects.first()) == {RULES: f"# {KEPT + 2}\n"}


# ── questionnaires ──


def test_a_konveyor_questionnaire_adds_draft_questions(client, version):
    before = draft()
    page = text_of(upload(client, "readiness.yaml", QUESTIONNAIRE, reverse("editor:upload_questionnaire")))
    assert "it adds records to the draft and replaces none" in page
    assert "Does it write to local disks?" in page
    assert draft() == before
    take(client)
    added = [one for one in draft() if one not in before]
    assert [one for one in draft() if one in before] == before
    assert sorted({kind for kind, _ in added}) == ["advice", "choice", "question", "section", "source"]
    told = Event.objects.filter(action="added", by="editor", note="readiness.yaml")
    assert told.count() == len(added)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [("name: [", "not valid YAML"), ("name: x\nsections: 3\n", "sections"), (b"\xff\xfe\x00", "UTF-8")],
)
def test_a_bad_questionnaire_is_refused_in_words(client, version, content, complaint):
    response = upload(client, "bad.yaml", content, reverse("editor:upload_questionnaire"))
    assert response.status_code == 422
    assert complaint in text_of(response)
    assert not FixtureSet.objects.exists()


# ── large ones ──


def test_a_large_upload_is_turned_away_before_it_is_parsed(client, version):
    for name in ("editor:upload", "editor:upload_questionnaire"):
        body = b"x" * (LARGEST_REQUEST + 1)
        response = client.generic("POST", reverse(name), body, "multipart/form-data; boundary=x")
        assert response.status_code == 413
        assert "An upload may have 8 MiB." in text_of(response)


def test_a_form_without_its_token_is_refused(version):
    client = client_of("editor")
    client.handler.enforce_csrf_checks = True
    assert upload(client, RULES, "[]").status_code == 403
    assert not FixtureSet.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_megabytes_get_a_clear_page_at_once(live_server, small):
    client = client_of("editor")
    length, chunk = 50 * 2**20, b"x" * 2**20
    place = urlsplit(live_server.url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    begun = time.monotonic()
    connection.putrequest("POST", UPLOAD)
    connection.putheader("Cookie", f"sessionid={client.cookies['sessionid'].value}")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", str(length))
    connection.endheaders()
    for _ in range(length // len(chunk)):
        connection.send(chunk)
    response = connection.getresponse()
    page = response.read().decode()
    assert response.status == 413
    assert "This file is too large" in page
    assert time.monotonic() - begun < 10
    connection.close()
    assert not FixtureSet.objects.exists()
