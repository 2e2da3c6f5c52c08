"""The roles that the table of access is tried with, and what each word of it means for each role."""

from advisor.accounts.roles import MAY, MAY_MANAGE, Act, Role

#: Roles in the workspace whose assessment is asked for.
MEMBERS = tuple(role.value for role in Role)
#: Beside them: without anything; with the cookie of another owner; with an account that is no member; with
#: a role that has to do with the rulebook or with running the site, and with no workspace.
OTHERS = (
    "nobody",
    "other browser",
    "account",
    "rulebook reader",
    "rulebook editor",
    "rulebook publisher",
    "operator",
    "superuser",
)
ROLES = (*OTHERS, *MEMBERS)

#: What an answer says of access. PASSED: whatever the page then says of what was sent.
PASSED, DENIED, HIDDEN, SIGN_IN, NOT_TAKEN = "passed", "denied", "hidden", "sign-in", "not taken"

_RULEBOOK = {
    "look": {"rulebook reader", "rulebook editor", "rulebook publisher", "superuser"},
    "edit": {"rulebook editor", "superuser"},
    "publish": {"rulebook publisher", "superuser"},
    "operate": {"operator", "superuser"},
}
_WITHOUT_ACCOUNT = {"nobody", "other browser"}


def is_about_an_assessment(word: str) -> bool:
    """Whether an address that is for ``word`` is about one assessment, or what its maker ordered."""
    return word.partition(", ")[0] in {*(act.value for act in Act), "maker"}


def expected(word: str, role: str) -> str:
    """Return what an address that is for ``word`` answers to a role."""
    if word in ("all", "link"):
        return PASSED
    if word == "no longer":
        return HIDDEN
    if word == "account":
        return SIGN_IN if role in _WITHOUT_ACCOUNT else PASSED
    if word in _RULEBOOK:
        if role in _WITHOUT_ACCOUNT:
            return SIGN_IN
        return PASSED if role in _RULEBOOK[word] else DENIED
    if word.startswith("workspace: "):
        if role in _WITHOUT_ACCOUNT:
            return SIGN_IN
        return _of_workspace(word.removeprefix("workspace: "), role)
    return _of_assessment(word, role)


def _of_workspace(word: str, role: str) -> str:
    if role not in MEMBERS:
        return HIDDEN
    if word == "see" or role in MAY_MANAGE:
        return PASSED
    return HIDDEN if word.endswith("gone") else DENIED


def _of_assessment(word: str, role: str) -> str:
    """Whoever cannot read it gets the same answer as if it were not there."""
    if role not in MEMBERS:
        return HIDDEN
    if word == "maker":
        return PASSED if role == "editor" else HIDDEN
    act, _, gone = word.partition(", ")
    if act in MAY[role]:
        return PASSED
    return HIDDEN if gone else DENIED
