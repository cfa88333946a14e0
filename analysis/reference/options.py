"""What a method of the reference cases takes and gives, and how it reads a number of its inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from analysis.reference.tables import Inputs

Results = Mapping[str, object]
Method = Callable[[Inputs, Path], Results]


def option(inputs: Inputs, name: str, default: float | None = None) -> float:
    """Return a numeric input; one that is absent or null is `default`.

    Raises
    ------
    KeyError
        If it is absent and has no default.
    """
    value = inputs.get(name)
    if value is None:
        if default is None:
            raise KeyError(name)
        return default
    return float(str(value))
