"""Every fault of a file is told at once, each with its line."""

from __future__ import annotations

import unicodedata

import pytest

from questionnaires.faults import FaultyFile, Message
from questionnaires.places import MOST_BYTES
from questionnaires.reader import read_questionnaire
from tests.questionnaires.files import (
    PLAN,
    SMALL,
    faults_of,
    faults_of_plan,
    small,
    spoilt,
)

TEN_FAULTS = """\
id: Ten Faults
version: "1"
title: {vi: Phiếu, english: Form}
note: Ghi chú
colour: red
scale:
  choices:
    - {value: "1", label: {vi: Chưa}}
    - {value: "1", label: {vi: Được}}
  satisfied: ["5"]
factors:
  - id: place
    title: {en: Place}
    items: [signs, benches]
questions:
  - id: signs
    kind: item
    wording: {vi: ""}
  - id: late
    kind: fact
    only_if: {question: apology, values: ["1"]}
    wording: {vi: Có muộn không?}
    choices: [{value: "1", label: {vi: Có}}, {value: "2", label: {vi: Không}}]
"""


def test_a_file_with_ten_faults_tells_ten_in_the_order_of_their_lines() -> None:
    assert faults_of(TEN_FAULTS) == [
        (1, Message.NOT_A_NAME),
        (2, Message.NOT_WHOLE),
        (3, Message.NOT_A_LANGUAGE),
        (5, Message.UNKNOWN_KEY),
        (9, Message.TWICE),
        (10, Message.NOT_ON_SCALE),
        (13, Message.MISSING_KEY),
        (14, Message.UNKNOWN_ITEM),
        (18, Message.EMPTY_TEXT),
        (21, Message.UNKNOWN_QUESTION),
    ]


