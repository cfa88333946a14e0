"""A file is there whole, or as it was before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.whole_files import write_together, write_whole


def test_a_file_is_made_and_put_in_place_of_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    for content in (b"one", b"two"):
        write_whole(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_what_cannot_be_written_leaves_nothing_half_done(tmp_path: Path) -> None:
    (tmp_path / "report.csv").mkdir()
    with pytest.raises(OSError, match="report"):
        write_whole(tmp_path / "report.csv", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["report.csv"]


def test_several_files_are_put_in_place_together_or_not_at_all(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.csv", "b.csv", "c.csv")]
    paths[0].write_bytes(b"older")
    paths[2].mkdir()
    with pytest.raises(OSError, match=r"c\.csv"):
        write_together(dict.fromkeys(paths, b"newer"))
    assert paths[0].read_bytes() == b"older"
    assert sorted(tmp_path.iterdir()) == [paths[0], paths[2]]

    paths[2].rmdir()
    write_together(dict.fromkeys(paths, b"newer"))
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"newer"] * 3


@pytest.mark.skipif(os.name == "nt", reason="a limit stands in for a full disk")
def test_a_full_disk_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"older")
    program = (
        "import resource, signal, sys, pathlib; from analysis.whole_files import write_whole; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); "
        "write_whole(pathlib.Path(sys.argv[1]), b'x' * 100000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=False
    )
    assert f"OSError: [Errno 27] File too large: '{path}'" in done.stderr
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]
