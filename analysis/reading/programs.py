"""How LimeSurvey and KoboToolbox write the headings of the tables that they export."""

from __future__ import annotations

import re
from collections.abc import Iterator

# When the response was sent; its day is taken where the table has no other column of days.
TIMES_OF_SENDING = (
    "submitdate",
    "date submitted",
    "submitdate. date submitted",
    "_submission_time",
)
# KoboToolbox begins the columns that it adds with these (_id, _uuid, meta/instanceID, ...).
ADDED = ("_", "meta/", "formhub/")
# Codes that programs give to answers in the order in which they were typed.
MADE_UP_CODE = re.compile(r"(?:AO?|option_)\d{1,3}")
# LimeSurvey, heading as code and text: "G01Q01[SQ001]. Question [Subquestion]".
_CODE_AND_TEXT = re.compile(r"(?<!\w)([A-Za-z]\w*(?:\[\w+\])*)\.\s+(.+)")
_MOST_GROUPS = 8
_LAST_BRACKETS = re.compile(r"\[([^\[\]]+)\]$")


def names_in_heading(heading: str) -> Iterator[str]:
    """Yield the parts of a heading that may name the question, the likeliest first."""
    yield from _LAST_BRACKETS.findall(heading)
    for code, text in _CODE_AND_TEXT.findall(heading):
        yield from (text, code, *_LAST_BRACKETS.findall(code))
    # KoboToolbox writes the groups of a question before it: "group/question".
    parts = heading.split("/", _MOST_GROUPS)
    yield from ("/".join(parts[start:]) for start in range(1, len(parts)))
