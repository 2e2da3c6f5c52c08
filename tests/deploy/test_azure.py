"""The Bicep file: every parameter told, secrets kept secret, replicas, private network, known settings.

No compiler runs here: names of properties and versions were compared with Microsoft's SDKs by hand.
"""

import re

import pytest

from tests.deploy.dockerfile import ROOT
from tests.deploy.rehearsal import composed

TEXT = (ROOT / "deploy" / "azure.bicep").read_text()


def blocks(kind: str) -> dict[str, str]:
    """Return name → text of the top-level declarations of a kind."""
    found = re.split(rf"^(?={kind} \w+)", TEXT, flags=re.MULTILINE)[1:]
    return {text.split()[1]: re.split(r"^}", text, maxsplit=1, flags=re.MULTILINE)[0] for text in found}


def test_every_parameter_and_output_is_described():
    lines = TEXT.splitlines()
    for number, line in enumerate(lines):
        if line.startswith(("param ", "output ")):
            before = lines[:number]
            start = max(n for n, text in enumerate(before) if not text.strip())
            assert "@description('" in "\n".join(before[start:]), line


@pytest.mark.parametrize("name", ["secretKey", "databasePassword", "emailUrl"])
def test_a_secret_is_a_secure_parameter_and_never_given_out(name):
    assert re.search(rf"@secure\(\)\n(@\w+\(.*\)\n)*param {name} string", TEXT)
    outputs = re.findall(r"^output .*$", TEXT, re.MULTILINE)
    assert not any(name in line for line in outputs)


def test_every_brace_and_bracket_is_closed():
    plain = re.sub(r"'(?:\\.|[^'\\])*'|//.*", "", TEXT)
    assert [plain.count(sign) for sign in "{[("] == [plain.count(sign) for sign in "}])"]


def test_all_that_is_named_is_declared():
    declared = set(re.findall(r"^\s*(?:param|var|resource) (\w+)", TEXT, re.MULTILINE))
    for parent, child in re.findall(r"(\w+)::(\w+)", TEXT):
        assert {parent, child} <= declared, (parent, child)
    for name in re.findall(r"\$\{(\w+)[.}]", TEXT):
        assert name in declared, name


def test_two_web_replicas_or_more_with_health_asked_for():
    assert re.search(r"@minValue\(2\)\n@maxValue\(30\)\nparam webReplicas int = 2", TEXT)
    web = blocks("resource")["web"]
    assert "minReplicas: webReplicas" in web
    assert re.findall(r"type: '(\w+)'\s+httpGet: \{\s+path: '(\S+)'", web) == [
        ("Startup", "/healthz"),
        ("Liveness", "/healthz"),
        ("Readiness", "/readyz"),
    ]
    assert "allowInsecure: false" in web


def test_the_database_the_vault_and_the_registry_are_closed():
    told = blocks("resource")
    assert "publicNetworkAccess: 'Disabled'" in told["database"]
    assert "delegatedSubnetResourceId: network::databaseSubnet.id" in told["database"]
    assert "publicNetworkAccess: 'Disabled'" in told["vault"]
    assert "enableRbacAuthorization: true" in told["vault"]
    assert "adminUserEnabled: false" in told["registry"]
    assert "listKeys" not in TEXT
    # Reading of single secrets, pulling of images: nothing else is granted.
    roles = re.findall(r"roleDefinitionId: (\w+)", TEXT)
    assert set(roles) == {"secretsUser", "acrPull"}
    assert re.findall(r"scope: vault(::\w+)?$", TEXT, re.MULTILINE) == ["::key", "::address", "::email", ""]


def test_its_database_is_of_the_version_that_the_image_has_the_client_of():
    version = re.search(r"version: '(\d+)'", blocks("resource")["database"])[1]
    assert composed()["services"]["database"]["image"] == f"postgres:{version}-trixie"


def test_it_names_only_settings_that_there_are():
    known = (ROOT / ".env.example").read_text()
    names = re.findall(r"name: '([A-Z_]+)'", TEXT)
    assert len(names) >= 12
    for name in names:
        assert f"\n{name}=" in f"\n{known}", name
    # What compose.yaml sets for several processes is set here too.
    assert set(composed()["x-fourways"]["environment"]) - {"DEBUG"} <= set(names)
