"""The formats that a report is written in, one module each.

A new format is one new module here: its docstring's file, `POSITION` among the others, `MEDIA_TYPE`
and ``write(report, language, letterhead)``, which returns the file's bytes; the letterhead is for
those that are handed in. The module's name is the format's, and the ending of its file unless the
module names a `FILE`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import MappingProxyType, ModuleType

from analysis.letterhead import BLANK, Letterhead
from analysis.report.model import Report
from analysis.whole_files import write_together


@dataclass(frozen=True)
class Format:
    """What a module of this package offers: a report makes the file's bytes."""

    file: str  # its name, ``report.html``
    media_type: str
    write: Callable[[Report, str, Letterhead], bytes]


class UnknownFormat(ValueError):
    """A format that no report is written in; `name` says which was asked for."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"format must be one of {', '.join(FORMATS)}: {name!r}")


def _discovered() -> Mapping[str, Format]:
    modules = {m.name: import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__)}
    placed = sorted(modules.items(), key=lambda each: int(each[1].POSITION))
    return MappingProxyType({name: _format(name, module) for name, module in placed})


def _format(name: str, module: ModuleType) -> Format:
    return Format(getattr(module, "FILE", f"report.{name}"), module.MEDIA_TYPE, module.write)


FORMATS: Mapping[str, Format] = _discovered()


def formats_of(written: str) -> tuple[str, ...]:
    """Return the formats of a list such as "html,csv", each once; raise UnknownFormat."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in written.split(",")))
    for name in names:
        if name not in FORMATS:
            raise UnknownFormat(name)
    return names


def write_report(
    report: Report,
    folder: Path,
    names: Iterable[str],
    language: str,
    letterhead: Letterhead = BLANK,
) -> tuple[Path, ...]:
    """Write ``report.html`` and the like to a folder, made where it is missing; return the paths.

    A fault leaves the folder as it was, and not some new files beside some of an earlier report.
    """
    formats = [FORMATS[name] for name in names]
    made = {folder / each.file: each.write(report, language, letterhead) for each in formats}
    folder.mkdir(parents=True, exist_ok=True)
    write_together(made)
    return tuple(made)
