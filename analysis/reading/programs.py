"""How LimeSurvey and KoboToolbox write the headings of the tables that they export."""

from __future__ import annotations

import re
from collections.abc import Iterator

# When the response was sent; its day is taken where the table has no other column of days.
_SENT = ("submitdate", "date submitted", "submitdate. date submitted", "_submission_time")
# KoboToolbox begins the columns that it adds with these (_id, _uuid, meta/instanceID, ...).
_ADDED = ("_", "meta/", "formhub/")
# Codes that programs give to answers in the order in which they were typed.
_MADE_UP_CODE = re.compile(r"(?:AO?|option_)\d{1,3}")
# LimeSurvey, heading as code and text: "G01Q01[SQ001]. Question [Subquestion]".
_CODE_AND_TEXT = re.compile(r"([A-Za-z]\w*(?:\[\w+\])*)\.\s+(.+)")
_LAST_BRACKETS = re.compile(r"\[([^\[\]]+)\]$")
_NOT_ASKED = "n/a"


def is_time_of_sending(heading: str) -> bool:
    """Return whether a survey program wrote there when a response was sent."""
    return heading.casefold() in _SENT


def is_added_by_program(heading: str) -> bool:
    """Return whether a survey program added the column; nobody was asked that."""
    return heading.startswith(_ADDED)


def is_made_up_code(cell: str) -> bool:
    """Return whether an answer is a code that only the survey program can explain."""
    return _MADE_UP_CODE.fullmatch(cell) is not None


def is_not_asked(cell: str) -> bool:
    """Return whether LimeSurvey says so that a question was not shown."""
    return cell.casefold() == _NOT_ASKED


def names_in_heading(heading: str) -> Iterator[str]:
    """Yield the parts of a heading that may name the question, the likeliest first."""
    yield from _LAST_BRACKETS.findall(heading)
    for code, text in _CODE_AND_TEXT.findall(heading):
        yield from (text, code, *_LAST_BRACKETS.findall(code))
    # KoboToolbox writes the groups of a question before it: "group/question".
    parts = heading.split("/")
    yield from ("/".join(parts[start:]) for start in range(1, len(parts)))
