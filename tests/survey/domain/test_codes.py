"""The codes on posters: what is typed with a mistake leads nowhere."""

import os
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.codes import ALPHABET, LENGTH, new_code, read_code

codes = st.binary(min_size=LENGTH - 1, max_size=LENGTH - 1).map(
    lambda random: new_code(lambda _: random)
)


def test_the_signs_are_those_that_nobody_confuses() -> None:
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ILOU")


def test_a_new_code_is_made_from_seven_random_bytes_and_can_be_read() -> None:
    code = new_code(os.urandom)
    assert len(code) == LENGTH
    assert read_code(code) == code


@given(codes)
def test_every_change_of_one_sign_is_refused(code: str) -> None:
    for place in range(LENGTH):
        for sign in set(ALPHABET) - {code[place]}:
            assert read_code(code[:place] + sign + code[place + 1 :]) is None


@given(codes)
def test_every_swap_of_two_different_signs_is_refused(code: str) -> None:
    for first, second in combinations(range(LENGTH), 2):
        signs = list(code)
        signs[first], signs[second] = signs[second], signs[first]
        if code[first] != code[second]:
            assert read_code("".join(signs)) is None


@given(codes)
def test_a_missing_or_an_added_sign_is_refused(code: str) -> None:
    assert read_code(code[:-1]) is None
    assert read_code(code + "0") is None


@given(codes)
def test_what_people_type_is_forgiven(code: str) -> None:
    typed = code.replace("0", "o").replace("1", "l")
    assert read_code(typed.lower()) == code
    assert read_code(code.replace("1", "I").replace("0", "O")) == code
    assert read_code(f" {code[:4]}-{code[4:]}\n") == code


HOST = "mot-cua.dien-bien.gov.vn"


@pytest.mark.parametrize(
    "printed",
    [
        "https://{host}/{code}",
        "HTTPS://{host}/{code}/",
        "{host}/{code}.",
        "{host} / {code} ",
        "https: // {host}\n/{code}",
        "http://192.0.2.7:8080/{code}",
        "http:\\\\{host}\\{code}",
        "https://{host}/{code}?fbclid=IwAR0&fbclid=IwAR1",
        "https://{host}/{code}#answers",
        "/{code}",
        "“{code}”,",
        "Mã áp phích / Poster code: {code}",
    ],
)
@given(code=codes)
def test_whatever_is_printed_on_the_poster_can_be_typed_whole(printed: str, code: str) -> None:
    typed = printed.format(host=HOST, code=code)
    assert read_code(typed) == code
    assert read_code(typed.lower()) == code
    assert read_code(in_full_width(typed)) == code
    assert read_code(printed.format(host=HOST, code=f"{code[:4]}\u2011{code[4:]}")) == code


def in_full_width(text: str) -> str:
    return "".join(chr(0xFEE0 + ord(each)) if "!" <= each <= "~" else each for each in text)


READABLE = "7KQ2M9X7"


def test_the_code_that_is_spoiled_below_can_be_read() -> None:
    assert read_code(READABLE) == READABLE


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "7KQ2M9X",
        "7KQ2M9XU",
        "7KQ2 M9X?",
        "7KQ2M9X\0",
        f"{READABLE}\0",
        "ı" * 8,
        "7KQ2M9XŦ",
        "A" * 10_000,
        f"{READABLE}{' ' * 400}",
        "https://hailong.example",
        "https://hailong.example/",
        f"https://hailong.example/?code={READABLE}",
    ],
)
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert read_code(typed) is None


def test_codes_of_the_same_seven_signs_have_the_same_check_sign() -> None:
    assert new_code(bytes) == "00000000"
    assert new_code(lambda _: bytes([32] * 7)) == "00000000"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    code = read_code(typed)
    assert code is None or read_code(code) == code
