"""What a cell means as an answer to a question: codes or labels, in any language of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from analysis.names import folded
from analysis.texts import unguarded
from questionnaires.composing import without_shapeless
from questionnaires.model import BLANK, NOT_APPLICABLE, Question, QuestionKind

# Bytes that no packed response has stand for cells that mean nothing, until the end of the file.
UNKNOWN = 255
TWO_MEANINGS = 254
CONTRADICTION = 253
WRONG = CONTRADICTION  # the least of them
# Beside the code of an answer on a scale that was given in words.
IN_WORDS = 128

# What programs write where nobody answered, or where a question was not shown.
_NO_ANSWER = frozenset({"n/a", "na", "nan", "null", "none", "<na>"})
# Statistical programs write whole numbers as 4.0.
_WHOLE = re.compile(r"(\d)[.,]0{1,6}")
# "5 - Rất hài lòng", "5. Rất hài lòng", "(5) Rất hài lòng", "5=Rất hài lòng", "5 (Rất hài lòng)".
_NUMBER_FIRST = re.compile(
    r"[(\[]?(\w)(?:[)\]]\s*[-–—.:=]?|\s*[-–—.:=]|\s|(?=[(\[]))\s*(\D.*)", re.DOTALL
)
# "Rất hài lòng (5)", "Rất hài lòng - 5", "Rất hài lòng 5".
_NUMBER_LAST = re.compile(r"(.*\D)(?:[(\[]\s*(\w)\s*[)\]]|[-–—:=\s](\w))", re.DOTALL)
_DASHES = " -–—:="
_IN_BRACKETS = re.compile(r"[(\[](.*)[)\]]", re.DOTALL)
_LONGEST_ANSWER = 1000


class CodeOfCell(dict[str, int]):
    """Cell as written -> code of the answer; each different cell is thought about once.

    `said` has the codes of cells about which a mapping was asked; it goes before everything else.
    """

    def __init__(self, question: Question, said: Mapping[str, str] | None = None) -> None:
        super().__init__({"": ord(BLANK), BLANK: ord(BLANK)})
        self._said = {folded(cell): ord(value) for cell, value in (said or {}).items()}
        # Whoever explains one number has another scale of numbers, of which ours are no part.
        self._has_own_numbers = any(map(str.isdecimal, self._said))
        self._codes = {choice.value: ord(choice.value) for choice in question.choices}
        self._labels = _codes_of_labels(question)
        # Whether a cell with number and words has shown which way the numbers of the scale run.
        self.tells_direction = False
        is_scored = question.kind is QuestionKind.ITEM
        self._scale = question.values - {NOT_APPLICABLE} if is_scored else frozenset()
        # Whether a bare 0 was met where the scale begins at 1: "does not apply", or a rating.
        self.has_zero = False
        self._zero = NOT_APPLICABLE if is_scored else None

    def __missing__(self, cell: str) -> int:
        text = unguarded(without_shapeless(cell).strip())
        self[cell] = self._code(text) if text else ord(BLANK)
        return self[cell]

    def _code(self, text: str) -> int:
        said = self._said.get(folded(text))
        if said is not None:
            return self._in_words(said)
        if self._has_own_numbers and text.isdecimal():
            return UNKNOWN
        number, words = self._codes.get(text), self._labels.get(folded(text))
        if number is not None:
            self.has_zero |= text == self._zero
            return number if words in {None, number} else TWO_MEANINGS
        if words is not None:
            return self._in_words(words)
        return self._code_of_both(text)

    def _code_of_both(self, text: str) -> int:
        """Return the code of a cell that may hold a number with decimals, or number and words."""
        whole = _WHOLE.fullmatch(text)
        if whole:
            return self._codes.get(whole[1], UNKNOWN)
        for number, label in _numbers_and_labels(text):
            words = self._labels.get(folded(label))
            if words is not None and number in self._codes:
                self.tells_direction |= number in self._scale
                return words if words == ord(number) else CONTRADICTION
        return ord(BLANK) if text.casefold() in _NO_ANSWER else UNKNOWN

    def _in_words(self, code: int) -> int:
        return code | IN_WORDS if chr(code) in self._scale else code


def _codes_of_labels(question: Question) -> dict[str, int]:
    codes: dict[str, int] = {}
    for choice in question.choices:
        for label in choice.label.texts.values():
            code = codes.setdefault(folded(label), ord(choice.value))
            if code != ord(choice.value):
                codes[folded(label)] = TWO_MEANINGS
    # LimeSurvey's code of yes and no.
    return codes | {word[0]: codes[word] for word in ("yes", "no") if word in codes}


def _numbers_and_labels(text: str) -> Iterator[tuple[str, str]]:
    if len(text) <= _LONGEST_ANSWER:
        first, last = _NUMBER_FIRST.fullmatch(text), _NUMBER_LAST.fullmatch(text)
        if first:
            whole = _IN_BRACKETS.fullmatch(first[2])
            yield first[1], whole[1] if whole else first[2]
        if last:
            yield last[2] or last[3], last[1].rstrip(_DASHES)
