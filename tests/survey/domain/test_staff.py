"""Passwords: long, not the first ones that come to mind, the same from every keyboard."""

import unicodedata

import pytest

from survey.domain.errors import PasswordFault, WeakPassword
from survey.domain.staff import StaffAccount, check_password


def test_a_long_password_is_taken_in_one_form() -> None:
    password = "tiếng gà gáy ban trưa"
    assert check_password(unicodedata.normalize("NFD", password)) == password


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", PasswordFault.TOO_SHORT),
        ("a1b2c3d4e5f", PasswordFault.TOO_SHORT),
        (unicodedata.normalize("NFD", "ệệệệệệ"), PasswordFault.TOO_SHORT),
        ("ab" * 65, PasswordFault.TOO_LONG),
        ("\ufdfa" * 20, PasswordFault.TOO_LONG),  # one sign that becomes eighteen
        ("a" * 1_000_000, PasswordFault.TOO_LONG),
        ("qwerty123456", PasswordFault.COMMON),
        ("HaiLongHaiLong", PasswordFault.COMMON),
        ("aaaaaaaaaaaa", PasswordFault.COMMON),
    ],
)
def test_a_poor_password_is_refused(password: str, fault: PasswordFault) -> None:
    with pytest.raises(WeakPassword) as refused:
        check_password(password)
    assert refused.value.fault is fault


@pytest.mark.parametrize("length", [12, 128])
def test_the_shortest_and_the_longest_are_taken(length: int) -> None:
    assert len(check_password(("mật khẩu " * 20)[:length])) == length


def test_an_account_does_not_print_its_hash() -> None:
    assert "argon" not in repr(StaffAccount(1, "Lan", "$argon2id$secret"))
