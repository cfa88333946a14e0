"""Reading a form: as browsers write it, and nothing that has to be guessed at."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.test import EnvironBuilder

from survey.limits import MOST_FIELDS
from survey.web.form_request import FormRequest

FORM = "application/x-www-form-urlencoded"
TEXTS = st.text(st.characters(exclude_categories=("Cs",)))


def read(body: bytes, content_type: str = FORM) -> MultiDict[str, str]:
    builder = EnvironBuilder(method="POST", input_stream=None, data=body, content_type=content_type)
    return FormRequest(builder.get_environ()).form


def refused(body: bytes, content_type: str = FORM) -> int | None:
    with pytest.raises(HTTPException) as error:
        read(body, content_type)
    return error.value.code


@given(st.lists(st.tuples(TEXTS.filter(bool), TEXTS), max_size=9))
def test_a_form_is_read_as_it_was_written(fields: list[tuple[str, str]]) -> None:
    sent = MultiDict(fields)
    assert read(urlencode(fields).encode()).to_dict(flat=False) == sent.to_dict(flat=False)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"", []),
        (b"&&", []),
        (b"a", [("a", "")]),
        (b"a=", [("a", "")]),
        (b"a==b", [("a", "=b")]),
        (b"a+b=c+d", [("a b", "c d")]),
        (b"a%2Bb=%26%3D%25", [("a+b", "&=%")]),
        (b"a=%zz%1", [("a", "%zz%1")]),
        (b"a=1&b=2&a=3", [("a", "1"), ("a", "3"), ("b", "2")]),
        ("a=tốt".encode(), [("a", "tốt")]),
        (b"a=t%E1%BB%91t", [("a", "tốt")]),
    ],
)
def test_what_a_form_means(body: bytes, fields: list[tuple[str, str]]) -> None:
    assert list(read(body).items(multi=True)) == fields


@pytest.mark.parametrize(
    "damaged", [b"a=%ff", b"%ff=a", b"a=\xff", b"a=%E1%BB&b=%91", b"a=\xe1%BB%91", b"a=%ED%A0%80"]
)
def test_halves_of_a_character_are_not_guessed_at(damaged: bytes) -> None:
    assert refused(damaged) == 400


def test_another_kind_of_content_is_not_read() -> None:
    assert refused(b"{}", "application/json") == 415
    assert refused(b"a=b", "") == 415
    assert list(read(b"", "application/json")) == []


def test_a_form_may_have_a_hundred_fields() -> None:
    assert len(read(b"a=b&" * (MOST_FIELDS - 1) + b"c=d").getlist("a")) == MOST_FIELDS - 1
    assert refused(b"a=b&" * MOST_FIELDS) == 413
