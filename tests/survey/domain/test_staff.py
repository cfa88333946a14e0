"""Passwords: long, hard to guess for somebody who knows the place, the same from every keyboard."""

import unicodedata
from contextlib import suppress
from time import process_time

import pytest

from survey.domain.errors import PasswordFault, WeakPassword
from survey.domain.staff import StaffAccount, check_password

OWN = ("Nguyễn Thị Lan", "Sở Nội vụ tỉnh Điện Biên", "https://hailong.dienbien.gov.vn")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_long_password_is_taken_in_one_form(form: str) -> None:
    password = "tiếng gà gáy ban trưa"
    assert check_password(unicodedata.normalize(form, password)) == password  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "password",
    [
        "trời mưa to quá",
        "gà trống choai đen",
        "con meo leo cay",
        "cơm ăn áo mặc",
        "ta về quê ba",
        "một câu thật dài",
        "correct horse battery",
        "f7Kp2xQz9LmT",
    ],
)
def test_a_sentence_of_some_words_is_taken(password: str) -> None:
    assert check_password(password, OWN) == password


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", PasswordFault.TOO_SHORT),
        ("a1b2c3d4e5f", PasswordFault.TOO_SHORT),
        (unicodedata.normalize("NFD", "ệệệệệệ"), PasswordFault.TOO_SHORT),
        ("ab" * 65, PasswordFault.TOO_LONG),
        ("\ufdfa" * 20, PasswordFault.TOO_LONG),  # one sign that becomes eighteen
        ("a" * 1_000_000, PasswordFault.TOO_LONG),
        ("Matkhau@2026", PasswordFault.COMMON),
        ("M@tkh@u12345", PasswordFault.COMMON),
        ("mật khẩu mới 2026", PasswordFault.COMMON),
        ("123456789abc", PasswordFault.COMMON),
        ("một hai ba bốn", PasswordFault.COMMON),
        ("Anhyeuem@123", PasswordFault.COMMON),
        ("TranVanMinh2026", PasswordFault.COMMON),
        ("dichvucong2026", PasswordFault.COMMON),
        ("aaaaaaaaaaaa", PasswordFault.REPEAT),
        ("một cửa một cửa", PasswordFault.REPEAT),
        ("qwertyuiop[]", PasswordFault.RUN),
        ("abcdefghijklmn", PasswordFault.RUN),
        ("0912345678012", PasswordFault.NUMBERS),
        ("@#$%^&*()_+!~", PasswordFault.NUMBERS),
        ("Lan123456789", PasswordFault.OWN),
        ("lan0912345678", PasswordFault.OWN),
        ("Nguyễn Thị Lan 1990", PasswordFault.OWN),
        ("NguyenThiLan90", PasswordFault.OWN),
        ("Hailong@2026", PasswordFault.OWN),
        ("sonoivu@dienbien", PasswordFault.OWN),
        ("dienbien matkhau", PasswordFault.OWN),
    ],
)
def test_a_poor_password_is_refused_by_what_is_poor_in_it(
    password: str, fault: PasswordFault
) -> None:
    with pytest.raises(WeakPassword) as refused:
        check_password(password, OWN)
    assert refused.value.fault is fault


def test_a_few_letters_drawn_out_by_spaces_are_refused_as_easy() -> None:
    with pytest.raises(WeakPassword) as refused:
        check_password("x   k   w   v")
    assert refused.value.fault is PasswordFault.GUESSABLE


@pytest.mark.parametrize("length", [12, 128])
def test_the_shortest_and_the_longest_are_taken(length: int) -> None:
    assert len(check_password(("ta về quê ba ngoại, rồi " * 20)[:length])) == length


@pytest.mark.parametrize(
    "pattern", ["4@8({[<369!|170$5+%2", "1!il|", "z@|!104{%@<1a([|a$0s{80+t08$Itxo{e57z1l|", "ab"]
)
def test_judging_is_quick_however_a_password_is_made(pattern: str) -> None:
    password = ("a" + pattern * 128)[:128]
    begun = process_time()
    with suppress(WeakPassword):
        check_password(password, OWN)
    # Without the bounds the second and third take seconds.
    assert process_time() - begun < 0.5


def test_an_account_does_not_print_its_hash() -> None:
    assert "argon" not in repr(StaffAccount(1, "Lan", "$argon2id$secret"))
