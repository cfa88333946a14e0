"""Whatever a file holds, the reader gives a questionnaire or its faults."""

from __future__ import annotations

import re
from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from questionnaires.faults import Fault, FaultyFile
from questionnaires.reader import read_plan, read_questionnaire
from tests.questionnaires.files import PLAN, SMALL

LIKE_YAML = st.text(alphabet="ab1:-?&*!|>%@`'\"[]{},# \n\t\\~<=.\r\x85\ufeff", max_size=60)
LINES = SMALL.splitlines(keepends=True)


def read_as_both(text: str | bytes) -> None:
    with suppress(FaultyFile):
        read_questionnaire(text, "any")
    with suppress(FaultyFile):
        read_plan(text, "any")


@given(st.text() | LIKE_YAML)
@example("? [a]\n: b")
@example('"\\U00110000"')
@example("- " * 3000)
def test_any_text_is_read_or_told(text: str) -> None:
    read_as_both(text)


@given(st.binary())
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    read_as_both(content)


@given(LIKE_YAML, st.integers(0, len(SMALL)), st.integers(0, 30))
def test_a_file_spoilt_anywhere_is_read_or_told(insert: str, place: int, lost: int) -> None:
    read_as_both(SMALL[:place] + insert + SMALL[place + lost :])


@given(st.permutations(range(len(LINES))), st.integers(0, len(LINES)))
def test_lines_in_any_order_are_read_or_told(order: list[int], kept: int) -> None:
    read_as_both("".join(LINES[line] for line in order[:kept]))


@given(LIKE_YAML, st.integers(0, len(PLAN)))
def test_lines_told_are_lines_of_the_file(insert: str, place: int) -> None:
    text = PLAN[:place] + insert + PLAN[place:]
    faults: tuple[Fault, ...] = ()
    try:
        read_plan(text, "any")
    except FaultyFile as error:
        faults = error.faults
    lines = len(re.split("\r\n|\r|\n", text))

    assert all(1 <= fault.line <= lines + 1 for fault in faults)
    assert all(str(fault.line) in fault.in_words(str) for fault in faults)
