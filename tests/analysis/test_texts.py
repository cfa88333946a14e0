"""Text in a cell is text, whatever it begins with, and comes back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.texts import guarded, is_risky, unguarded

BEGINNINGS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"]
SPACES = ["", " ", "  ", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}"]


@pytest.mark.parametrize("sign", BEGINNINGS)
@pytest.mark.parametrize("space", SPACES)
def test_what_a_spreadsheet_might_run_gets_an_apostrophe(sign: str, space: str) -> None:
    text = f"{space}{sign}cmd|' /C calc'!A0"
    assert is_risky(text)
    assert guarded(text) == f"'{text}"
    assert not is_risky(guarded(text))


@pytest.mark.parametrize("text", ["", "Quầy 1", "5", "'tis", "a=b", " "])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(
    st.sampled_from(["", "'", "''", "' "]),
    st.sampled_from(SPACES),
    st.sampled_from(["", *BEGINNINGS]),
    st.text(max_size=8),
    st.sampled_from(",;\t"),
)
def test_every_text_comes_back_through_a_file(
    quotes: str, space: str, sign: str, rest: str, separator: str
) -> None:
    text = quotes + space + sign + rest.encode(errors="replace").decode()
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerow([guarded(text), "x"])
    file.seek(0)
    (cell, _) = next(csv.reader(file, delimiter=separator, strict=True))
    assert unguarded(cell) == text


@given(st.text(max_size=5))
def test_no_written_cell_is_risky(text: str) -> None:
    assert not is_risky(guarded(text))
