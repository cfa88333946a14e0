"""The zone of time that a moment states, and by how many days it is later in Vietnam."""

from __future__ import annotations

import re
from functools import lru_cache

# Vietnam has had one time since 1975, without summer time.
_HERE = 7 * 60
_DAY = 24 * 60
_SPACE = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]?"
_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>\d\d?):(?P<minute>\d\d)(?::\d\d(?:[.,]\d{1,9})?)?"
    rf"{_SPACE}(?P<half>(?:AM|PM|SA|CH)\b)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:gmt|utc)?\s?(?P<sign>[+\-\u2212])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?(?:\s?\([^()]*\))?"
)
# Names with one meaning, in minutes before UTC. EST, CST, IST, PST and others have several: the
# time zone database gives PST to California and to Manila.
OFFSETS = {
    **dict.fromkeys(("z", "gmt", "utc"), 0),
    **dict.fromkeys(("ict", "wib", "asia/ho_chi_minh", "asia/saigon", "asia/bangkok"), 7 * 60),
    **dict.fromkeys(("jst", "kst"), 9 * 60),
    "hkt": 8 * 60,
    "aest": 10 * 60,
    "aedt": 11 * 60,
    "cet": 60,
    "cest": 2 * 60,
    "edt": -4 * 60,
    "pdt": -7 * 60,
}
# What people write round a time beside the day: "9:30 sáng, ngày 5/2/2026".
_WORDS = re.compile(r"(?:ngày|lúc|giờ|sáng|trưa|chiều|tối|đêm|[\s,;.()\-])*")


def days_ahead(time: str, *, is_utc: bool) -> int | None:
    """Return by how many days it is later in Vietnam at a time that states its zone, or has UTC.

    `time` is a moment without its day. None where it names a zone that may be several.
    """
    found = _CLOCK.search(time)
    if found is None:
        return 0
    offset = _offset_of(time[found.end() :], is_utc=is_utc)
    if offset is None:
        return None
    hour = int(found["hour"])
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"].upper() in {"PM", "CH"})
    return (60 * hour + int(found["minute"]) - offset + _HERE) // _DAY


@lru_cache(maxsize=1000)
def _offset_of(zone: str, *, is_utc: bool) -> int | None:
    """Return the minutes that a zone is before UTC; none is Vietnam's, or UTC."""
    name = zone.strip().casefold()
    if _WORDS.fullmatch(name):
        return 0 if is_utc else _HERE
    if found := _OFFSET.fullmatch(name):
        minutes = 60 * int(found["hours"]) + int(found["minutes"] or 0)
        return minutes if found["sign"] == "+" else -minutes
    return OFFSETS.get(name.strip("()[] "))
