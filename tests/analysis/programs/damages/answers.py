"""Answers in other words, with codes beside them, on scales that run the other way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.analysis.programs.damages.damage import (
    Damage,
    Does,
    is_any,
    is_in_codes,
    is_in_words,
    is_sheet,
    is_text,
    is_vietnamese,
)
from tests.analysis.programs.files import File, answer_in
from tests.analysis.programs.people import Person

# Questions on the scale, without "not applicable".
_RATED = ("signs", "courtesy")
_BOTH = ("{} - {}", "{} – {}", "{} ({})", "{1} ({0})", "{1} {0}")
_BLANKS = ("NA", "N/A", "n/a", "-", " ")


def _rated(file: File, text: Callable[[str], str]) -> File:
    """Return the file with another text for each code of a rating, which `text` gives."""

    def changed(role: str) -> Callable[[Person, str], str]:
        return lambda each, cell: text(each.answer(role)) if each.answer(role) else cell

    for role in _RATED:
        file = file.with_cells(role, changed(role))
    return file


def _label(code: str, words: str = "vi") -> str:
    return answer_in(words, _RATED[0], code)


def _words_at_the_ends(file: File, _number: int) -> File:
    ends = _rated(file, lambda code: _label(code, file.words) if code in {"1", "5"} else code)
    return ends.refusable()


def _both_at_the_ends(file: File, _number: int) -> File:
    both = _rated(file, lambda code: f"{code} - {_label(code)}" if code in {"1", "5"} else code)
    codes = [{each.answer(role) for each in file.people} for role in _RATED]
    return both if all(each & {"1", "5"} for each in codes) else both.refusable()


def _other_way(file: File, _number: int) -> File:
    """Return the file of a scale that has its good end at 1, and words at its ends alone."""
    turned = _rated(
        file,
        lambda code: _label(code, file.words) if code in {"1", "5"} else str(6 - int(code)),
    )
    codes = {each.answer(role) for each in file.people for role in _RATED}
    return turned.refused() if codes & {"2", "4"} else turned.refusable()


def _words_and_codes(file: File, number: int) -> File:
    index = number % len(file.rows)
    row = file.rows[index]
    for role in _RATED:
        row = row.with_cell(file.column(role), row.person.answer(role) if row.person else "")
    return file.with_row(index, row).refusable()


def _both(form: str) -> Does:
    return lambda file, _number: _rated(file, lambda code: form.format(code, _label(code)))


def _contradiction(file: File, number: int) -> File:
    index = number % len(file.rows)
    person = file.rows[index].person
    code = person.answer("signs") if person else ""
    if not code:
        return file
    file = _both("{} - {}")(file, number)
    both = f"{code} - {_label(str(int(code) % 5 + 1))}"
    row = replace(file.rows[index].with_cell(file.column("signs"), both), is_told=True)
    return file.with_row(index, row).refused()


def _blanks(word: str) -> Does:
    return lambda file, _number: file.with_answers(lambda cell: cell or word)


def _error_value(file: File, number: int) -> File:
    index = number % len(file.rows)
    row = file.rows[index].with_cell(file.column("courtesy"), "#N/A")
    return file.with_row(index, replace(row, is_told=True)).refused()


def _decimal(end: str) -> Does:
    return lambda file, _number: file.with_answers(lambda cell: cell and cell + end).refusable()


def _points_and_zeros(file: File, _number: int) -> File:
    return file.with_answers(lambda cell: cell and f"{cell}.0")


def _hidden_character(file: File, _number: int) -> File:
    return file.with_answers(lambda cell: cell and f"{cell}\N{ZERO WIDTH SPACE}").refusable()


def _spaces(file: File, _number: int) -> File:
    return file.with_answers(lambda cell: cell and f" {cell}\N{NO-BREAK SPACE}")


def _no_answer(file: File, number: int) -> File:
    index = number % len(file.rows)
    cell = "9" if file.suffix == ".sav" else "9 điểm"
    row = file.rows[index].with_cell(file.column("courtesy"), cell)
    return file.with_row(index, replace(row, is_told=True)).refused()


DAMAGES = {
    "words at the ends of the scale": Damage(_words_at_the_ends, is_in_words),
    "numbers with words at the ends of the scale": Damage(_both_at_the_ends, is_vietnamese),
    "words at the ends of a scale that runs the other way": Damage(_other_way, is_in_words),
    "words and codes in one column": Damage(_words_and_codes, is_in_words),
    **{
        f"a code and its words as “{form.format(5, 'Tốt')}”": Damage(_both(form), is_vietnamese)
        for form in _BOTH
    },
    "words that contradict their code": Damage(_contradiction, is_vietnamese),
    "codes as numbers with a decimal point": Damage(_points_and_zeros, is_in_codes),
    "codes as numbers with a decimal comma": Damage(_decimal(",0"), is_in_codes),
    "a hidden character in answers": Damage(_hidden_character, is_text),
    "spaces round answers": Damage(_spaces, is_text),
    "an answer that there is none of": Damage(_no_answer, is_any),
    "an error of a spreadsheet as an answer": Damage(_error_value, is_sheet),
    **{f"blanks as “{word}”": Damage(_blanks(word), is_sheet) for word in _BLANKS},
}
