"""The power fails: what was acknowledged is on the disk, whatever the cut leaves of the rest."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.power_cut import Recording, record
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
    memory = IN_MEMORY if IN_MEMORY.is_dir() else None
    with TemporaryDirectory(dir=memory) as folder:
        images = recording.images(number, random.Random(seed))
        return Counter(fault for image in images for fault in image.faults(Path(folder) / "data"))
