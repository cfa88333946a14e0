"""Posters on walls are permanent links: the list of routes changes only on purpose.

After a wanted change: ``python -m tests.architecture.routes > tests/snapshots/routes.txt``
"""

from pathlib import Path

from tests.architecture.routes import routes
from tests.architecture.sources import ROOT


def test_the_routes_are_those_that_were_agreed_on(tmp_path: Path) -> None:
    agreed = (ROOT / "tests" / "snapshots" / "routes.txt").read_text("utf-8")

    assert routes(tmp_path) == agreed