SPOILT = {
    "an unknown key": ("    number: 16", "    numbre: 16", 23, Message.UNKNOWN_KEY),
    "a missing key": ("note: Ghi chú\n", "", 1, Message.MISSING_KEY),
    "a missing key inside a list": (
        "    kind: item\n    number: 16\n",
        "",
        21,
        Message.MISSING_KEY,
    ),
    "a key that stands twice": ("version: 1", "version: 1\nversion: 2", 4, Message.KEY_TWICE),
    "a key that is a list": ("note: Ghi chú", "note: Ghi chú\n[a]: b", 6, Message.KEY_NOT_TEXT),
    "a merge key": ("note: Ghi chú", "note: Ghi chú\n<<: {}", 6, Message.KEY_NOT_TEXT),
    "a number for text": ("Biển hiệu", "12", 24, Message.NOT_TEXT),
    "a truth for text": ("Biển hiệu", "true", 24, Message.NOT_TEXT),
    "a decimal for text": ("Biển hiệu", "1.5", 24, Message.NOT_TEXT),
    "nothing for text": ("{vi: Biển hiệu}", "{vi: }", 24, Message.NOTHING),
    "nothing for a group": ("comment: {vi: Góp ý}", "comment:", 50, Message.NOTHING),
    "text for a group": ("{vi: Biển hiệu}", "Biển hiệu", 24, Message.NOT_GROUP),
    "text for a list": ('["3"]', '"3"', 11, Message.NOT_LIST),
    "text for a whole number": ("version: 1", "version: một", 3, Message.NOT_WHOLE),
    "a decimal for a whole number": ("version: 1", "version: 1.0", 3, Message.NOT_WHOLE),
    "a version below one": ("version: 1", "version: 0", 3, Message.NOT_POSITIVE),
    "an empty list": ('["3"]', "[]", 11, Message.TOO_FEW),
    "an unknown kind": (
        "kind: item\n    number",
        "kind: mark\n    number",
        22,
        Message.NOT_OFFERED,
    ),
    "a long id": ("- id: late", f"- id: {'a' * 41}", 36, Message.NOT_AN_ID),
    "an id with capitals": ("- id: place", "- id: Place", 13, Message.NOT_AN_ID),
    "an id of the export": ("- id: apology", "- id: comment", 43, Message.RESERVED_ID),
    "a value of two signs": ("value: a,", "value: ab,", 48, Message.NOT_A_VALUE),
    "a full-width value": ("value: a,", "value: １,", 48, Message.NOT_A_VALUE),
    "nought as a value": ("value: a,", 'value: "0",', 48, Message.NOT_A_VALUE),
    "blank as a value": ("value: a,", 'value: "-",', 48, Message.NOT_A_VALUE),
    "empty text": ("Biển hiệu", '""', 24, Message.EMPTY_TEXT),
    "text of spaces": ("Biển hiệu", '"  "', 24, Message.EMPTY_TEXT),
    "a space at the end": ("Biển hiệu", '"Biển hiệu "', 24, Message.SPACE_AT_EDGE),
    "a line break": ("Biển hiệu", '"Biển\\nhiệu"', 24, Message.LINE_BREAK),
    "a long text": ("Biển hiệu", "h" * 601, 24, Message.TOO_LONG),
    "a long note": ("Ghi chú", "h" * 4001, 5, Message.TOO_LONG),
    "text that is not composed": (
        "Biển hiệu",
        unicodedata.normalize("NFD", "Biển hiệu"),
        24,
        Message.NOT_COMPOSED,
    ),
    "a right-to-left override": ("Biển hiệu", "Biển \u202ehiệu", 24, Message.UNFIT_SIGN),
    "an override by escape": ("Biển hiệu", '"Biển \\u202ehiệu"', 24, Message.UNFIT_SIGN),
    "a lone surrogate by escape": ("Biển hiệu", '"\\ud800"', 24, Message.UNFIT_SIGN),
    "an override in a comment": ("# A comment", "# A \u202ecomment", 1, Message.UNFIT_SIGN),
    "a zero byte": ("Biển hiệu", "Biển\x00 hiệu", 24, Message.UNFIT_SIGN),
    "an odd line break": ("Ghi chú", "Ghi\u2028 chú", 5, Message.UNFIT_SIGN),
    "a tag": ("Biển hiệu", "!!binary aGk=", 24, Message.TAG),
    "a tag of somebody's own": ("Biển hiệu", "!own Biển", 24, Message.TAG),
    "an id twice": ("- id: apology", "- id: signs", 43, Message.TWICE),
    "a column like another's id": ("number: 16", "column: chairs", 23, Message.TWICE),
    "a factor twice": ("- id: people", "- id: place", 16, Message.TWICE),
    "a choice's value twice": ("value: b,", "value: a,", 49, Message.TWICE),
    "a choice's words twice": ("{vi: Tạm, en: Middling}", "{vi: Chưa}", 9, Message.TWICE),
    "a question's words twice": ("Ghế ngồi", "Biển hiệu", 27, Message.TWICE),
    "an unknown item": ("[signs, chairs]", "[signs, chairs, x]", 15, Message.UNKNOWN_ITEM),
    "a fact in a factor": (
        "      - courtesy",
        "      - courtesy\n      - late",
        20,
        Message.UNKNOWN_ITEM,
    ),
    "an item in two factors": (
        "      - courtesy",
        "      - courtesy\n      - signs",
        20,
        Message.IN_TWO_FACTORS,
    ),
    "an item in no factor": ("[signs, chairs]", "[signs]", 25, Message.IN_NO_FACTOR),
    "choices that are no groups": ("number: 16", "choices: [a, {}]", 23, Message.NOT_GROUP),
    "an unknown question": ("question: late", "question: early", 45, Message.UNKNOWN_QUESTION),
    "a condition on itself": ("question: late", "question: apology", 45, Message.NOT_EARLIER),
    "a condition on a mark": ("question: late", "question: signs", 45, Message.DEPENDS_ON_MARK),
    "an unknown value": ('values: ["1"]', 'values: ["1", "9"]', 45, Message.UNKNOWN_VALUE),
    "satisfied off the scale": ('["3"]', '["3", "4"]', 11, Message.NOT_ON_SCALE),
    "satisfied twice": ('["3"]', '["3", "3"]', 11, Message.TWICE),
    "satisfied with the worst": ('["3"]', '["1"]', 11, Message.NOT_THE_BEST),
    "satisfied with everything": ('["3"]', '["1", "2", "3"]', 11, Message.NOT_THE_BEST),
}


@pytest.mark.parametrize("name", SPOILT)
def test_one_fault_is_told_with_its_line(name: str) -> None:
    old, new, line, message = SPOILT[name]

    assert (line, message) in faults_of(spoilt(SMALL, (old, new)))


@pytest.mark.parametrize("name", SPOILT)
def test_one_fault_is_told_once(name: str) -> None:
    old, new, _, message = SPOILT[name]
    told = [found for _, found in faults_of(spoilt(SMALL, (old, new)))]

    follow = {Message.IN_NO_FACTOR, Message.UNKNOWN_ITEM, Message.UNKNOWN_QUESTION}
    follow |= {Message.CHOICES_OF_ITEM, Message.MISSING_KEY}
    assert told.count(message) == 1
    assert set(told) - {message} <= follow


