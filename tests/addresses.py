"""The address of every page and action of a furnished site, by its name."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone

from advisor.accounts.models import Workspace
from advisor.accounts.roles import Role
from advisor.assessments import actions, review
from advisor.editor.fixture_sets import keep
from advisor.editor.models import EditorJob, FixtureSet
from advisor.jobs import run
from advisor.reports.formats import FORMATS, WORKLOAD_FORMATS
from advisor.reports.models import ExportJob
from advisor.rulebook.models import Version
from advisor.teams import exports, invitations
from tests.factories import make_assessment, make_workspace

TOKEN = "owner-of-these-pages"
EXAMPLE = "aac-rwa-java-proseware"
#: What the rulebook of the tests answers; everything else is open.
FEW = {"runtime": "java"}
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
#: Pages of accounts that somebody sees who is not signed in; the others are one's own.
ENTRANCE = (
    "/account/login/",
    "/account/signup/",
    "/account/inactive/",
    "/account/confirm-email/",
    "/account/password/reset/",
    "/account/oidc/",
    "/account/providers/login/",
    "/account/providers/signup/",
    "/account/second-factor/authenticate/",
    "/account/second-factor/webauthn/login/",
)


def keys_of_accounts():
    """Return what each address of accounts is written with."""
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
    account = "login logout inactive signup reauthenticate email email_verification_sent change_password"
    account += (
        " set_password reset_password confirm_login_code reset_password_from_key_done reset_password_done"
    )
    mfa = "index authenticate reauthenticate activate_totp deactivate_totp view_recovery_codes"
    mfa += " generate_recovery_codes download_recovery_codes list_webauthn add_webauthn"
    mfa += " reauthenticate_webauthn login_webauthn"
    social = "login_cancelled login_error signup connections"
    return {
        "accounts:overview": [],
        **{f"account_{name}": [] for name in account.split()},
        "account_confirm_email": ["a-key"],
        "account_reset_password_from_key": ["1", "a-key"],
        **{f"mfa_{name}": [] for name in mfa.split()},
        **{f"mfa_{name}_webauthn": [passkey] for name in ("edit", "remove")},
        "usersessions_list": [],
        **{f"socialaccount_{name}": [] for name in social.split()},
        **{f"openid_connect_{name}": ["house"] for name in ("login", "callback")},
    }


def keys_of(assessment, gone):
    """Return what each kind of address is written with."""
    code = [assessment.code]
    shared = [actions.share(assessment).token]
    locked = [actions.share(assessment, password="copper lantern").token]
    milestone = [review.freeze(assessment, "Board meeting").code]
    keys = {
        **{
            name: []
            for name in (
                "assessments:home",
                "assessments:start",
                "assessments:claim",
                *(f"teams:{name}" for name in ("workspaces", "join_after_sign_in", "own_log", "own_log_csv")),
                "teams:own_data",
                "teams:delete_account",
                "rulebook:accuracy",
                "rulebook:agreeing",
                "set_language",
                "operations:overview",
                "reports:cover",
                "reports:logo",
                "reports:choose",
                "reports:compare",
                "reports:import",
                "reports:verify",
            )
        },
        **{
            f"catalogue:{name}": [] for name in ("services", "glossary", "compare", "functions_or_logic_apps")
        },
        "catalogue:service": ["virtual_machines"],
        **{f"editor:{name}": [] for name in ("overview", "guide", "simulator", "keep_scenario")},
        **{f"editor:{name}": [] for name in ("checks", "impact", "scenarios", "offered")},
        **{f"editor:{name}": [] for name in ("compare", "publish", "versions", "files", "log", "log_csv")},
        **{f"editor:{name}": [] for name in ("upload", "upload_questionnaire")},
        **{f"editor:{name}": ["choice", "runtime/java"] for name in ("retire", "rename")},
        "editor:download": ["draft", "fixtures"],
        "editor:make_scenario": code,
        "editor:rules": ["compute"],
        "editor:row": ["strategy", "strategy-code-good"],
        "editor:presence": ["rule", "strategy-code-good"],
        **{f"assessments:{name}": [EXAMPLE] for name in ("example", "fork")},
        "assessments:resume": [TOKEN],
        "assessments:unlock": locked,
        "assessments:questionnaire": ["yaml"],
        "assessments:own_questionnaire": [*code, "md"],
        "assessments:question": [*code, "databases"],
        "assessments:item": [*code, "databases"],
        "assessments:section": [*code, "data"],
        "assessments:deleted": [gone.code],
    }
    actions.offer(assessment)
    keys["teams:move"] = code
    for name in ("next", "check", "begun", "details", "copy", "add_component", "delete", "fill_in"):
        keys[f"assessments:{name}"] = code
    for name in ("share", "end_sharing", "offer", "keep"):
        keys[f"assessments:{name}"] = code
    for name in ("report", "pairs", "plan", "end", "export", *FORMATS):
        keys |= {
            f"reports:{name}": code,
            f"reports:shared_{name}": shared,
            f"reports:example_{name}": [EXAMPLE],
            f"reports:milestone_{name}": milestone,
        }
    for name in ("review", "withdraw", "freeze", "what_if", "move"):
        keys[f"reports:{name}"] = code
    for name in ("report", "export", "write", *WORKLOAD_FORMATS):
        keys[f"reports:workload_{name}"] = [assessment.workload]
    return keys


def with_component(assessment):
    """Return an assessment, now one of the two components of its workload."""
    details = actions.Details(assessment.name, "import")
    actions.add_component(assessment, details, assessment.rulebook, FEW)
    return assessment


def workspace_with(count, owner):
    """Return a workspace of an account, with so many assessments."""
    workspace = make_workspace("Client", owner=owner)
    for number in range(count):
        inside = make_assessment(answers=FEW, name=f"Shop {number}")
        type(inside).objects.filter(pk=inside.pk).update(workspace=workspace)
    return workspace


def keys_of_workspaces(there, deleted, owner):
    """Return the addresses of a workspace, and of one that is deleted; both are an account's own."""
    token = invitations.invite(there, owner, Role.VIEWER, 1, "")
    export = exports.order(there, owner, "en")
    run("wholeexport", export.pk)
    Workspace.objects.filter(pk=deleted.pk).update(deleted_at=timezone.now())
    own = "workspace settings members change_member invite withdraw_invitation leave log log_csv whole_export"
    return {
        **{f"teams:{name}": [there.code] for name in (*own.split(), "delete")},
        "teams:whole_file": [there.code, export.code],
        "teams:bring_back": [deleted.code],
        "teams:join": [token],
    }


