"""What a report finds out, one module a finding: numbers and caveats, no sentence.

A new finding is one new module here, with

* a frozen dataclass for what is found, such as `units.UnitComparisons`, and
* ``find(basis)``, which returns the values of that class, one for each index, item or question.

Nothing else changes: `all_findings` runs every module that has a ``find``, and a section reads the
values with ``report.findings_of(UnitComparisons)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import iter_modules
from typing import get_args, get_type_hints

from analysis.report.findings.basis import Basis

Find = Callable[[Basis], Iterable[object]]


def all_findings(basis: Basis) -> tuple[object, ...]:
    """Return what each module of this package finds, in the order of the modules' names."""
    return tuple(value for find in _all_finds() for value in find(basis))


def finding_kinds() -> tuple[type, ...]:
    """Return the classes of all that the modules of this package find."""
    yielded = [get_args(get_type_hints(find)["return"])[0] for find in _all_finds()]
    return tuple(kind for one in yielded for kind in get_args(one) or (one,))


def _all_finds() -> list[Find]:
    names = sorted(module.name for module in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return [module.find for module in modules if hasattr(module, "find")]
