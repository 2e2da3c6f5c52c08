"""What is written for container engines: no root, nothing writable, no secret inside, one set of steps."""

import os
import re
import subprocess
import sys

import pytest

from tests.deploy.dockerfile import ROOT, let_in, read
from tests.deploy.rehearsal import composed

OURS = ("release", "web", "worker", "backup")
STEPS = set(re.findall(r"^(\w+)\)$", (ROOT / "deploy" / "step").read_text(), re.MULTILINE))


def test_the_last_stage_is_not_root_and_asks_for_its_health():
    first, last = read()
    assert (first.name, last.name) == ("build", "")
    assert last.one("USER") == "10001:10001"
    assert last.command() == ["deploy/step", "web"]
    assert last.command("HEALTHCHECK") == ["deploy/step", "healthy"]
    assert first.one("WORKDIR") == last.one("WORKDIR")
    keys = [word for word, _ in last.instructions]
    assert keys.index("USER") > max(n for n, word in enumerate(keys) if word in ("RUN", "COPY"))


def test_the_image_has_the_python_of_the_tests_and_the_client_of_the_server():
    first, last = read()
    assert first.base == last.base == "python:${PYTHON}-slim-trixie"
    version = re.search(r"^ARG PYTHON=(\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)[1]
    assert version == f"{sys.version_info.major}.{sys.version_info.minor}"
    server = composed()["services"]["database"]["image"]
    client = re.search(r"postgresql-client-(\d+)", " ".join(last.all("RUN")))[1]
    assert server == f"postgres:{client}-trixie"


def test_only_what_the_program_needs_gets_into_an_image():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert lines[1] == "*"
    assert all((ROOT / name).exists() for name in let_in())
    assert not {".env", ".git", "var", "tests", ".venv"} & set(let_in())


def test_packages_are_installed_by_hash_and_no_index_is_named():
    install = (ROOT / "deploy" / "step").read_text()
    assert "--require-hashes" in install
    written = [
        ROOT / "Dockerfile",
        ROOT / "compose.yaml",
        *(ROOT / "deploy").glob("*.*"),
        ROOT / "deploy" / "step",
    ]
    for path in written:
        assert not re.search(r"--(extra-)?index-url|--find-links|PIP_INDEX", path.read_text()), path


@pytest.mark.parametrize("name", OURS)
def test_a_container_of_ours_has_no_rights_and_nothing_to_write_to(name):
    service = composed()["services"][name]
    assert service["read_only"] is True
    assert service["user"] == "10001:10001" == read()[-1].one("USER")
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert [mount.split(":")[0] for mount in service["tmpfs"]] == ["/tmp"]
    assert service["env_file"] == ".env"
    assert service["environment"]["DEBUG"] == "off"
    assert "healthcheck" in service
    assert "privileged" not in service


def test_the_database_has_no_rights_either_and_cannot_be_reached_from_outside():
    service = composed()["services"]["database"]
    assert service["read_only"] is True
    assert service["user"] == "999:999"
    assert service["cap_drop"] == ["ALL"]
    assert "ports" not in service
    assert "pg_isready" in " ".join(service["healthcheck"]["test"])


def test_compose_asks_for_health_as_the_image_does_and_serves_this_machine_only():
    web = composed()["services"]["web"]
    assert web["healthcheck"]["test"] == ["CMD", *read()[-1].command("HEALTHCHECK")]
    (port,) = web["ports"]
    assert port.startswith("127.0.0.1:")
    assert web["depends_on"] == {"release": {"condition": "service_completed_successfully"}}


def test_compose_holds_no_secret_and_names_only_settings_that_there_are():
    text = (ROOT / "compose.yaml").read_text()
    assert set(re.findall(r"\$\{(\w+)", text)) == {"POSTGRES_PASSWORD", "PORT_ON_HOST"}
    known = (ROOT / ".env.example").read_text()
    for name in composed()["x-fourways"]["environment"]:
        assert f"\n{name}=" in known, name
    ignored = (ROOT / ".gitignore").read_text().splitlines()
    assert ".env" in ignored


def test_every_step_that_is_named_is_there():
    texts = [(ROOT / name).read_text() for name in ("Dockerfile", "compose.yaml", "deploy/azure.bicep")]
    named = {
        step for text in texts for step in re.findall(r"""deploy/step['",]*\s+['"]?(\w+)\b(?!/)""", text)
    }
    assert named == STEPS == {"install", "build", "release", "web", "worker", "healthy"}


@pytest.mark.parametrize("name", ["step", "rehearse"])
def test_a_script_is_sound_and_can_be_run(name):
    path = ROOT / "deploy" / name
    assert os.access(path, os.X_OK)
    assert subprocess.run(["sh", "-n", path], check=False).returncode == 0


def test_an_unknown_step_says_which_there_are():
    done = subprocess.run([ROOT / "deploy" / "step", "fly"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert all(step in done.stderr for step in STEPS)
