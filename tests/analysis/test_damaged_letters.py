"""Names that a wrong encoding damaged are told from sound ones."""

from pathlib import Path

import pytest

from analysis.reading import FaultyData, read_responses
from analysis.reading.damaged_letters import damage_of
from analysis.reading.faults import Message
from tests.analysis.forms import SMALL, written

DAMAGED = [
    ("Qu?y ti?p nh?n", Message.REPLACED_LETTERS),
    ("Xã T?n L?p", Message.REPLACED_LETTERS),
    ("Qu\N{REPLACEMENT CHARACTER}y 1", Message.REPLACED_LETTERS),
    ("Quáº§y tráº£ káº¿t quáº£", Message.TAKEN_FOR_LATIN),
    ("Quầy một cửa".encode().decode("latin-1"), Message.TAKEN_FOR_LATIN),
    ("QuÇy mét cöa", Message.TCVN3),
    ("§Êt ®ai vµ m«i tr­êng", Message.TCVN3),
    ("Quaày moät cöûa", Message.VNI),
    ("Ñaát ñai vaø moâi tröôøng", Message.VNI),
]
SOUND = [
    *("Quầy một cửa", "Đất đai và môi trường", "Quầy 2", "Thôn Ấp Đình?", "A?", "François"),
    *("Krông Búk", "Buôn Ma Thuột", "Zürich", "Œuvre", "Quầy số 5 – tầng 2", "UBND xã Ía"),
]


@pytest.mark.parametrize(("name", "message"), DAMAGED)
def test_a_damaged_name_shows_what_happened_to_it(name: str, message: Message) -> None:
    assert damage_of(name) is message


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_name_is_not_suspected(name: str) -> None:
    assert damage_of(name) is None


def test_damaged_names_are_refused_with_column_and_rows(tmp_path: Path) -> None:
    rows = [["Quầy", "signs", "courtesy", "fee"]]
    rows += [[name, *"543"] for name in ("Quầy 1", "Qu?y 2", "QuÇy mét cöa", "Qu?y 2")]
    with pytest.raises(FaultyData) as caught:
        read_responses(written(tmp_path, rows), SMALL)
    assert [(f.message, f.column, f.rows) for f in caught.value.faults] == [
        (Message.REPLACED_LETTERS, "Quầy", (3, 5)),
        (Message.TCVN3, "Quầy", (4,)),
    ]
