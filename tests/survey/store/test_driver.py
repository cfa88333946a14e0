"""Which SQLite is chosen, and what a file is worth to the one that is."""

from pathlib import Path
from types import ModuleType

import pytest

from survey.domain.errors import DriverUnsafe
from survey.store.driver import choose, driver_name, is_repaired, refuse_unrepaired, sqlite3

Version = tuple[int, int, int]


def driver(name: str, version: Version) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(
        sqlite_version_info=version, sqlite_version=".".join(str(part) for part in version)
    )
    return module


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 53, 4)])
def test_a_repaired_version_is_known(version: Version) -> None:
    assert is_repaired(version)


@pytest.mark.parametrize(
    "version",
    [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 49, 2), (3, 50, 6), (3, 51, 0), (3, 51, 2)],
)
def test_a_version_that_can_lose_commits_is_known(version: Version) -> None:
    assert not is_repaired(version)


OLD, NEWER, REPAIRED = (3, 40, 1), (3, 51, 2), (3, 53, 4)


@pytest.mark.parametrize(
    ("own", "separate", "chosen"),
    [
        (REPAIRED, REPAIRED, "sqlite3"),
        (OLD, REPAIRED, "pysqlite3"),
        (OLD, NEWER, "pysqlite3"),
        (NEWER, OLD, "sqlite3"),
    ],
)
def test_python_s_own_is_used_where_it_is_repaired(
    own: Version, separate: Version, chosen: str
) -> None:
    found = [driver("sqlite3", own), driver("pysqlite3", separate)]
    assert choose(found).__name__ == chosen


def test_a_python_without_another_driver_has_its_own() -> None:
    assert choose([driver("sqlite3", OLD)]).__name__ == "sqlite3"


def test_one_that_can_lose_commits_is_refused_by_its_version() -> None:
    with pytest.raises(DriverUnsafe, match=r"3\.51\.2"):
        refuse_unrepaired(driver("sqlite3", NEWER))


def test_it_is_called_by_its_version_and_where_it_comes_from() -> None:
    assert driver_name(driver("pysqlite3.dbapi2", REPAIRED)) == "3.53.4 (pysqlite3)"


def test_the_one_of_this_machine_is_repaired_and_names_the_kind_of_a_refusal(
    tmp_path: Path,
) -> None:
    refuse_unrepaired()
    with pytest.raises(sqlite3.OperationalError) as refused:
        sqlite3.connect(f"{(tmp_path / 'none').as_uri()}?mode=rw", uri=True)
    assert refused.value.sqlite_errorcode == sqlite3.SQLITE_CANTOPEN
