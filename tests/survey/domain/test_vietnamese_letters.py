"""One name however it was typed."""

import unicodedata

import pytest

from survey.domain.vietnamese_letters import name_key, without_tones


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đỗ Hữu Ước", "đỗ hữu ước"),
        ("ĐỖ  HỮU ƯỚC ", " Đỗ Hữu\tƯớc"),
        ("chị Lan", unicodedata.normalize("NFD", "Chị LAN")),
        ("Hòa", "Hoà"),
        ("Thúy Khỏe", "Thuý Khoẻ"),
        ("Ｌａｎ", "lan"),
    ],
)
def test_these_are_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lan", "Lân"), ("Hòa", "Hóa"), ("Đạt", "Dat"), ("Lan Anh", "LanAnh"), ("Vũ", "Vủ")],
)
def test_these_are_two_names(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_letters_without_tones_are_those_of_a_plain_keyboard() -> None:
    assert without_tones("Đường Hữu Nghị") == "duong huu nghi"