def test_choices_are_where_they_belong() -> None:
    own = "    choices: [{value: a, label: {vi: Có}}, {value: b, label: {vi: Không}}]\n"
    text = spoilt(
        SMALL,
        ("    number: 16\n", own),
        ('      - {value: "1", label: {vi: Có}}\n      - {value: "2", label: {vi: Không}}\n', ""),
        ("    choices:\n    not_applicable: {vi: Chưa có}\n", ""),
    )

    assert faults_of(text) == [
        (23, Message.CHOICES_OF_ITEM),
        (36, Message.MISSING_KEY),
        (41, Message.UNKNOWN_VALUE),
    ]


def test_a_condition_on_not_applicable_can_be_met() -> None:
    assert faults_of(spoilt(SMALL, ('values: ["1"]', 'values: ["0"]'))) == []


def test_a_condition_on_a_later_question_is_refused() -> None:
    text = spoilt(
        SMALL,
        (
            "    wording: {vi: Có muộn",
            "    only_if: {question: apology, values: [a]}\n    wording: {vi: Có muộn",
        ),
    )

    assert faults_of(text) == [(38, Message.NOT_EARLIER)]


def test_a_column_may_be_called_like_its_own_question() -> None:
    assert faults_of(spoilt(SMALL, ("number: 16", "column: signs"))) == []


def test_what_follows_from_a_fault_is_not_told_again() -> None:
    assert faults_of(spoilt(SMALL, ('["3"]', '["3", ""]'))) == [(11, Message.EMPTY_TEXT)]


def test_a_plan_may_last_one_month() -> None:
    assert faults_of_plan(spoilt(PLAN, ("2030-12-31", "2030-01-31"))) == []


def test_a_missing_group_hides_no_fault_and_makes_none() -> None:
    lines = SMALL.splitlines(keepends=True)

    assert faults_of("".join(lines[:11] + lines[19:])) == [(1, Message.MISSING_KEY)]
    assert faults_of("".join(lines[:19] + lines[50:])) == [(1, Message.MISSING_KEY)]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("id: {a", 1, Message.SYNTAX),
        ("id: a\nversion: b: c\n", 2, Message.SYNTAX),
        ("id: a\n--- \nid: b\n", 2, Message.SYNTAX),
        ("id: *nowhere", 1, Message.SYNTAX),
        ('id: "\\Uffffffff"', 1, Message.SYNTAX),
        ("[" * 1000, 1, Message.TOO_DEEP),
        ("", 1, Message.EMPTY_FILE),
        ("# nothing\n", 1, Message.EMPTY_FILE),
        ("id", 1, Message.NOT_GROUP),
        ("- id", 1, Message.NOT_GROUP),
    ],
)
def test_what_is_no_file_of_ours_is_told_alone(text: str, line: int, message: Message) -> None:
    assert faults_of(text) == [(line, message)]


def test_wrong_encodings_are_told() -> None:
    assert faults_of(SMALL.encode("utf-16")) == [(1, Message.NOT_UTF8)]
    assert faults_of("id: a\nnote: Ghi chú".encode("cp1258")) == [(2, Message.NOT_UTF8)]
    assert faults_of("id: \ud800") == [(1, Message.NOT_UTF8)]


def test_a_byte_order_mark_is_told_beside_the_rest() -> None:
    text = "\ufeff" + spoilt(SMALL, ("version: 1", "version: 0"))

    assert faults_of(text) == [(1, Message.BYTE_ORDER_MARK), (3, Message.NOT_POSITIVE)]


def test_a_directive_cannot_choose_another_yaml() -> None:
    assert faults_of("%YAML 1.1\n---\n" + SMALL) == [(1, Message.DIRECTIVE)]


def test_a_large_file_is_not_read() -> None:
    assert faults_of(SMALL + "#" * MOST_BYTES) == [(1, Message.TOO_LARGE)]


def test_references_are_refused_and_followed_nowhere() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n"
        for a, b in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
    )
    told = faults_of(bomb)

    assert [line for line, message in told if message is Message.ANCHOR] == list(range(1, 18))


