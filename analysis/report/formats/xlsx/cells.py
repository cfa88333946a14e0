"""Sheets as values: what each cell holds, and how its number is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Holds = Literal["words", "long words", "number"]


@dataclass(frozen=True)
class Number:
    """A number and the format that a spreadsheet shows it in, such as ``0.0%``."""

    value: float
    shown_as: str


Cell = str | Number | date | None


@dataclass(frozen=True)
class SheetColumn:
    """A column and its heading."""

    heading: str
    holds: Holds = "number"


@dataclass(frozen=True)
class Sheet:
    """A table on a sheet of its own; `head` are lines above it."""

    name: str
    head: tuple[str, ...]
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
