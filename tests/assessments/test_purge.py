"""What goes for good: what was deleted, and what has no account after a warning, however the clock jumps."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone as now

from advisor.accounts.models import AuditEvent, Workspace
from advisor.assessments import access, actions, purging, review
from advisor.assessments.models import Answer, Assessment, Owner
from advisor.jobs.housekeeping import chores
from advisor.reports.covers import keep_cover
from advisor.reports.evaluation import CoverDetails
from advisor.reports.models import CoverProfile
from advisor.reports.owners import forget_empty_owners
from advisor.teams.purging import purge_workspaces
from tests.factories import browser_of, make_assessment, make_owner, make_user, make_workspace

pytestmark = pytest.mark.usefixtures("version")
BEGIN = datetime(2027, 1, 1, 12, tzinfo=UTC)
#: The first day of the warning, of which 335 have passed before, and the first on which it is gone.
WARNED, GONE = 335, 335 + 31


def deleted(days):
    assessment = make_assessment(answers={"runtime": "java"})
    Assessment.objects.filter(pk=assessment.pk).update(deleted_at=now.now() - timedelta(days=days))
    return assessment


def test_only_what_was_deleted_long_ago_goes_with_its_answers(capsys):
    kept = {make_assessment(answers={"runtime": "php"}).pk, deleted(29).pk}
    gone = deleted(31)
    call_command("purge_assessments")
    assert capsys.readouterr().out == "1 deleted assessments purged\n"
    assert set(Assessment.objects.values_list("pk", flat=True)) == kept
    assert Answer.objects.count() == 2
    entry = AuditEvent.objects.get(action="purged")
    assert (entry.assessment, entry.title, entry.actor) == (gone.code, "Shop", "program")


def test_the_wait_can_be_chosen():
    deleted(1)
    call_command("purge_assessments", "--days", "0")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("days", ["-3", "many", "9999999"])
def test_a_wait_that_is_no_number_of_days_is_refused(days):
    with pytest.raises(CommandError, match="not a whole number of days"):
        call_command("purge_assessments", "--days", days)


def test_more_than_one_piece_goes(monkeypatch):
    monkeypatch.setattr(purging, "PIECE", 2)
    for _number in range(5):
        deleted(31)
    assert purging.purge_long_deleted() == 5
    assert not Assessment.objects.exists()
    assert AuditEvent.objects.filter(action="purged").count() == 5


def test_a_jump_of_the_clock_counts_as_a_day_at_most(time_machine):
    time_machine.move_to(BEGIN, tick=False)
    shop, shared = deleted(27), make_workspace()
    Workspace.objects.filter(pk=shared.pk).update(deleted_at=BEGIN - timedelta(days=27))
    for day, there in ((0, True), (366, True), (0, True), (1, True), (2, False)):
        time_machine.move_to(BEGIN + timedelta(days=day), tick=False)
        purging.purge_long_deleted()
        purge_workspaces()
        assert Assessment.objects.filter(pk=shop.pk).exists() is there, day
        assert Workspace.objects.filter(pk=shared.pk).exists() is there, day


def test_housekeeping_does_it():
    names = {chore.name for chore in chores()}
    assert {"assessments without an account", "deleted assessments", "owners without anything"} <= names


# ── without an account: a warning first ──


@pytest.fixture
def days_later(time_machine):
    """Let a day pass after the other, or jump; each time housekeeping runs."""
    time_machine.move_to(BEGIN, tick=False)

    def go(to, *, jump=False):
        # Until there is something to warn of, one day is like the other.
        first = max((now.now() - BEGIN).days, min(to, WARNED) - 1)
        for day in [to] if jump else range(first, to + 1):
            time_machine.move_to(BEGIN + timedelta(days=day), tick=False)
            purging.purge_unused()

    return go


@pytest.fixture
def shop(days_later, owner):
    """An assessment that nobody changes from the first day on."""
    return make_assessment(owner, {"runtime": "java"})


def is_there(shop):
    return Assessment.objects.filter(pk=shop.pk).exists()


def warning(shop):
    return Assessment.objects.get(pk=shop.pk).warned_at


def test_what_nobody_changes_is_warned_of_for_thirty_days_and_then_goes(shop, days_later):
    days_later(WARNED - 1)
    assert warning(shop) is None
    days_later(WARNED)
    assert warning(shop) == BEGIN + timedelta(days=WARNED)
    days_later(GONE - 1)
    assert is_there(shop)
    days_later(GONE)
    assert not is_there(shop)
    entry = AuditEvent.objects.get(action="purged")
    assert (entry.assessment, entry.owner) == (shop.code, shop.owner_id)
    assert not Owner.objects.filter(pk=shop.owner_id).exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda one: actions.save_answer(one, "runtime", "php", "", None),
        lambda one: actions.change_details(one, actions.Details("Other")),
        lambda one: review.freeze(one, "Board"),
        lambda one: review.override(one, "strategy", "rebuild", "Because", "The board"),
        lambda one: actions.share(one),
        lambda one: actions.offer(one),
    ],
)
def test_any_change_takes_the_warning_back(shop, days_later, change):
    days_later(WARNED + 10)
    change(shop)
    assert warning(shop) is None
    days_later(GONE + 10)
    assert is_there(shop)
    assert warning(shop) is None


def test_others_are_neither_warned_of_nor_removed(days_later):
    account = Owner.objects.create(token_hash="x" * 64, user=make_user("anna"))
    mine, shared = make_assessment(account), make_assessment()
    Assessment.objects.filter(pk=shared.pk).update(workspace=make_workspace())
    days_later(GONE + 1)
    assert is_there(mine)
    assert is_there(shared)
    assert not Assessment.objects.filter(warned_at__isnull=False).exists()


def test_an_owner_goes_with_the_last_assessment_and_not_before(shop, owner, days_later):
    keep_cover(owner.pk, CoverDetails("Proseware"))
    days_later(100)
    other = make_assessment(owner)
    days_later(GONE)
    assert not is_there(shop)
    assert CoverProfile.objects.exists()
    days_later(GONE + 101)
    assert not is_there(other)
    assert not Owner.objects.exists()
    assert not CoverProfile.objects.exists()


def test_for_ever_means_for_ever_and_takes_warnings_back(shop, days_later, settings):
    days_later(WARNED)
    settings.ANONYMOUS_KEPT_DAYS = 0
    days_later(GONE + 1000, jump=True)
    assert warning(shop) is None
    assert forget_empty_owners() == 0


def test_a_longer_time_takes_warnings_back(shop, days_later, settings):
    days_later(WARNED)
    settings.ANONYMOUS_KEPT_DAYS = 730
    days_later(GONE + 1)
    assert warning(shop) is None


# ── the clock jumps ──


def test_a_jump_of_years_only_warns(shop, days_later):
    days_later(3)
    days_later(1000, jump=True)
    assert is_there(shop)
    assert warning(shop) == BEGIN + timedelta(days=1000)
    days_later(1030)
    assert is_there(shop)
    days_later(1031)
    assert not is_there(shop)


@pytest.mark.parametrize("into", [0, 1, 15, 29])
def test_a_jump_within_the_warning_takes_no_day_of_it(shop, days_later, into):
    days_later(WARNED + into)
    days_later(2000, jump=True)
    # As many days are left as had not been told: a jump may count as one, and one more is waited.
    days_later(2000 + 29 - into)
    assert is_there(shop)
    days_later(2000 + 30 - into)
    assert not is_there(shop)


def test_a_clock_that_is_set_right_again_takes_early_warnings_back(shop, days_later):
    days_later(10)
    days_later(1000, jump=True)
    assert warning(shop) is not None
    days_later(11, jump=True)
    assert warning(shop) is None
    days_later(GONE - 1)
    assert is_there(shop)


def test_a_clock_that_goes_to_and_fro_leaves_the_warning_where_it_was(shop, days_later):
    days_later(WARNED + 5)
    days_later(3000, jump=True)
    days_later(WARNED + 6, jump=True)
    days_later(GONE - 1)
    assert is_there(shop)
    days_later(GONE)
    assert not is_there(shop)


def test_days_on_which_nobody_kept_house_do_not_count(shop, days_later):
    days_later(WARNED)
    for week in range(1, 31):
        days_later(WARNED + 7 * week, jump=True)
    assert is_there(shop)
    days_later(WARNED + 7 * 31, jump=True)
    assert not is_there(shop)


# ── what its pages say ──


def test_its_pages_and_the_list_say_the_day_and_offer_to_keep_it(shop, days_later, browser):
    pages = ["/"]
    pages += [reverse(f"assessments:{name}", args=[shop.code]) for name in ("check", "details")]
    pages += [
        reverse("reports:report", args=[shop.code]),
        reverse("assessments:question", args=[shop.code, "runtime"]),
    ]
    assert not any("Will be removed" in browser.get(page).text for page in pages)
    days_later(WARNED)
    keep = reverse("assessments:keep", args=[shop.code])
    for page in pages:
        text = browser.get(page).text
        assert "Will be removed on 1 January 2028" in text, page
        assert f'action="{keep}"' in text
        assert f'name="next" value="{page}"' in text
    assert browser.post(keep, {"next": pages[1]}).url == pages[1]
    assert warning(shop) is None
    assert not any("Will be removed" in browser.get(page).text for page in pages)


@pytest.mark.parametrize(
    "wanted", ["", "https://evil.example/", "//evil.example/", "\\\\evil.example", "evil"]
)
def test_keeping_leads_back_within_the_site_only(shop, browser, wanted):
    response = browser.post(reverse("assessments:keep", args=[shop.code]), {"next": wanted})
    assert response.url == reverse("assessments:details", args=[shop.code])


def test_nobody_else_keeps_it(shop, days_later):
    days_later(WARNED)
    make_owner("another")
    assert browser_of("another").post(reverse("assessments:keep", args=[shop.code])).status_code == 404
    assert warning(shop) is not None


def test_a_day_that_is_over_is_not_told(shop, days_later, browser, time_machine):
    days_later(WARNED)
    time_machine.move_to(BEGIN + timedelta(days=500), tick=False)
    assert (
        "Will be removed on 15 May 2028" in browser.get(reverse("assessments:check", args=[shop.code])).text
    )


def test_taken_into_an_account_it_stays(shop, days_later, browser):
    days_later(WARNED)
    browser.force_login(make_user("anna"))
    browser.post(reverse("assessments:claim"))
    assert warning(shop) is None
    days_later(GONE + 1)
    assert is_there(shop)


def test_how_long_it_is_kept_is_told_at_the_start(client, settings):
    began = client.post(reverse("assessments:start"), {"name": "Shop"}, follow=True).text
    assert "when nobody changes it for 365 days" in began
    assert "nobody changes for 365 days" in client.get("/").text
    settings.ANONYMOUS_KEPT_DAYS = 0
    assert "Kept on this server until you delete them" in client.get("/").text


def test_owners_without_anything_go_after_as_long(days_later):
    _empty, covered, busy, signed_in = (make_owner() for _ in range(4))
    Owner.objects.filter(pk=signed_in.pk).update(user=make_user("anna"))
    keep_cover(covered.pk, CoverDetails("Proseware"))
    actions.delete(make_assessment(busy))
    assert forget_empty_owners() == 0
    Owner.objects.update(created_at=BEGIN - timedelta(days=366))
    fresh = make_owner()
    assert forget_empty_owners() == 1
    assert set(Owner.objects.all()) == {covered, busy, signed_in, fresh}


def test_the_resume_link_of_what_is_gone_finds_nothing(shop, days_later, browser):
    days_later(GONE)
    assert access.Owner.objects.count() == 0
    assert browser.get("/").status_code == 200
    assert browser.get("/resume/owner-of-these-tests/").status_code == 404
