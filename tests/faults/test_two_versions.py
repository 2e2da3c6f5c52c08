"""The version before and this one serve one migrated database side by side, as in a rolling upgrade."""

import pytest

from tests.faults.judging import wrong
from tests.faults.places import served
from tests.faults.releases import before
from tests.faults.stores import answers
from tests.running import Visitor, running, wait_for

pytestmark = [pytest.mark.slow, pytest.mark.sweep]
OLD = ("--workers", "1", "--threads", "4")


@pytest.fixture
def old_site(tmp_path, store):
    """The version before; it shows its pages in development's way, for lack of collected files."""
    root = before(tmp_path / "before")
    with running(root, root, DATABASE_URL=store.url) as site:
        yield site


def test_a_questionnaire_alternates_between_two_versions(site, old_site, store, told, crowd, tell):
    with tell("two versions on one database") as line:
        old, new = old_site.web(*OLD), served(site)
        wait_for(lambda: opens(old))
        crowd.start(old.address, new.address)
        crowd.go_on(60)
        crowd.stop()
        problems = wrong(crowd.saves, answers(store))
        line |= {"runs": 1, "acknowledged": crowd.acknowledged, "lost": len(problems)}
        line["errors"] = len(unexpected := crowd.unexpected(200, 302, 409))
        assert not problems
        assert not unexpected
        both_recommend_the_same(old, new, told)
        what_one_begins_the_other_shows(old, new)
        files_come_from_both(old, new, told)
        who_signed_in_at_one_stays_so(old, new, told)


def opens(web):
    """Tell whether a server answers; the version before was not asked whether it is ready."""
    try:
        return Visitor({}).get(web, "/").status_code == 200
    except OSError:
        return False


def both_recommend_the_same(old, new, told):
    owner = Visitor(told.owner)
    for code in told.codes:
        (one,), (other,) = (owner.get(web, f"/a/{code}/report.json").json() for web in (old, new))
        assert one["recommendation"] == other["recommendation"]
        assert one["profile"] == other["profile"]
        assert owner.get(old, f"/a/{code}/report/").status_code == 200


def what_one_begins_the_other_shows(old, new):
    somebody = Visitor({})
    assert somebody.post(old, "/start/", [("name", "Begun at the old")], page="/").status_code == 302
    assert somebody.post(new, "/start/", [("name", "Begun at the new")], page="/").status_code == 302
    for web in (old, new):
        page = somebody.get(web, "/").text
        assert "Begun at the old" in page
        assert "Begun at the new" in page


def files_come_from_both(old, new, told):
    """Order files at both; the owner sees them at either."""
    owner = Visitor(told.owner)
    chosen = [("assessment", code) for code in told.codes] + [("format", "docx"), ("language", "en")]
    pages = [owner.post(web, "/exports/", chosen).headers["Location"] for web in (old, new)]
    for page in pages:
        wait_for(lambda page=page: "The file is ready." in owner.get(old, page).text, seconds=120)
        assert len({owner.get(web, f"{page}file").content for web in (old, new)}) == 1


def who_signed_in_at_one_stays_so(old, new, told):
    """The version before knew another way to sign in: it takes them for nobody, and leaves them alone."""
    editor = Visitor(told.editor)
    for _ in range(2):
        assert editor.get(new, "/account/").url == f"{new.address}/account/"
        assert editor.get(old, "/").status_code == 200
