"""The power fails: what was acknowledged is on the disk, whatever the cut leaves of the rest."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from survey.services.back_up import back_up
from survey.services.open_survey import open_survey
from survey.settings import Settings
from tests.faults.disk import files_in
from tests.faults.earlier_office import EarlierOffice, make_earlier_office
from tests.faults.power_cut import Recording, check_the_disk, cuts, opened, record, traced_in
from tests.faults.sealed_day import answer
from tests.faults.server import Installation, planted
from tests.faults.system_calls import TracedOrigin, need_strace

# What an image is, not how fast a disk takes it, is looked at.
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it is made by tempfile
SHORT_LOG = "tests.faults.short_log"
FEW, MANY, PARTS = 100, 2000, 10

pytestmark = pytest.mark.server


@pytest.fixture
def origin(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TracedOrigin]:
    need_strace(request)
    traced = TracedOrigin(tmp_path)
    yield traced
    traced.close()


def test_a_cut_takes_nothing_that_was_acknowledged_and_the_control_loses(
    origin: TracedOrigin, tmp_path: Path
) -> None:
    sound = record(traced(origin, tmp_path / "sound"), origin, answers=120, lives=1)
    careless = record(weakened(origin, tmp_path / "careless", "NORMAL"), origin, 60, lives=1)

    assert faults_after_cuts(sound, FEW, seed=20261128) == {}
    assert faults_after_cuts(careless, FEW // 4, seed=20261128)["lost"] > 0


@pytest.mark.parametrize("number", [FEW // 4, pytest.param(MANY, marks=pytest.mark.release)])
def test_a_cut_while_a_copy_is_restored_leaves_the_old_database_or_the_new_one(
    origin: TracedOrigin, tmp_path: Path, number: int
) -> None:
    installation = traced(origin, tmp_path)
    office, copied = office_with_a_copy(installation.data, tmp_path / "copy.sqlite3")
    files = files_in(office.data)
    restored = installation.run("restore", "--yes", str(tmp_path / "copy.sqlite3"))
    assert restored.returncode == 0, restored.stderr
    happened = tuple(traced_in(origin, office.data))
    check_the_disk(office.data, files, happened)

    seen = list[str]()
    with folder_in_memory() as folder:
        for _, left in cuts(office.data, files, happened, number, random.Random(1)):
            found = opened(left, folder)
            states = {office.comments: "old", copied: "new"}
            seen += found.faults or [states.get(found.stored, "neither")]

    print(f"{number} images of a restore: {dict(Counter(seen))}")  # noqa: T201
    assert set(seen) == {"old", "new"}
    assert seen[-1] == "new"


@pytest.mark.release
@pytest.mark.parametrize("part", range(PARTS))
def test_thousands_of_cuts_take_nothing_that_was_acknowledged(
    origin: TracedOrigin, tmp_path: Path, part: int
) -> None:
    recording = record(traced(origin, tmp_path), origin, answers=600, lives=3)

    found = faults_after_cuts(recording, MANY, seed=part)

    print(f"{MANY} images of {recording.acknowledged} acknowledged answers: {dict(found)}")  # noqa: T201
    assert found == {}


@pytest.mark.release
@pytest.mark.parametrize(("level", "fault"), [("NORMAL", "lost"), ("OFF", "corrupt")])
def test_a_store_that_flushes_less_is_caught(
    origin: TracedOrigin, tmp_path: Path, level: str, fault: str
) -> None:
    recording = record(weakened(origin, tmp_path, level), origin, answers=300, lives=2)

    found = faults_after_cuts(recording, MANY // 4, seed=1)

    print(f"{MANY // 4} images with {level}: {dict(found)}")  # noqa: T201
    assert any(one.startswith(fault) for one in found)


def traced(origin: TracedOrigin, folder: Path) -> Installation:
    """Return an installation all of whose programs are traced."""
    return Installation(folder, SHORT_LOG, origin=origin)


def weakened(origin: TracedOrigin, folder: Path, level: str) -> Installation:
    """Return one that is content with another level of `synchronous`."""
    program, settings = planted("kept_synchronous"), {"PLANTED_SYNCHRONOUS": level}
    return Installation(folder, program, settings, origin=origin)


def faults_after_cuts(recording: Recording, number: int, seed: int) -> Counter[str]:
    """Return how many of so many images have each fault."""
    with folder_in_memory() as folder:
        images = recording.images(number, random.Random(seed))
        return Counter(fault for image in images for fault in image.faults(folder))


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """Give a folder on no disk, where there is such a thing."""
    with TemporaryDirectory(dir=IN_MEMORY if IN_MEMORY.is_dir() else None) as folder:
        yield Path(folder) / "data"


def office_with_a_copy(data: Path, copy: Path) -> tuple[EarlierOffice, frozenset[str]]:
    """Make an office that has more answers than its copy; return what the copy has too."""
    office = make_earlier_office(data)
    with closing((survey := open_survey(Settings(data=data))).store):
        back_up(survey, copy)
        chance = random.Random(1)
        later = range(len(office.comments), 2 * len(office.comments))
        for number in later:
            answer(survey, office.code, number, chance)
    more = {f"khách {number:05}" for number in later}
    return replace(office, comments=office.comments | more), office.comments
