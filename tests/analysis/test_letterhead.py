"""What an office writes above its reports is read from a file, all faults of it at once."""

import pytest

from analysis.letterhead import BLANK, read_letterhead
from questionnaires.faults import FaultyFile, Message
from tests.letterheads import OFFICE

WHOLE = """
superior: UBND tỉnh Điện Biên
agency: Sở Lao động - Thương binh và Xã hội
abbreviation: SLĐTBXH
place: Điện Biên
number: 05
day: 2022-02-05
addressees: [Ủy ban nhân dân tỉnh Điện Biên]
authority: KT. Giám đốc
signer_title: Phó Giám đốc
signer: Nguyễn Văn A
recipients:
  - Ban Giám đốc Sở
  - "Lưu: VT, VP"
"""


def faults(text: str) -> list[tuple[int, Message]]:
    with pytest.raises(FaultyFile) as caught:
        read_letterhead(text.encode(), "settings.yaml")
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_a_file_of_settings_is_read_whole() -> None:
    assert read_letterhead(WHOLE.encode(), "settings.yaml") == OFFICE


def test_everything_may_be_left_out() -> None:
    assert read_letterhead(b"recipients: []", "settings.yaml") == BLANK


def test_every_fault_is_told_with_its_line() -> None:
    text = (
        "number: 0\nday: 31/2\nagency: ''\nrecipients: VT\nplace: 7\nfoo: a\nsigner:\n"
        "addressees: UBND tỉnh\n"
    )
    assert faults(text) == [
        (1, Message.NOT_POSITIVE),
        (2, Message.NOT_A_DATE),
        (3, Message.EMPTY_TEXT),
        (4, Message.NOT_LIST),
        (5, Message.NOT_TEXT),
        (6, Message.UNKNOWN_KEY),
        (7, Message.NOTHING),
        (8, Message.NOT_LIST),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", Message.EMPTY_FILE),
        ("- a", Message.NOT_GROUP),
        ("place: Điện\u202e Biên", Message.UNFIT_SIGN),
        (f"agency: {'Sở ' * 201}x", Message.TOO_LONG),
        ("agency: A\nagency: B", Message.KEY_TWICE),
    ],
)
def test_what_is_no_file_of_settings_is_refused(text: str, message: Message) -> None:
    assert message in [told for _, told in faults(text)]
