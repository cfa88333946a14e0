"""The linkage game: somebody who holds everything joins the pages of visitors to rows.

The player has the folder of the data with the key file, a backup and an export, knows who came
after whom, and has the page of everybody. He may do anything but look at who is named in a comment:
that is how it is known afterwards whether he is right. What he tries is given back by name: which
share of the visitors he finds, and how far an order that he reads follows that of arrival.
"""

import csv
import hashlib
import hmac
import json
import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np

from survey.services.export_responses import MARKS
from survey.store.driver import sqlite3

Labels = Sequence[int]  # arrival numbers, in the order in which something was read
KEY_BYTES = 16
_FEW = 3  # in a page, they have no order to speak of


@dataclass(frozen=True)
class Hand:
    """What the player holds."""

    folder: Path  # the files of the data, as they were while the server was at work
    opened: Path  # a copy of the database that was opened, which changes its files
    backup: Path
    export: Path
    pages: Sequence[tuple[str, bytes]]  # token and random bits of each visitor, as they came

    @cached_property
    def made_of_page(self) -> list[set[bytes]]:
        """What can be made of each page that may name a row, with the secret keys too."""
        kept = json.loads((self.folder / "keys.json").read_text("ascii"))
        keys = [bytes.fromhex(key) for key in kept.values()]
        return [set(_made_of(token, nonce, keys)) for token, nonce in self.pages]

    @cached_property
    def visits(self) -> dict[bytes, int]:
        """The visitor of each key in the set of counted visits."""
        known = set(_keys_of(self.opened, "counted_visit"))
        pages = enumerate(self.made_of_page)
        return {key: arrival for arrival, made in pages for key in made & known}

    @cached_property
    def rows(self) -> dict[bytes, int]:
        """Whose each row of the day is, by its key: the truth, for the referee alone."""
        found = _read(self.opened, _OF_DAY)
        return {key: _number(comment) for key, _, comment in found}

    @cached_property
    def said(self) -> dict[str, int]:
        """Whose each set of answers is, for the referee alone."""
        found = _read(self.opened, _OF_DAY)
        return {answers: _number(comment) for _, answers, comment in found}


@dataclass
class Score:
    """What became of each thing that was tried, over one game or more."""

    found: dict[str, list[float]] = field(default_factory=dict)  # shares beyond chance
    follows: dict[str, list[float]] = field(default_factory=dict)  # standard normal by chance
    pages: list[float] = field(default_factory=list)  # the same of each page of a file
    copies: dict[str, int] = field(default_factory=dict)  # that were left behind, by file

    def add(self, other: "Score") -> None:
        """Add the score of another game."""
        for mine, its in ((self.found, other.found), (self.follows, other.follows)):
            for name, values in its.items():
                mine.setdefault(name, []).extend(values)
        self.pages.extend(other.pages)
        self.copies |= other.copies

    def joined(self, beyond: float) -> dict[str, float]:
        """Return what finds more visitors than so many beyond chance."""
        means = {name: float(np.mean(values)) for name, values in self.found.items()}
        return {name: mean for name, mean in means.items() if mean > beyond}

    def remembered(self, bound: float) -> dict[str, float]:
        """Return the orders that follow the arrivals by more than so many standard deviations."""
        sums = {name: sum(all_) / sqrt(len(all_)) for name, all_ in self.follows.items()}
        sums |= {"one page": max(self.pages, key=abs)}
        follows = {name: value for name, value in sums.items() if abs(value) > bound}
        return follows | {
            f"copies in {name}": float(copies) for name, copies in self.copies.items()
        }


_OF_DAY = (
    "SELECT key, answers, comment FROM (SELECT key, answers, comment FROM response "
    "UNION ALL SELECT key, answers, comment FROM inbox) WHERE comment NOT LIKE '%-%'"
)


def play(hand: Hand) -> Score:
    """Try everything that the player knows."""
    score = Score()
    _name_rows(hand, score)
    rows = dict(_orders(hand, hand.rows, ("response", "inbox")))
    visits = dict(_orders(hand, hand.visits, ("counted_visit",)))
    for name, order in {**_named("rows", rows), **_named("visits", visits)}.items():
        score.follows[name] = [_follows(order)]
    for name, pages in _pages(hand).items():
        found = [_follows(page) for page in pages if len(page) > _FEW]
        score.follows[f"{name}, within pages"] = [sum(found) / sqrt(len(found) or 1)]
        score.pages.extend(found)
    for name, order in rows.items():
        _match(score, f"rows by {name}, arrivals", order, range(len(order)))
        for other, seen in visits.items():
            _match(score, f"rows by {name}, visits by {other}", order, seen)
    _look_around(hand, score)
    _join_exports(hand, score)
    return score


def _name_rows(hand: Hand, score: Score) -> None:
    """Look for a row whose key can be made of a page."""
    guessed = [
        sum(hand.rows.get(made, -1) == arrival for made in hand.made_of_page[arrival])
        for arrival in range(len(hand.pages))
    ]
    score.found["keys made of pages"] = [_beyond_chance(sum(guessed), len(hand.pages))]


def _made_of(token: str, nonce: bytes, keys: Sequence[bytes]) -> Iterator[bytes]:
    parts = [nonce, token.encode(), token.split(".", maxsplit=1)[0].encode(), nonce.hex().encode()]
    for part in parts:
        yield part[:KEY_BYTES]
        yield part[::-1][:KEY_BYTES]
        for kind in ("sha256", "sha1", "md5", "blake2b"):
            yield hashlib.new(kind, part).digest()[:KEY_BYTES]
            for key in keys:
                yield hmac.digest(key, part, kind)[:KEY_BYTES]
                yield hashlib.new(kind, key + part).digest()[:KEY_BYTES]


