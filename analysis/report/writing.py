"""The files of a report, one for each format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from analysis.report.csv_file import report_csv
from analysis.report.html_file import report_html
from analysis.report.json_file import report_json
from analysis.report.model import Report

FORMATS: Mapping[str, Callable[[Report, str], bytes]] = MappingProxyType(
    {"html": report_html, "csv": report_csv, "json": report_json}
)


class UnknownFormat(ValueError):
    """A format that no report is written in; `name` says which was asked for."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"format must be one of {', '.join(FORMATS)}: {name!r}")


def formats(written: str) -> tuple[str, ...]:
    """Return the formats of a list such as "html,csv", each once; raise UnknownFormat."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in written.split(",")))
    for name in names:
        if name not in FORMATS:
            raise UnknownFormat(name)
    return names


def write_report(
    report: Report, folder: Path, names: Iterable[str], language: str
) -> tuple[Path, ...]:
    """Write ``report.html`` and the like to a folder, made where it is missing; return the paths.

    Everything is rendered before anything is written, so that a fault leaves the folder as it was.
    """
    made = {folder / f"report.{name}": FORMATS[name](report, language) for name in names}
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in made.items():
        path.write_bytes(content)
    return tuple(made)
