"""A name becomes part of a file name that every machine takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.file_names import file_name_part


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Bộ phận Một cửa", "bo-phan-mot-cua"),
        ("ĐĂNG KÝ ĐẤT ĐAI", "dang-ky-dat-dai"),
        ("Quầy 3 – Việc làm", "quay-3-viec-lam"),
        ("Buôn Ƀuôr, Čư̆ M’gar", "buon-uor-cu-m-gar"),
        (" ../CON:<>|?*\\ ", "con"),
        ("ﬁ ² Ⅳ", "fi-2-iv"),
        ("ខ្មែរ 中 😀", ""),
        ("", ""),
        ("Tiếp nhận và trả kết quả lĩnh vực việc làm", "tiep-nhan-va-tra-ket-qua-linh-vuc-viec"),
        ("w" * 60, "w" * 40),
    ],
)
def test_words_stay_readable(text: str, part: str) -> None:
    assert file_name_part(text) == part


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_nothing_but_plain_signs_is_ever_in_it(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|", file_name_part(text))
    assert len(file_name_part(text)) <= 40
