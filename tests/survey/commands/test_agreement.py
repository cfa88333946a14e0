"""A question of yes or no: who does not agree ends the command."""

import io
import sys
from unicodedata import normalize

import pytest

from survey.commands.agreement import agree


@pytest.fixture(autouse=True)
def _speaks_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAILONG_LANGUAGE", "vi")


def answer(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    agree("Sửa?", silence="Chưa có câu trả lời.")


@pytest.mark.parametrize("yes", ["c", "C", "có", "CÓ", normalize("NFD", "có"), "co", "y", "Yes"])
def test_yes_is_said_in_either_language(yes: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(f" {yes} \n", monkeypatch)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        *((f"{no}\n", "Chưa có gì bị thay đổi.") for no in ("k", "không", "Khong", "n", "NO", "")),
        (normalize("NFD", "Không\n"), "Chưa có gì bị thay đổi."),
        ("", "Chưa có câu trả lời."),
        ("xyz\n", "Chưa có câu trả lời."),
    ],
)
def test_no_and_no_answer_end_as_a_refusal(
    typed: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        answer(typed, monkeypatch)
    assert ended.value.code == 1
    assert capsys.readouterr().err == f"{said}\n"


def test_what_is_neither_is_asked_again_in_vietnamese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer("xyz\nđược\nc\n", monkeypatch)
    again = "Hãy trả lời c (có) hoặc k (không).\n"
    assert capsys.readouterr().out == f"Sửa? [c/K]: {again}Sửa? [c/K]: {again}Sửa? [c/K]: "
