"""Who keeps the log from being emptied is named where the system tells it."""

import os
import sys
from pathlib import Path

import pytest

from survey.services.survey import Survey
from survey.store.log_readers import log_readers
from tests.survey.store.foreign_reader import foreign_reader


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells it")
def test_another_program_that_reads_is_named(survey: Survey) -> None:
    with foreign_reader(survey.store.path) as number, survey.store.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM inbox")
        (named,) = log_readers(survey.store.path)
        assert named.endswith(f" ({number})")
    assert log_readers(survey.store.path) == ()


def test_nobody_is_named_where_nothing_tells_it(survey: Survey, tmp_path: Path) -> None:
    assert log_readers(survey.store.path, tmp_path / "locks") == ()
    assert log_readers(tmp_path / "no.sqlite3") == ()


def test_only_the_locks_of_readers_count(survey: Survey, tmp_path: Path) -> None:
    inode = Path(f"{survey.store.path}-shm").stat().st_ino
    locks = tmp_path / "locks"
    locks.write_text(
        f"1: POSIX  ADVISORY  READ 4000001 08:01:{inode} 128 128\n"
        f"2: POSIX  ADVISORY  WRITE 4000002 08:01:{inode} 120 120\n"
        f"3: POSIX  ADVISORY  READ 4000003 08:01:{inode + 1} 124 124\n"
        f"4: FLOCK  ADVISORY  WRITE 4000004 08:01:{inode} 0 EOF\n"
        f"5: POSIX  ADVISORY  READ 4000005 08:01:{inode} 0 EOF\n"
        f"6: -> POSIX  ADVISORY  WRITE 4000006 08:01:{inode} 124 124\n"
        f"7: POSIX  ADVISORY  READ {os.getpid()} 08:01:{inode} 124 124\n"
        f"8: POSIX  ADVISORY  READ 4000008 08:01:{inode} 125 125\n"
    )
    assert log_readers(survey.store.path, locks) == ("? (4000008)",)
