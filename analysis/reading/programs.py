"""What survey programs write around the answers in the tables that they export."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto

from analysis.account import LeftOut


class Added(StrEnum):
    """What a column tells of a response that its program added."""

    RECORD = auto()  # the number or key of the response, which no other has
    TODAY = auto()  # the day of the answers, on the device
    ENDED = auto()  # the moment of the last answer, on the device
    BEGUN = auto()  # and of the first
    SENT = auto()  # when it reached the server; its day is taken where none of the answers is known
    STATUS = auto()  # whether it counts
    FINISHED = auto()  # whether it was answered to its end


# The columns that tell the day of the answers, the surest first.
ANSWERED = (Added.TODAY, Added.ENDED, Added.BEGUN)


@dataclass(frozen=True)
class Program:
    """The columns that a survey program adds, by their headings in lower case."""

    columns: Mapping[str, Added]
    signs: frozenset[str]  # headings that no other table has
    # Why a row is left out, by what stands in a column of a kind, in lower case.
    left_out: Mapping[Added, Mapping[str, LeftOut]]
    # What else stands in a column whose every word is known; any other is then refused.
    counted: Mapping[Added, frozenset[str]] = field(default_factory=dict)
    is_sent_in_utc: bool = False
    is_month_first: bool = False  # of dates such as 03/25/2026
    # Whether records are numbered from 1, so that those of two surveys have the same numbers.
    is_numbered: bool = False


# What an office is told to write where another word tells nothing.
_YES, _NO = "approved", "not approved"
_OF_DEVICE = {"today": Added.TODAY, "end": Added.ENDED, "start": Added.BEGUN}
_SENT_BY_LIMESURVEY = ("submitdate", "date submitted", "submitdate. date submitted")
LIMESURVEY = Program(
    columns={
        **dict.fromkeys(_SENT_BY_LIMESURVEY, Added.SENT),
        **dict.fromkeys(("id", "response id", "id. response id"), Added.RECORD),
    },
    signs=frozenset(_SENT_BY_LIMESURVEY),
    # Where a survey keeps no dates, what was sent has one all the same: 1980-01-01.
    left_out={Added.SENT: dict.fromkeys(("", "n/a"), LeftOut.NOT_SENT)},
    is_numbered=True,
)
KOBOTOOLBOX = Program(
    columns={
        "_uuid": Added.RECORD,
        "meta/instanceid": Added.RECORD,
        "_id": Added.RECORD,
        "_submission_time": Added.SENT,
        "_validation_status": Added.STATUS,
        **_OF_DEVICE,
    },
    signs=frozenset({"_uuid", "meta/instanceid", "_submission_time", "_validation_status"}),
    left_out={
        Added.STATUS: dict.fromkeys(
            (
                *(_NO, "rejected", "không được phê duyệt", "không phê duyệt"),
                *("không duyệt", "từ chối", "bị từ chối", "on hold", "tạm giữ"),
            ),
            LeftOut.NOT_APPROVED,
        )
    },
    counted={
        Added.STATUS: frozenset(
            {"", "{}", _YES, "được phê duyệt", "đã phê duyệt", "phê duyệt", "đã duyệt"}
        )
    },
    is_sent_in_utc=True,
)
ODK_CENTRAL = Program(
    columns={
        "meta-instanceid": Added.RECORD,
        "key": Added.RECORD,
        "submissiondate": Added.SENT,
        "reviewstate": Added.STATUS,
        **_OF_DEVICE,
    },
    signs=frozenset({"submissiondate", "reviewstate", "meta-instanceid"}),
    left_out={
        Added.STATUS: dict.fromkeys(("rejected", "hasissues", _NO), LeftOut.NOT_APPROVED),
    },
    # What nobody reviewed has none of these.
    counted={Added.STATUS: frozenset({"", "received", "edited", _YES})},
    is_sent_in_utc=True,
)
_RESPONSES = ("0", "ip address", "4", "imported", "16", "offline", "32", "ex", "48", "ex offline")
# Codes and labels of previews, tests, spam and responses that the program made up.
_NO_RESPONSES = (
    *("1", "survey preview", "2", "survey test", "8", "spam", "9", "survey preview spam"),
    *("12", "imported spam", "17", "offline survey preview", "40", "ex spam", "256", "synthetic"),
)
QUALTRICS = Program(
    columns={
        "responseid": Added.RECORD,
        "enddate": Added.ENDED,
        "startdate": Added.BEGUN,
        "recordeddate": Added.SENT,
        "status": Added.STATUS,
        "finished": Added.FINISHED,
    },
    signs=frozenset({"recordeddate"}),
    left_out={
        Added.STATUS: {
            **dict.fromkeys(_NO_RESPONSES, LeftOut.TRIAL),
            # Two more rows of headings stand below the first.
            **dict.fromkeys(("response type", '{"importid":"status"}'), LeftOut.SUMMARY),
            _NO: LeftOut.NOT_APPROVED,
        },
        Added.FINISHED: dict.fromkeys(("0", "false", "sai", _NO), LeftOut.NOT_SENT),
    },
    counted={
        Added.STATUS: frozenset({"", _YES, *_RESPONSES}),
        Added.FINISHED: frozenset(
            {"", _YES, "1", "true", "đúng", "finished", '{"importid":"finished"}'}
        ),
    },
)
# Partial responses are marked by nothing in its exports.
SURVEYMONKEY = Program(
    columns={
        "respondent id": Added.RECORD,
        "start date": Added.BEGUN,
        "end date": Added.ENDED,
    },
    signs=frozenset({"collector id"}),
    left_out={},
    is_month_first=True,
)
PROGRAMS = (LIMESURVEY, KOBOTOOLBOX, ODK_CENTRAL, QUALTRICS, SURVEYMONKEY)


def program_of(headings: Sequence[str]) -> Program | None:
    """Return the program that a table with these headings comes from, if it shows one."""
    names = {heading.casefold() for heading in headings}
    return next((program for program in PROGRAMS if program.signs & names), None)


def added_columns(program: Program | None, headings: Sequence[str]) -> dict[Added, int]:
    """Return the index of each column that the program added and that tells what to count."""
    if program is None:
        return {}
    index = {heading.casefold(): place for place, heading in reversed([*enumerate(headings)])}
    found: dict[Added, int] = {}
    for name, added in program.columns.items():
        if name in index:
            found.setdefault(added, index[name])
    return found


# KoboToolbox begins the columns that it adds with these (_id, _uuid, meta/instanceID, ...).
HIDDEN = ("_", "meta/", "formhub/")
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
