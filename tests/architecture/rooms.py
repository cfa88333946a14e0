"""Draws who imports whom: ``python -m tests.architecture.rooms`` writes the pictures of the docs.

A room is a module or a package; it stands one floor above the highest that it imports. An arrow
goes from each room to those that it imports and that no longer way leads to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from statistics import mean

import grimp

from tests.architecture.sources import ROOT

PICTURES = ROOT / "docs" / "pictures"
Imports = Mapping[str, set[str]]
Arrow = tuple[str, str]
Positions = Mapping[str, tuple[float, float]]

# Pixels: a room, and what lies between two of them.
_WIDTH, _HEIGHT = 132, 34
_ACROSS, _DOWN, _EDGE = 18, 46, 12


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("questionnaires", "analysis", "survey", "templates")


def imports(package: str) -> dict[str, set[str]]:
    """Return which of the rooms of a package import which, by their full names."""
    rooms = {
        room: {room, *_graph().find_descendants(room)} for room in _graph().find_children(package)
    }
    room_of = {module: room for room, modules in rooms.items() for module in modules}
    targets: dict[str, set[str]] = {}
    for room, modules in rooms.items():
        imported = set().union(*map(_graph().find_modules_directly_imported_by, modules))
        targets[room] = {room_of[each] for each in imported if each in room_of} - {room}
    return targets


def picture(package: str) -> str:
    """Return the picture of the rooms of a package, as SVG."""
    rooms = imports(package)
    floors = list(_floors(rooms))
    widest = max(map(len, floors))
    width = 2 * _EDGE + widest * _WIDTH + (widest - 1) * _ACROSS
    height = 2 * _EDGE + len(floors) * _HEIGHT + (len(floors) - 1) * _DOWN
    arrows = sorted(_shortest(rooms))
    positions: dict[str, tuple[float, float]] = {}
    for floor, names in enumerate(floors):
        left = (width - len(names) * _WIDTH - (len(names) - 1) * _ACROSS) / 2
        top = height - _EDGE - _HEIGHT - floor * (_HEIGHT + _DOWN)
        # Rooms above what they import keep most arrows from crossing.
        for column, name in enumerate(sorted(names, key=lambda n: _middle(n, arrows, positions))):
            positions[name] = (left + column * (_WIDTH + _ACROSS), top)
    size = f'width="{width:g}" height="{height:g}"'
    words = escape(_in_words(package, floors), quote=True)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{words}">',
        f'<rect {size} fill="#fffdf9"/>',
        *_drawn(arrows, positions),
        *(_room(name.removeprefix(f"{package}."), *at) for name, at in positions.items()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _floors(rooms: Imports) -> Iterator[list[str]]:
    """Yield the rooms of each floor, from the ground up; raise ValueError for a circle."""
    below: set[str] = set()
    while len(below) < len(rooms):
        floor = sorted(room for room in rooms if room not in below and rooms[room] <= below)
        if not floor:
            raise ValueError(f"rooms import each other in a circle: {sorted(set(rooms) - below)}")
        yield floor
        below |= set(floor)


def _shortest(rooms: Imports) -> Iterator[Arrow]:
    """Yield the imports that no longer way leads to."""
    reached: dict[str, set[str]] = {}
    for floor in _floors(rooms):
        for room in floor:
            further = {name for target in rooms[room] for name in reached[target]}
            reached[room] = rooms[room] | further
            yield from ((room, target) for target in sorted(rooms[room] - further))


def _middle(room: str, arrows: Sequence[Arrow], positions: Positions) -> float:
    """Return the mean position, from the left, of what a room has arrows to."""
    columns = [positions[target][0] for source, target in arrows if source == room]
    return mean(columns) if columns else 0.0


def _drawn(arrows: Sequence[Arrow], positions: Positions) -> Iterator[str]:
    for source, target in arrows:
        (x1, y1), (x2, y2) = positions[source], positions[target]
        start, end = (x1 + _WIDTH / 2, y1 + _HEIGHT), (x2 + _WIDTH / 2, y2)
        bend = _DOWN / 2
        yield (
            f'<path d="M{start[0]:g} {start[1]:g}C{start[0]:g} {start[1] + bend:g} {end[0]:g}'
            f' {end[1] - bend:g} {end[0]:g} {end[1]:g}" fill="none" stroke="#8a837a"/>'
            f'<path d="M{end[0] - 3:g} {end[1] - 6:g}l3 6 3-6" fill="none" stroke="#8a837a"/>'
        )


def _room(name: str, left: float, top: float) -> str:
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{_WIDTH}" height="{_HEIGHT}" rx="4" fill="#fff"'
        f' stroke="#1d1b18"/><text x="{left + _WIDTH / 2:g}" y="{top + 21:g}" font-size="13"'
        f' font-family="sans-serif" text-anchor="middle" fill="#1d1b18">{escape(name)}</text>'
    )


def _in_words(package: str, floors: list[list[str]]) -> str:
    names = ", above ".join(
        " and ".join(name.removeprefix(f"{package}.") for name in floor)
        for floor in reversed(floors)
    )
    return f"The rooms of {package}: {names}."


DRAWN = ("analysis", "analysis.report", "survey")


def path_of(package: str) -> Path:
    """Return where the picture of a package is kept."""
    return PICTURES / f"rooms-{package.replace('.', '-')}.svg"


if __name__ == "__main__":
    for each in DRAWN:
        path_of(each).write_text(picture(each), "utf-8")
