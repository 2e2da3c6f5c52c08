"""The image is made and used as the Dockerfile and compose.yaml say, where no container engine is."""

import os
import subprocess

import pytest

from tests.deploy.container import is_possible
from tests.deploy.dockerfile import ROOT
from tests.on_postgres import find_programs

SHOWN = [
    "nothing but /tmp can be written",
    "released for the second time",
    "the image's own health check",
    "three answers by forms",
    "a worker wrote a file",
    "a backup while it runs",
    "ended well on SIGTERM: worker",
    "ended well on SIGTERM: web",
]


@pytest.mark.slow
def test_the_steps_of_the_image_serve_a_questionnaire_from_a_clean_place():
    if not is_possible() or find_programs() is None:
        assert os.environ.get("CI") != "true", "CI has to rehearse"
        pytest.skip("needs Linux, root and PostgreSQL's server programs")
    command = [ROOT / "deploy" / "rehearse", "--borrow"]
    environment = {**os.environ, "PYTHON": os.sys.executable}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert [text for text in SHOWN if text not in done.stdout] == []
