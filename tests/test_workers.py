"""Two web processes and two workers on one PostgreSQL; one of each is killed in the middle of a job.

What the jobs went through is noted by a trigger in the database, not by the program that is tested. At the
end the same with one process and SQLite, as ``make run`` has it.
"""

import io
import json
import os
import signal
import sqlite3
import sys
import zipfile
from contextlib import closing, suppress

import psycopg
import pytest
import requests

from tests.on_postgres import find_programs, own_server
from tests.running import Visitor, running, wait_for

pytestmark = pytest.mark.slow
#: Reports in one file: enough to be killed between two of them.
REPORTS = 10
EXPORTS = 3
DEAD_AFTER = 3
TABLES = ("reports_exportjob", "editor_editorjob")
NOTE = """
CREATE TABLE noted (number serial, job text, state text);
CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.state <> OLD.state THEN
    INSERT INTO noted (job, state) VALUES (NEW.code::text, NEW.state);
  END IF;
  RETURN NEW;
END $$;
""" + "".join(
    f"CREATE TRIGGER note AFTER UPDATE ON {t} FOR EACH ROW EXECUTE FUNCTION note();" for t in TABLES
)


class Watch:
    """Looks into the database beside the site."""

    def __init__(self, url):
        self._connection = psycopg.connect(url, autocommit=True)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self._connection.close()

    def rows(self, query, *values):
        return self._connection.execute(query, values).fetchall()

    def note_all(self):
        self._connection.execute(NOTE)

    def forget_noted(self):
        self._connection.execute("TRUNCATE noted")

    def at_work(self):
        """Return job and worker's process of an export that is being written, neither begun nor ended."""
        running = self.rows(
            "SELECT j.code::text, t.worker_ids->>-1 FROM reports_exportjob j "
            "JOIN django_tasks_database_dbtaskresult t ON t.id::text = j.message "
            "WHERE j.state = 'running' AND t.status = 'RUNNING' AND j.done BETWEEN 1 AND %s",
            REPORTS - 4,
        )
        return [(code, int(worker.rsplit("-", 2)[1])) for code, worker in running]

    def noted(self):
        """Return the states that each job went through, in order."""
        told = {}
        for job, state in self.rows("SELECT job, state FROM noted ORDER BY number"):
            told.setdefault(job, []).append(state)
        return told


@pytest.fixture(scope="module")
def postgres():
    programs = find_programs()
    if programs is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI=true and no PostgreSQL")
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    with own_server(programs) as url:
        yield url


@pytest.fixture(scope="module")
def filled(postgres, tmp_path_factory):
    """The folder and variables of a site with something in it, and what it was filled with."""
    folder = tmp_path_factory.mktemp("site")
    variables = {"DATABASE_URL": postgres, "TASKS": "database", "JOB_DEAD_AFTER": str(DEAD_AFTER)}
    with running(folder, **variables) as site:
        told = json.loads(site.run("-m", "tests.filling", str(REPORTS)))
    with Watch(postgres) as watch:
        watch.note_all()
    return folder, variables, told


@pytest.fixture
def site(filled):
    folder, variables, _ = filled
    with running(folder, **variables) as site:
        try:
            yield site
        finally:
            # What the processes said is all that can explain a failure; pytest shows it only then.
            sys.stdout.write(site.said())


@pytest.fixture
def watch(postgres):
    with Watch(postgres) as watch:
        watch.forget_noted()
        yield watch


@pytest.fixture
def visitor(filled):
    return Visitor(filled[2]["owner"])


@pytest.fixture
def editor(filled):
    return Visitor(filled[2]["editor"])


@pytest.fixture
def codes(filled):
    return filled[2]["codes"]


def ordered(visitor, web, codes):
    """Order a file of many reports; return the job's page."""
    chosen = [("assessment", code) for code in codes]
    answer = visitor.post(web, "/exports/", [*chosen, ("format", "pdf"), ("language", "en")])
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def begun(editor, web, path):
    """Begin a calculation about the draft."""
    assert editor.post(web, path).status_code == 302