def _orders(
    hand: Hand, whose: Mapping[bytes, int], tables: Sequence[str]
) -> Iterator[tuple[str, Labels]]:
    """Give every order in which keys can be read: from tables, and from the bytes of files."""
    for path in (hand.opened, hand.backup):
        for table in tables:
            for order in ("", "ORDER BY rowid"):
                read = _keys_of(path, table, order)
                yield f"{table} {order} of {path.name}", [whose[k] for k in read if k in whose]
    for path in _files(hand):
        for way, places in _places(path, whose).items():
            yield f"{way} of {path.name}", [whose[key] for _, key in sorted(places)]


def _keys_of(path: Path, table: str, order: str = "") -> list[bytes]:
    try:
        return [key for (key,) in _read(path, f"SELECT key FROM {table} {order}")]  # noqa: S608
    except sqlite3.OperationalError:  # no such column: rowid
        return []


def _files(hand: Hand) -> list[Path]:
    return [path for path in (*sorted(hand.folder.iterdir()), hand.backup) if path.is_file()]


def _places(path: Path, whose: Mapping[bytes, int]) -> dict[str, list[tuple[int, bytes]]]:
    content = path.read_bytes()
    every = {key: [each.start() for each in re.finditer(re.escape(key), content)] for key in whose}
    return {
        "first places": [(places[0], key) for key, places in every.items() if places],
        "last places": [(places[-1], key) for key, places in every.items() if places],
        # Copies that were left behind, where there are any.
        "all places": [(place, key) for key, places in every.items() for place in places],
    }


def _pages(hand: Hand) -> dict[str, list[list[int]]]:
    """Return the arrivals in each page of each file, as their cells lie in it."""
    found: dict[str, list[list[int]]] = {}
    for path in _files(hand):
        size = int(_read(hand.opened, "PRAGMA page_size")[0][0])
        # Behind a head of 32 bytes, each page of the log has one of 24.
        head, step = (32, size + 24) if path.name.endswith("-wal") else (0, size)
        for kind, whose in (("rows", hand.rows), ("visits", hand.visits)):
            for way, places in _places(path, whose).items():
                pages: dict[int, list[int]] = {}
                for place, key in sorted(places):
                    pages.setdefault((place - head) // step, []).append(whose[key])
                found[f"{kind} by {way} of {path.name}"] = list(pages.values())
    return found


def _look_around(hand: Hand, score: Score) -> None:
    """Look for copies, and for the row whose key lies nearest to that of a visit."""
    for path in _files(hand):
        rows_of, visits_of = _places(path, hand.rows), _places(path, hand.visits)
        for places in (rows_of, visits_of):
            left = len(places["all places"]) - len(places["first places"])
            if left:
                score.copies[path.name] = score.copies.get(path.name, 0) + left
        for way in rows_of:
            rows, visits = sorted(rows_of[way]), visits_of[way]
            if rows:
                guessed = [hand.rows[_nearest(rows, place)] for place, _ in visits]
                _match(
                    score,
                    f"neighbours by {way} in {path.name}",
                    guessed,
                    [hand.visits[key] for _, key in visits],
                )


def _nearest(rows: Sequence[tuple[int, bytes]], place: int) -> bytes:
    behind = bisect(rows, (place, b""))
    near = rows[max(0, behind - 1) : behind + 1]
    return min(near, key=lambda one: abs(one[0] - place))[1]


def _join_exports(hand: Hand, score: Score) -> None:
    """Read the export from its first to its last line."""
    order = _exported(hand)
    said = [_number(row["comment"]) for row in _csv(hand.export / "comments.csv")]
    comments = [one for one in said if one >= 0]
    _match(score, "export, arrivals", order, range(len(order)))
    _match(score, "export, comments", order, comments)
    _match(score, "comments, arrivals", comments, range(len(comments)))
    score.follows["export"] = [_follows(order)]
    score.follows["comments"] = [_follows(comments)]


def _exported(hand: Hand) -> list[int]:
    table = _csv(hand.export / "responses.csv")
    questions = [name for name in table[0] if name not in MARKS]
    read = ("".join(row[name] or "-" for name in questions) for row in table)
    return [hand.said[one] for one in read if one in hand.said]


def _match(score: Score, name: str, rows: Labels, visitors: Labels) -> None:
    of = min(len(rows), len(visitors))
    for way, guessed in (("", list(rows)), (" backwards", list(rows)[::-1])):
        right = sum(row == who for row, who in zip(guessed, visitors, strict=False))
        if of:
            score.found[name + way] = [_beyond_chance(right, of)]


def _beyond_chance(right: int, of: int) -> float:
    return (right - 1) / of if of else 0.0


def _follows(order: Labels) -> float:
    """Return how an order follows the arrivals, in standard deviations of what chance gives."""
    return _correlation(order) * sqrt(max(0, len(order) - 1))


def _correlation(order: Labels) -> float:
    ranks = np.argsort(np.argsort(order)) - (len(order) - 1) / 2
    places = np.arange(len(order)) - (len(order) - 1) / 2
    return float(ranks @ places / (places @ places)) if len(order) > 1 else 0.0


def _named(kind: str, orders: Mapping[str, Labels]) -> dict[str, Labels]:
    return {f"{kind} by {name}": order for name, order in orders.items()}


def _number(comment: str) -> int:
    return int(comment.rsplit(" ", 1)[1]) if comment.startswith("khách ") else -1


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _read(path: Path, statement: str, *values: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.execute(statement, values))
