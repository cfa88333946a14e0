"""`./test` has the parts that are written about, and refuses others before it does anything."""

import re
import subprocess

from tests.architecture.sources import ROOT

PARTS = re.compile(r'^PARTS="(.*)"$', re.MULTILINE)
WRITTEN = re.compile(r"^\| `([a-z]+)` \|", re.MULTILINE)


def test_an_unknown_part_of_the_long_doses_is_refused_with_the_list_of_parts() -> None:
    refused = subprocess.run(
        ["./test", "--release", "faults", "luck"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=10,
    )  # fmt: skip

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f'--release has no part "luck"; it has: {" ".join(parts())}\n'


def test_every_part_of_the_long_doses_is_written_about() -> None:
    assert WRITTEN.findall((ROOT / "docs" / "testing.md").read_text("utf-8")) == parts()


def parts() -> list[str]:
    """Return the names of the parts that `./test --release` has."""
    found = PARTS.search((ROOT / "test").read_text("utf-8"))
    assert found is not None
    return found[1].split()