def test_every_job_ends_once_though_a_web_process_and_a_worker_are_killed(
    site, watch, visitor, editor, codes
):
    webs, workers = [site.web(), site.web()], [site.worker(), site.worker()]
    for web in webs:
        wait_for(lambda web=web: answers(visitor, web, "/"))
    pages = [ordered(visitor, webs[n % 2], codes) for n in range(EXPORTS)]
    for path in ("/rulebook/impact/", "/rulebook/checks/"):
        begun(editor, webs[0], path)

    killed, process = wait_for(watch.at_work)[0]
    (victim,) = [one for one in workers if one.number == process]
    assert victim.end() == -signal.SIGKILL
    assert webs[0].end() == -signal.SIGKILL
    assert not answers(visitor, webs[0], "/")

    survivor = webs[1]
    wait_for(lambda: all_ended(visitor, survivor, pages, watch), seconds=120)
    noted = watch.noted()
    assert len(noted) == EXPORTS + 2
    assert all(states.count("finished") == 1 and states[-1] == "finished" for states in noted.values()), noted
    assert noted[killed] == ["running", "waiting", "running", "finished"]
    for page in pages:
        holds_every_report(visitor, survivor, page, codes)
    assert watch.rows("SELECT total FROM editor_editorjob WHERE kind = 'impact'") == [(REPORTS,)]


def test_a_worker_that_is_told_to_end_hands_its_job_to_another(site, watch, visitor, codes):
    web, leaving = site.web(), site.worker("--grace", "0")
    wait_for(lambda: answers(visitor, web, "/"))
    page = ordered(visitor, web, codes)
    handed, _process = wait_for(watch.at_work)[0]
    assert leaving.end(signal.SIGTERM) == 0
    assert watch.noted()[handed] == ["running", "waiting"]
    site.worker()
    wait_for(lambda: all_ended(visitor, web, [page], watch), seconds=120)
    assert watch.noted()[handed] == ["running", "waiting", "running", "finished"]
    assert watch.rows("SELECT attempts FROM reports_exportjob WHERE code = %s", handed) == [(1,)]


def test_one_process_that_was_killed_does_its_job_once_it_runs_again(tmp_path):
    file = tmp_path / "fourways.sqlite3"
    variables = {"DATABASE_URL": f"sqlite:///{file}", "TASKS": "threads", "JOB_DEAD_AFTER": str(DEAD_AFTER)}
    with running(tmp_path, **variables) as site, closing(sqlite3.connect(file, timeout=20)) as beside:
        told = json.loads(site.run("-m", "tests.filling", str(REPORTS)))
        visitor, codes, web = Visitor(told["owner"]), told["codes"], site.web()
        wait_for(lambda: answers(visitor, web, "/"))
        page = ordered(visitor, web, codes)
        wait_for(lambda: 1 <= written(beside) <= REPORTS - 4)
        assert web.end() == -signal.SIGKILL
        again = site.web()
        wait_for(lambda: answers(visitor, again, "/"))
        wait_for(lambda: "The file is ready." in visitor.get(again, page).text)
        holds_every_report(visitor, again, page, codes)
        assert beside.execute("SELECT state, attempts FROM reports_exportjob").fetchall() == [("finished", 2)]


def written(beside):
    """Return how many reports of the one job are written."""
    return beside.execute("SELECT done FROM reports_exportjob").fetchone()[0]


def answers(visitor, web, path):
    """Tell whether a page is shown."""
    with suppress(requests.ConnectionError):
        return visitor.get(web, path).status_code == 200
    return False


def all_ended(visitor, web, pages, watch):
    """Look at every job's page, as its owner does; tell whether all have ended."""
    assert answers(visitor, web, "/")
    shown = [visitor.get(web, page, **{"HX-Request": "true"}) for page in pages]
    assert all(page.status_code == 200 for page in shown)
    assert not any("Start again" in page.text for page in shown)
    (at_work,) = watch.rows("SELECT count(*) FROM editor_editorjob WHERE state IN ('waiting', 'running')")
    return at_work[0] == 0 and all("The file is ready." in page.text for page in shown)


def holds_every_report(visitor, web, page, codes):
    """Compare a file with the reports as each of them is sent alone."""
    archive = zipfile.ZipFile(io.BytesIO(visitor.get(web, f"{page}file").content))
    contents = [archive.read(name) for name in archive.namelist()]
    assert len(contents) == len(codes)
    for number in (0, len(codes) - 1):
        alone = visitor.get(web, f"/a/{codes[number]}/report.pdf?language=en")
        assert contents[number] == alone.content
