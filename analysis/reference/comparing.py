"""Whether two results agree, number by number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf, isnan, nan

from analysis.reference.tables import as_list

WORDS = {"NaN": nan, "NA": nan, "Inf": inf, "-Inf": -inf}


@dataclass(frozen=True)
class Tolerance:
    """How far apart two numbers may lie: the larger of both, `relative` to the expected one."""

    relative: float
    absolute: float

    def allows(self, got: float, expected: float) -> bool:
        """Return whether `got` is close enough; NaN agrees with NaN, infinity with itself."""
        if isnan(expected) or isnan(got):
            return isnan(expected) and isnan(got)
        if expected in (inf, -inf) or got in (inf, -inf):
            return got == expected
        return abs(got - expected) <= max(self.absolute, self.relative * abs(expected))


def differences(name: str, got: object, expected: object, tolerance: Tolerance) -> Iterator[str]:
    """Yield a sentence for each place where `got` does not agree with `expected`.

    Only what is expected is compared; a list of one and a bare value are the same.
    """
    if isinstance(expected, Mapping):
        given = got if isinstance(got, Mapping) else {}
        for key, value in expected.items():
            if key not in given:
                yield f"{name}{key}: not computed"
            else:
                yield from differences(f"{name}{key}", given[key], value, tolerance)
    elif isinstance(expected, list) or isinstance(got, list):
        ours, theirs = as_list(got), as_list(expected)
        if len(ours) != len(theirs):
            yield f"{name}: {len(ours)} values where {len(theirs)} are expected"
        for place, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            yield from differences(f"{name}[{place}]", one, other, tolerance)
    elif not _same(got, expected, tolerance):
        yield f"{name}: {got} where {expected} is expected"


def _same(got: object, expected: object, tolerance: Tolerance) -> bool:
    ours, theirs = _number(got), _number(expected)
    if ours is None or theirs is None:
        return got == expected
    return tolerance.allows(ours, theirs)


def _number(value: object) -> float | None:
    """Return what a value says as a number; None is "no number can be given", as NaN is."""
    if value is None:
        return nan
    if isinstance(value, str) and value in WORDS:
        return WORDS[value]
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            return float(value)
        except ValueError:
            return None
    return None