def keys_of_job(assessment):
    """Return the addresses of a finished export."""
    job = ExportJob.objects.create(
        owner=assessment.owner, format="json", language="en", size="a4", codes=[str(assessment.code)]
    )
    run("export", job.pk)
    check = EditorJob.objects.create(kind="check", mark="", total=3)
    version = Version.objects.current().short_hash
    kept = keep(FixtureSet.Role.BROUGHT, "glossary.zip", {"80_glossary.yaml": "[]\n"}, None, "")
    return {
        **{f"editor:{name}": [version] for name in ("compare_with", "put_in_use", "take_version")},
        **{f"editor:{name}": [kept.code] for name in ("brought", "take_in")},
        **{f"reports:{name}": [job.code] for name in ("job", "job_file", "change_job")},
        **{f"editor:{name}": [check.code] for name in ("editor_job", "change_editor_job")},
    }


def addresses_of(keys):
    """Return the addresses; two services are compared."""
    asked = {"catalogue:compare": "?service=virtual_machines&service=app_service"}
    return {name: reverse(name, args=key) + asked.get(name, "") for name, key in keys.items()}


def names_in(resolver, prefix="") -> Iterator[str]:
    """Walk through the names of a site's addresses, but for those of the admin."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"
        elif entry.namespace != "admin":
            yield from names_in(entry, f"{entry.namespace}:" if entry.namespace else prefix)


def last(name):
    return name.split(":")[-1]
