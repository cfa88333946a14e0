"""Names that look alike are one name, and no others."""

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.names import folded, is_same_name, name_in
from analysis.reading.cells import ColumnCells
from analysis.reading.columns import LabelColumn

ALIKE = [
    ("Hòa Bình", "Hoà Bình"),
    ("Thúy Hòe", "Thuý Hoè"),
    ("HÒA BÌNH", "hoà bình"),
    ("Một-cửa Hòa-Bình", "Một–cửa Hoà−Bình"),
    ("Quầy 2", "Quầy 2\N{ZERO WIDTH SPACE}"),
    ("Quầy 2", "\N{ZERO WIDTH NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}Quầy 2"),
    ("Quầy 2", "Quầy\N{NO-BREAK SPACE} 2 "),
    ("Quầy 2", "Qu\N{SOFT HYPHEN}ầy 2."),
    ("Đất đai", "Ðất ðai"),
    ("Ủy ban", unicodedata.normalize("NFD", "Uỷ ban")),
]
APART = [
    ("Hòa Bình", "Hóa Bình"),
    ("Tân Lập", "Tấn Lập"),
    ("Quầy 1", "Quầy 11"),
    ("Hòa-Binh", "Hoa-Bình"),
    ("Đông", "Dông"),
    ("Kỹ thuật", "Kĩ thuật"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_names_that_look_alike_are_one(one: str, other: str) -> None:
    assert is_same_name(one, other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert not is_same_name(one, other)


@given(st.text(max_size=12))
def test_comparing_twice_changes_nothing(name: str) -> None:
    assert folded(name_in(name)) == folded(name_in(name_in(name)))


def test_a_name_is_printed_as_it_is_spelt_most_often() -> None:
    column = LabelColumn("Quầy")
    column.take(
        ColumnCells.of(
            ["Hòa Bình", "Hoà Bình", "Quầy 2", "", "Hoà Bình\N{ZERO WIDTH SPACE}", "Hóa Bình"]
        )
    )
    labels = column.labels()
    assert labels.names == ("Hoà Bình", "Hóa Bình", "Quầy 2")
    assert labels.codes.tolist() == [0, 0, 2, -1, 0, 1]
    assert column.joined() == [["Hoà Bình", "Hòa Bình"]]


def test_of_spellings_alike_in_number_the_first_is_printed() -> None:
    column = LabelColumn("Quầy")
    column.take(ColumnCells.of(["quầy 1", "Quầy 1"]))
    assert column.labels().names == ("quầy 1",)
    assert np.array_equal(column.labels().codes, [0, 0])
