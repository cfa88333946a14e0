"""The wheel holds what git holds, and the whole story works from it."""

import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.architecture.sources import ROOT
from tests.browser.citizen_story import BY_TOUCH, answer_from_a_scanned_poster
from tests.browser.street import open_street
from tests.faults.server import Installation
from tests.packaging.wheel import files_of_packages, files_of_wheel, run

pytestmark = pytest.mark.server


def test_the_wheel_holds_exactly_the_files_of_its_packages(wheel: Path) -> None:
    packed, kept = files_of_wheel(wheel), files_of_packages()

    assert sorted(kept - packed) == [], "git has them, the wheel forgot them"
    assert sorted(packed - kept) == [], "the wheel has them, git does not"


def test_the_licences_travel_with_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        licences = {Path(name).parts[-1] for name in packed.namelist() if "/licenses/" in name}
        (about,) = [name for name in packed.namelist() if name.endswith("/METADATA")]
        metadata = message_from_bytes(packed.read(about))

    assert {"LICENSE", "OFL.txt"} <= licences
    assert "Apache-2.0" in (metadata["License-Expression"], metadata["License"])


def test_the_installed_packages_are_those_of_the_wheel(commands: Path, tmp_path: Path) -> None:
    question = (
        "import analysis, questionnaires, survey, templates;"
        "print(*(m.__file__ for m in (analysis, questionnaires, survey, templates)), sep='\\n')"
    )

    places = run(str(commands / "python"), "-c", question, cwd=tmp_path).split()

    assert all(Path(place).is_relative_to(commands.parent) for place in places)
    assert not any(Path(place).is_relative_to(ROOT) for place in places)


def test_the_story_of_a_poster_runs_from_the_wheel(
    commands: Path, tmp_path: Path, browser: Browser
) -> None:
    installed = Installation(
        tmp_path, command=(str(commands / "hailong"),), working_folder=tmp_path
    )

    with open_street(installed) as street:
        assert answer_from_a_scanned_poster(street, browser, BY_TOUCH, tmp_path / "story") == 1
