"""The list of routes, one a line: path, methods, name."""

import sys
import tempfile
from pathlib import Path

from tests.faults.office import open_application, open_office
from tests.faults.server import Installation

IMPLIED = {"HEAD", "OPTIONS"}


def routes(folder: Path) -> str:
    """Return every route of the application, sorted by path."""
    installation = Installation(folder)
    open_office(installation)
    with open_application(installation) as application:
        rules = list(application.url_map.iter_rules())
    lines = (
        f"{rule.rule}  {','.join(sorted((rule.methods or set()) - IMPLIED))}  {rule.endpoint}"
        for rule in rules
    )
    return "\n".join(sorted(lines)) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(routes(Path(folder)))