def test_a_reference_for_words_is_told_once_where_it_points_to() -> None:
    text = spoilt(
        SMALL, ("{vi: Biển hiệu}", "&words {vi: Biển hiệu}"), ("{vi: Ghế ngồi}", "*words")
    )

    assert faults_of(text) == [(24, Message.ANCHOR)]


def test_a_list_inside_itself_is_refused() -> None:
    assert (1, Message.ANCHOR) in faults_of("id: &a [*a]")


SPOILT_PLAN = {
    "a target in per cent": ("value: 0.9", "value: 90", 13, Message.OUT_OF_RANGE),
    "a target of one": ("value: 0.9", "value: 1", 13, Message.OUT_OF_RANGE),
    "a target of nought": ("value: 0.9", "value: 0.0", 13, Message.OUT_OF_RANGE),
    "a target in words": ("value: 0.9", "value: 90%", 13, Message.NOT_NUMBER),
    "a target that is no number": ("value: 0.9", "value: .nan", 13, Message.NOT_NUMBER),
    "an unknown formula": (
        "formula: pooled_share\n    target",
        "formula: mean\n    target",
        12,
        Message.NOT_OFFERED,
    ),
    "an index twice": ("- id: one", "- id: both", 14, Message.TWICE),
    "a factor twice": ("[place, people]", "[place, place]", 11, Message.TWICE),
    "a stratum twice": ("[service_point]", "[unit, unit]", 7, Message.TWICE),
    "an end before the beginning": ("2030-12-31", "2029-12-31", 6, Message.ENDS_FIRST),
    "a beginning within a month": ("2030-01-01", "2030-01-02", 5, Message.NOT_FIRST_OF_MONTH),
    "an end within a month": ("2030-12-31", "2030-12-30", 6, Message.NOT_LAST_OF_MONTH),
    "no such day": ("2030-12-31", "2030-02-30", 6, Message.NOT_A_DATE),
    "a day in another order": ("2030-12-31", "31/12/2030", 6, Message.NOT_A_DATE),
    "a beginning that is no day": ("2030-01-01", "tháng 1", 5, Message.NOT_A_DATE),
    "a year for a day": ("2030-01-01", "2030", 5, Message.NOT_A_DATE),
    "a source left out": (", source: Mục 1", "", 13, Message.MISSING_KEY),
}


@pytest.mark.parametrize("name", SPOILT_PLAN)
def test_one_fault_of_a_plan_is_told_with_its_line(name: str) -> None:
    old, new, line, message = SPOILT_PLAN[name]

    assert faults_of_plan(spoilt(PLAN, (old, new))) == [(line, message)]


def test_a_factor_that_the_questionnaire_lacks_is_told_when_both_are_read() -> None:
    text = spoilt(PLAN, ("[place, people]", "[place, elsewhere]"))

    assert faults_of_plan(text, small()) == [(11, Message.UNKNOWN_FACTOR)]
    assert faults_of_plan(PLAN, small()) == []


def test_a_faulty_file_reads_as_a_list_of_lines_and_places() -> None:
    text = spoilt(SMALL, ("Biển hiệu", "12"), ("version: 1", "version: 0"))

    with pytest.raises(FaultyFile) as caught:
        read_questionnaire(text, "small.v1.yaml")

    assert str(caught.value).splitlines() == [
        "small.v1.yaml cannot be used. Faults: 2",
        "line 3, version: this must be 1 or more",
        f"line 24, questions[1].wording.vi: {Message.NOT_TEXT}",
    ]


def test_a_fault_of_the_whole_file_names_no_place() -> None:
    with pytest.raises(FaultyFile, match=r"(?m)^line 1: the file is empty$"):
        read_questionnaire("", "empty.yaml")


def test_what_is_quoted_from_a_file_is_short_and_visible() -> None:
    with pytest.raises(FaultyFile) as caught:
        read_questionnaire('"\\x1b[31m' + "a" * 500 + '": 1', "odd.yaml")

    assert "\x1b" not in str(caught.value)
    assert max(map(len, str(caught.value).splitlines())) < 250


def test_each_condition_on_a_question_is_compared_with_its_answers() -> None:
    apology = SMALL[SMALL.index("  - id: apology") : SMALL.index("comment:")]
    again = apology.replace("apology", "excuse").replace("thư xin lỗi", "lời xin lỗi")
    text = spoilt(SMALL, ("comment: {vi", again.replace('["1"]', '["1", "7"]') + "comment: {vi"))

    assert [message for _, message in faults_of(text)] == [Message.UNKNOWN_VALUE]
