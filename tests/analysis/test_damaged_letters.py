"""Names that a wrong encoding damaged are told from sound ones."""

from pathlib import Path

import pytest

from analysis.reading import FaultyData, read_responses
from analysis.reading.damaged_letters import damage_of, encoding_fault, fault_of_headings
from analysis.reading.faults import Message
from questionnaires.reader import read_questionnaire
from tests.analysis.forms import SMALL, written
from tests.analysis.programs import encodings

COUNTER = read_questionnaire(
    (Path(__file__).parents[2] / "questionnaires" / "counter.v1.yaml").read_text("utf-8"),
    "counter.v1.yaml",
)
# What is asked and answered at a counter, but "18–24" and the like, which no old code changes.
TEXTS = sorted(
    {
        text
        for question in COUNTER
        for text in (question.wording.texts["vi"], *(c.label.texts["vi"] for c in question.choices))
        if not text.isascii() and not text[0].isdigit()
    }
)
CODES = {
    Message.TCVN3: encodings.tcvn3,
    Message.VNI: encodings.vni,
    Message.TAKEN_FOR_LATIN: encodings.mojibake,
}
DAMAGED = [
    ("Qu?y ti?p nh?n", Message.REPLACED_LETTERS),
    ("Xã T?n L?p", Message.REPLACED_LETTERS),
    ("Qu\N{REPLACEMENT CHARACTER}y 1", Message.REPLACED_LETTERS),
    ("Quáº§y tráº£ káº¿t quáº£", Message.TAKEN_FOR_LATIN),
    ("Quầy một cửa".encode().decode("latin-1"), Message.TAKEN_FOR_LATIN),
    ("QuÇy mét cöa", Message.TCVN3),
    ("§Êt ®ai vµ m«i tr­êng", Message.TCVN3),
    ("Quaày moät cöûa", Message.VNI),
    ("Quaày 1", Message.VNI),
    ("QUAÀY MOÄT CÖÛA", Message.VNI),
    ("Treân 60", Message.VNI),
    ("Quáº§y tráº£ k\N{REPLACEMENT CHARACTER}", Message.TAKEN_FOR_LATIN),
    ("Ñaát ñai vaø moâi tröôøng", Message.VNI),
]
SOUND = [
    *("Quầy một cửa", "Đất đai và môi trường", "Quầy 2", "Thôn Ấp Đình?", "A?", "François"),
    *("Xã Nà Tấu", "Noong Bua", "Chà Cang", "Quốc lộ 6 – Km 5", "Nhà số 5 · tầng 2", "10 m²"),
    *("Krông Búk", "Buôn Ma Thuột", "Zürich", "Œuvre", "Quầy số 5 – tầng 2", "UBND xã Ía"),
]


@pytest.mark.parametrize(("name", "message"), DAMAGED)
def test_a_damaged_name_shows_what_happened_to_it(name: str, message: Message) -> None:
    assert damage_of(name) is message


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_name_is_not_suspected(name: str) -> None:
    assert damage_of(name) is None


@pytest.mark.parametrize("message", CODES)
def test_the_code_of_each_text_of_a_questionnaire_is_told(message: Message) -> None:
    # One word may be a word of either code: Cã is Có in TCVN3, and a word of its own.
    texts = [text for text in TEXTS if " " in text]
    assert len(texts) > 20
    found = {text: damage_of(CODES[message](text)) for text in texts}
    assert set(found.values()) == {message}, found
    assert {damage_of(text) for text in texts} == {None}


@pytest.mark.parametrize("message", [*CODES, Message.WINDOWS_1258])
def test_the_code_of_bytes_that_are_no_utf_8_is_told(message: Message) -> None:
    codes = CODES | {Message.WINDOWS_1258: as_bytes_of_windows_1258}
    for text in [text for text in TEXTS if " " in text]:
        fault = encoding_fault(codes[message](text), 7)
        assert (fault.message, fault.rows) == (message, (7,)), text


def as_bytes_of_windows_1258(text: str) -> str:
    return encodings.windows_1258(text).encode("cp1258").decode("latin-1")


@pytest.mark.parametrize("message", CODES)
def test_headings_are_called_by_their_code(tmp_path: Path, message: Message) -> None:
    headings = [str(SMALL.question(name).wording) for name in ("signs", "courtesy", "fee")]
    rows = [[*map(CODES[message], headings), "STT"], [*"5431"]]
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, rows), SMALL)
    assert [fault.message for fault in caught.value.faults] == [message]


def test_a_question_within_a_heading_is_no_lost_letter() -> None:
    assert fault_of_headings(["Có trễ hẹn không? Vì sao?", "Quầy"]) is None
    fault = fault_of_headings(["Qu?y", "STT"])
    assert fault is not None
    assert fault.message is Message.REPLACED_LETTERS


@pytest.mark.parametrize("message", CODES)
def test_answers_are_called_by_their_code(tmp_path: Path, message: Message) -> None:
    answer = CODES[message]("Rất hài lòng")
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, [["signs", "courtesy", "fee"], [answer, *"43"]]), SMALL)
    (fault,) = caught.value.faults
    assert (fault.message, fault.column, fault.rows) == (message, "signs", (2,))


def test_damaged_names_are_refused_with_column_and_rows(tmp_path: Path) -> None:
    rows = [["Quầy", "signs", "courtesy", "fee"]]
    rows += [[name, *"543"] for name in ("Quầy 1", "Qu?y 2", "QuÇy mét cöa", "Qu?y 2")]
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, rows), SMALL)
    assert [(f.message, f.column, f.rows) for f in caught.value.faults] == [
        (Message.REPLACED_LETTERS, "Quầy", (3, 5)),
        (Message.TCVN3, "Quầy", (4,)),
    ]
