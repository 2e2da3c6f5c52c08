"""A furnished site to attack: somebody's assessments, somebody else's, a draft under edit, accounts."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client, TestCase
from django.urls import reverse
from PIL import Image

from advisor.accounts.roles import Role
from advisor.assessments import actions, review
from advisor.assessments.models import Assessment, Owner, ShareLink
from advisor.editor.fixture_sets import keep
from advisor.editor.groups import make_groups
from advisor.editor.models import EditorJob, FixtureSet
from advisor.reports import jobs
from advisor.reports.covers import keep_cover
from advisor.reports.evaluation import CoverDetails
from advisor.reports.formats import FORMATS
from advisor.reports.logos import safe_logo
from advisor.reports.wishes import Wish
from advisor.rulebook.publishing import publish_directory
from advisor.teams.invitations import invite
from advisor.teams.workspaces import make as make_workspace
from tests.editor.accounts import make_account
from tests.factories import browser_of, make_assessment, make_owner

SMALL = Path(__file__).parents[1] / "rulebook" / "fixtures"
EXAMPLE = "aac-rwa-java-proseware"
TOKENS = {"owner": "owner-of-the-site", "stranger": "somebody-else"}
ANSWERS = {"source_code": "available", "runtime": "java", "databases": ("sql_server",), "size": 100}
#: What lies behind the sign-in.
INSIDE = ("/account/", "/admin/", "/claim/", "/rulebook/", "/workspaces/")
#: Whoever may send a request: role → who that is.
ROLES = {
    "nobody": "no cookie at all",
    "owner": "known by the cookie",
    "stranger": "another owner",
    "editor": "edits and publishes the rulebook",
    "superuser": "may use the whole admin, and owns assessments",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What was furnished; ``cookies`` are each role's, by name; ``invitation`` is a token."""

    cookies: Mapping[str, Mapping[str, str]]
    owned: Mapping[str, Owner]
    invitation: str

    @property
    def starts(self) -> list[str]:
        """Where to begin looking around; links that are given to somebody stand on no page."""
        links = ShareLink.objects.filter(assessment__owner=self.owned["owner"])
        shared = [reverse("reports:shared_report", args=[link.token]) for link in links]
        resumed = reverse("assessments:resume", args=[TOKENS["owner"]])
        invited = reverse("teams:join", args=[self.invitation])
        return ["/", "/admin/", "/rulebook/", "/workspaces/", "/account/", *shared, resumed, invited]

    def client(self, role: str, **options: bool) -> Client:
        """Return a new browser of a role; keywords are the client's."""
        client = Client(**options)
        for name, value in self.cookies[role].items():
            client.cookies[name] = value
        return client


def furnish(directory: Path) -> Ground:
    """Publish the small rulebook twice, fill in assessments, order files, open accounts."""
    publish(directory)
    make_groups(apps.get_app_config("editor"), apps=apps)
    superuser = get_user_model().objects.create_superuser("superuser", "superuser@example.test", "x")
    owned = {name: make_owner(token) for name, token in TOKENS.items()}
    owned["superuser"] = make_owner()
    Owner.objects.filter(pk=owned["superuser"].pk).update(user=superuser)
    for owner in owned.values():
        fill(owner)
    editing()
    workspace = make_workspace(superuser, "Contoso")
    together = make_assessment(owned["superuser"], ANSWERS, name="Shared")
    Assessment.objects.filter(pk=together.pk).update(workspace=workspace)
    invitation = invite(workspace, superuser, Role.VIEWER, 7, "A colleague")
    editor = make_account("editor and publisher", "editor", staff=True)
    cookies = {"nobody": {}, **{name: _cookies(browser_of(token)) for name, token in TOKENS.items()}}
    for account in (editor, superuser):
        client = Client()
        client.force_login(account)
        cookies[account.username] = _cookies(client)
    return Ground(cookies, owned, invitation)


def publish(directory: Path) -> None:
    """Publish the small rulebook with an example that the home page shows, and then a second version."""
    shutil.copytree(SMALL, directory)
    scenarios, rules = directory / "90_scenarios.yaml", directory / "50_rules_strategy.yaml"
    scenarios.write_text(scenarios.read_text().replace("slug: a-case", f"slug: {EXAMPLE}"))
    publish_directory(directory)
    rules.write_text(rules.read_text().replace("because_en: ", "because_en: Now ", 1))
    publish_directory(directory)


def fill(owner: Owner) -> None:
    """Give an owner all that one can have."""
    assessment = make_assessment(owner, ANSWERS, {"runtime": "Java 8"})
    actions.add_component(
        assessment, actions.Details(assessment.name, "import"), assessment.rulebook, ANSWERS
    )
    actions.share(assessment)
    actions.share(assessment, "The board", password="copper lantern")
    actions.offer(assessment)
    actions.keep_variant(assessment, "without source code", {"source_code": "unavailable"})
    review.freeze(assessment, "Board meeting")
    review.override(assessment, "strategy", "rebuild", "The lease ends.", "The board")
    actions.delete(make_assessment(owner, name="Gone"))
    keep_cover(owner.pk, CoverDetails("Proseware", logo=safe_logo(picture())))
    with TestCase.captureOnCommitCallbacks(execute=True):
        jobs.order(owner.pk, FORMATS["json"], Wish("en"), codes_of(owner)[:2])
    jobs.cancel(jobs.order(owner.pk, FORMATS["json"], Wish("en"), codes_of(owner)[:1]))


def editing() -> None:
    """Leave what editors leave: a set that was brought in, a calculation."""
    keep(FixtureSet.Role.BROUGHT, "glossary.zip", {"80_glossary.yaml": "[]\n"}, None, "")
    EditorJob.objects.create(kind="check", mark="", total=3)


def picture(size: tuple[int, int] = (3, 2)) -> bytes:
    """Return a PNG of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, "PNG")
    return file.getvalue()


def codes_of(owner: Owner) -> list[str]:
    """Return the codes of an owner's assessments."""
    return [str(code) for code in Assessment.objects.filter(owner=owner).values_list("code", flat=True)]


def _cookies(client: Client) -> dict[str, str]:
    return {name: morsel.value for name, morsel in client.cookies.items()}
