"""Every rule that reads what people type, write or send, and texts that make such rules slow."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from analysis.names import folded, name_in, sorting_key
from analysis.reading.headings import possible_names
from analysis.reading.programs import names_in_heading
from analysis.reading.resemblance import columns_like
from analysis.reading.summaries import is_odd_number, is_signature, is_total
from analysis.reading.written_days import day_in
from analysis.reading.zones import days_ahead
from analysis.texts import guarded, unguarded
from questionnaires.composing import composed
from questionnaires.faults import FaultyFile
from questionnaires.reader import read_questionnaire
from survey.domain import identifier_patterns
from survey.domain.codes import read_code
from survey.domain.errors import BadAddress
from survey.domain.identifier_names import names
from survey.domain.identifier_numbers import numbers
from survey.domain.identifier_patterns import rules_for
from survey.domain.identifiers import find_identifiers, without_identifiers
from survey.domain.places import public_address
from survey.domain.plain_characters import masked, plain_characters
from survey.domain.texts import without_invisible
from tests.growth.measuring import Reading

# Each of them is said over and over: words and signs with which a rule begins and does not end.
UNITS = (
    *("1", "1 ", "1,", "1.1.", "0 9 ", "0912 ", "84 ", "123 ", "1.000 ", "01/02/", "19", "0\u200b"),
    *("0,3,", "(+", "27A ", "H18.", "000.00.", "22 222 ", "1.", "O", "l1.", "٠", "𝟎", "０"),
    *("a", "a ", "a.", "a. a. ", "a@", "@ ", "a at ", "a@b chấm ", "x@y.vn b.vn ", "(at)", "-"),
    *("Lò ", "Lò Lò A ", "Nguyễn Văn ", "lò thị ", "tên ", "hồ sơ số "),
    *("mã số hồ sơ là ", "biển số ", "câu 1. "),
    *("tiền a ", "gọi a ", "zalo 1234567 ", "số thẻ 12 ", "1 nghìn ", "vay 1.000.", "đ1."),
    *(" ", "\n", "\u200b", "\u0301", "\u0301\u0323", "\u0f71\u0f72\u0f73", "ế"),
    *("e\u0302\u0301", "\u202e", "\r\n", "[", "[a", "[a]", "]", "a[b]", "a[b].", "a/", "a/b. "),
    *("a. [", "'", "=", "_", '"', "1) "),
    *("zalo a", "fb _", "fb.com/", "t.me/-", "sinh 1/", "ngày sinh ", "số nhà 1", "1 ngõ ", "1/"),
    *("tôi tên ", "tên tôi là ", "tôi ở số 1/"),
)  # fmt: skip


def _all(find: Callable[[str], Iterator[object]]) -> Reading:
    return lambda text: list(find(text))


def _every_second_masked(text: str) -> str:
    return masked(text, ((place, place + 1) for place in range(0, len(text), 2)))


def _nested(text: str) -> str:
    """Cut a text in which each reading finds one more e-mail address inside the one before."""
    half = len(text) // 8
    return without_identifiers("a@ " * half + "x@y.vn " + "b.vn " * half)


def _refused(read: Reading, *errors: type[Exception]) -> Reading:
    """Read a text that may be refused."""

    def answer(text: str) -> None:
        with suppress(*errors):
            read(text)

    return answer


def _questionnaire(entry: Callable[[int], str], head: str) -> Reading:
    """Read a questionnaire of as many entries as a text has hundreds of characters."""

    def read(text: str) -> None:
        entries = "".join(map(entry, range(len(text) // 100)))
        with suppress(FaultyFile):
            read_questionnaire(head + entries, "long.yaml")

    return read


_READ = {rule.pattern for rule in identifier_patterns.RULES}
_PATTERNS = {
    name: pattern
    for name, pattern in vars(identifier_patterns).items()
    if isinstance(pattern, re.Pattern) and pattern in _READ
}

RULES: Mapping[str, Reading] = {
    **{name: _all(pattern.finditer) for name, pattern in _PATTERNS.items()},
    "numbers": _all(numbers),
    "names": _all(names),
    "plain_characters": plain_characters,
    "masked": _every_second_masked,
    "rules_for": rules_for,
    "find_identifiers": find_identifiers,
    "without_identifiers": without_identifiers,
    "without_invisible": without_invisible,
    "composed": composed,
    "read_code": read_code,
    "folded": folded,
    "name_in": name_in,
    "guarded": guarded,
    "unguarded": unguarded,
    "sorting_key": sorting_key,
    "names_in_heading": _all(names_in_heading),
    "columns_like": columns_like,
    "possible_names": _all(possible_names),
    "day_in": day_in,
    "days_ahead": lambda text: days_ahead(text, is_utc=True),
    "is_total": is_total,
    "is_signature": is_signature,
    "is_odd_number": is_odd_number,
    "public_address": _refused(public_address, BadAddress),
}

_QUESTION = (
    "  - {{id: q{0}, kind: fact, wording: {{vi: c{0}}}, only_if: {{question: q0, values: [x]}}}}\n"
)
# Texts that no repeated unit makes, and files of many entries, which a rule compares.
SHAPES: Mapping[str, Reading] = {
    "nested": _nested,
    "questions": _questionnaire(_QUESTION.format, "questions:\n"),
    "choices": _questionnaire(
        "  - {{value: {0}, label: {{vi: a{0}}}}}\n".format, "scale:\n choices:\n"
    ),
    "languages": _questionnaire("  l{0}: a\n".format, "title:\n"),
    "items": _questionnaire("  - {{id: f, items: [q{0}]}}\n".format, "factors:\n"),
    "twice": _questionnaire("a: 1\n".format, ""),
    "satisfied": _questionnaire("  - x{0}\n".format, "scale:\n satisfied:\n"),
}
