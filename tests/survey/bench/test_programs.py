"""The programs that ours is measured beside are what they are said to be."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs

from questionnaires.published import load_questionnaire
from survey.bench.office import QUESTIONNAIRE, filled_forms, make_office
from survey.bench.textbook import PATH, stored_submissions, textbook
from survey.settings import Settings
from survey.store.driver import sqlite3

SYNCHRONOUS = """
import sys
from pathlib import Path
from survey.bench.programs import do_not_wait
from survey.store.engine import open_store
do_not_wait()
with open_store(Path(sys.argv[1])).reading() as connection:
    print(connection.exec_driver_sql("PRAGMA synchronous").scalar())
"""


def test_the_program_that_does_not_wait_for_the_disk_really_does_not(tmp_path: Path) -> None:
    office = make_office(Settings(data=tmp_path / "office"), posters=1, responses=0)

    said = subprocess.run(
        [sys.executable, "-c", SYNCHRONOUS, office.settings.database],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert said.stdout.strip() == "1"


def test_the_textbook_design_stores_a_row_an_answer(tmp_path: Path) -> None:
    office = make_office(Settings(data=tmp_path / "office"), posters=1, responses=0)
    (sent,) = filled_forms(office, 1)
    database = tmp_path / "textbook.sqlite3"
    client = textbook(database, load_questionnaire(QUESTIONNAIRE)).test_client()

    status = client.post(PATH, data=sent.form, content_type="application/x-www-form-urlencoded")

    chosen = {name: values[0] for name, values in parse_qs(sent.form).items()}
    with closing(sqlite3.connect(database)) as connection:
        stored = dict(connection.execute("SELECT question, value FROM answer"))
    assert status.status_code == 303
    assert len(stored) > 20
    assert stored_submissions(database) == 1
    assert stored.items() <= chosen.items()
