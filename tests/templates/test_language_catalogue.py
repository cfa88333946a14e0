"""A catalogue that somebody fills by hand: what is missing, what is wrong, and on which line."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from templates.catalogues import Catalogue, english, read_catalogue, sentences
from templates.language_faults import Message
from templates.languages import translations
from tests.templates.made_up_language import catalogue_text, made_up_words

WHOLE = catalogue_text(made_up_words())
SENT = "Send answers"
SENT_LINE = WHOLE[: WHOLE.index(f'msgid "{SENT}"')].count("\n") + 1
MINUTES = "Your answers show the office what to do better; they take about a minute."


def read(tmp_path: Path, text: str | bytes, locale: str = "vi") -> Catalogue:
    path = tmp_path / "citizen.qaa.po"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_catalogue(path, locale)


def faults_of(tmp_path: Path, text: str | bytes) -> list[tuple[Message, int | None]]:
    return [(fault.message, fault.line) for fault in read(tmp_path, text).faults]


def missing(found: Catalogue) -> tuple[str, ...]:
    return tuple(english(message) for message in found.missing)


def saying(sentence: str, said: str) -> str:
    return catalogue_text(made_up_words() | {sentence: said})


def test_the_measure_is_what_citizens_are_shown_in_vietnamese() -> None:
    said = translations("vi").gettext
    assert len(sentences()) > 50
    for message in sentences():
        if isinstance(message.id, str):
            assert said(message.id) == message.string


def test_a_filled_file_is_complete(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE)
    assert found.is_complete
    assert [english(message) for message in found.messages] == [*made_up_words()]
    assert found.leftovers == ()


def test_an_empty_translation_is_missing(tmp_path: Path) -> None:
    for said in ("", " "):
        found = read(tmp_path, saying(SENT, said))
        assert missing(found) == (SENT,)
        assert found.faults == ()
        assert not found.is_complete


def test_a_translation_that_was_not_looked_over_is_missing(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE.replace(f'msgid "{SENT}"', f'#, fuzzy\nmsgid "{SENT}"'))
    assert missing(found) == (SENT,)


def test_a_sentence_that_is_not_in_the_file_is_missing(tmp_path: Path) -> None:
    start = WHOLE.index(f'msgid "{SENT}"')
    end = WHOLE.index("msgid", start + 5)
    assert missing(read(tmp_path, WHOLE[:start] + WHOLE[end:])) == (SENT,)


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    assert len(read(tmp_path, "").missing) == len(sentences())


def test_what_no_page_says_any_more_is_left_over_and_does_no_harm(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE + '\nmsgid "Old"\nmsgstr "Qaa"\n#~ msgid "Older"\n#~ msgstr "Q"\n')
    assert found.is_complete
    assert found.leftovers == ("Old",)


def test_letters_and_their_marks_are_put_together(tmp_path: Path) -> None:
    found = read(tmp_path, saying(SENT, "Gu\N{COMBINING HORN}\N{COMBINING ACUTE ACCENT}i"))
    said = {english(message): message.string for message in found.messages}
    assert said[SENT] == "Gứi"


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("100 %", Message.STRAY_PERCENT),
        ("%(num)s", Message.PLACES_DIFFER),
        ("%(num)d", Message.STRAY_PERCENT),
        ("<b>Qaa</b>", Message.UNFIT_SIGN),
        ("Qaa &amp;", Message.UNFIT_SIGN),
        ("Qaa \N{RIGHT-TO-LEFT OVERRIDE}", Message.UNFIT_SIGN),
    ],
)
def test_what_would_spoil_a_page_is_a_fault(tmp_path: Path, said: str, fault: Message) -> None:
    found = faults_of(tmp_path, saying(SENT, said))
    assert set(found) == {(fault, SENT_LINE)}
    assert not read(tmp_path, saying(SENT, said)).is_complete


def test_the_place_of_a_value_must_be_kept(tmp_path: Path) -> None:
    for said in ("Qaa", "%(num)s %(num)s", "%(number)s"):
        ((fault, _),) = faults_of(tmp_path, saying(MINUTES, said))
        assert fault is Message.PLACES_DIFFER


def test_a_doubled_percent_is_one_to_the_reader(tmp_path: Path) -> None:
    assert read(tmp_path, saying(SENT, "100 %%")).is_complete


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (f'msgid "{SENT}"', f'msgid "{SENT}', (Message.NOT_PO, SENT_LINE)),
        (f'msgid "{SENT}"', SENT, (Message.NOT_PO, SENT_LINE)),
        (f'msgid "{SENT}"', f'msgid "{SENT}" "', (Message.NOT_PO, SENT_LINE)),
        (f'msgid "{SENT}"', f'msgstr "{SENT}"', (Message.OUT_OF_ORDER, SENT_LINE)),
        (f'msgid "{SENT}"', f'msgid "{SENT}"\n# Why?', (Message.OUT_OF_ORDER, SENT_LINE + 1)),
        (f'msgid "{SENT}"', f'msgctxt "x"\nmsgstr "{SENT}"', (Message.OUT_OF_ORDER, SENT_LINE + 1)),
        (
            '"Content-Type: text/plain; charset=UTF-8',
            '"Plural-Forms: nplurals=x',
            (Message.BAD_HEADER, 1),
        ),
        ('msgid ""\n', "", (Message.OUT_OF_ORDER, 1)),
        (
            f'msgid "{SENT}"',
            'msgid "Open"\nmsgstr ""\n\n' + f'msgid "{SENT}"',
            (Message.SAID_TWICE, WHOLE[: WHOLE.index('msgid "Open"')].count("\n") + 4),
        ),
        (r'"Content-Type', r'"Plural-Forms: nplurals=2; plural=(n != 1);\n"' + '\n"Content-Type',
         (Message.WRONG_PLURALS, 3)),
    ],
)  # fmt: skip
def test_a_damaged_file_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, fault: tuple[Message, int | None]
) -> None:
    assert WHOLE.count(old) == 1
    assert faults_of(tmp_path, WHOLE.replace(old, new))[0] == fault


def test_every_damaged_line_is_told_at_once(tmp_path: Path) -> None:
    spoilt = WHOLE.replace('msgstr "Qaa0"', 'msgstr "Qaa0').replace('msgstr "Qaa2"', "msgstr Qaa2")
    assert [message for message, _ in faults_of(tmp_path, spoilt)] == [Message.NOT_PO] * 2


def test_a_file_that_ends_in_the_middle_of_an_entry_is_told(tmp_path: Path) -> None:
    lines = WHOLE.count("\n")
    assert faults_of(tmp_path, WHOLE + '\nmsgid "More"\n') == [(Message.OUT_OF_ORDER, lines + 2)]


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    spoilt = WHOLE.encode().replace(b'msgstr "Qaa0"', b'msgstr "\xc4"')
    assert faults_of(tmp_path, spoilt) == [(Message.NOT_UTF8, 6)]


def test_a_file_that_begins_with_an_invisible_mark_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, WHOLE.encode("utf-8-sig")).is_complete


def test_a_folder_instead_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "citizen.qaa.po").mkdir()
    (fault,) = read_catalogue(tmp_path / "citizen.qaa.po", "vi").faults
    assert fault.message is Message.UNREADABLE_FILE


def test_a_language_with_two_numbers_says_both(tmp_path: Path) -> None:
    header = r'"Plural-Forms: nplurals=2; plural=(n != 1);\n"'
    both = WHOLE.replace('"Content-Type', header + '\n"Content-Type')
    counted = (MINUTES, "About a minute.")
    assert missing(read(tmp_path, both, "en")) == counted
    for one in (f'msgstr[0] "{made_up_words()[each]}"' for each in counted):
        both = both.replace(one, f"{one}\n{one.replace('[0]', '[1]')}")
    assert read(tmp_path, both, "en").is_complete


LINES = st.sampled_from(
    ['msgid "a"', 'msgid ""', 'msgstr ""', 'msgstr "b"', 'msgid_plural "c"', 'msgstr[0] "d"',
     'msgstr[7] "e"', '"f"', "#, fuzzy", "#~ msgid", "#: x:y", 'msgctxt "g"', "", "?",
     r'"Plural-Forms: nplurals=9; plural=n;\n"', r'"Content-Type: text/plain; charset=no\n"',
     r'"Language: xx\n"', r'"POT-Creation-Date: never\n"', r'"Plural-Forms: nplurals=x\n"']
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=14))
def test_no_order_of_lines_stops_the_program(tmp_path: Path, lines: list[str]) -> None:
    found = read(tmp_path, "\n".join(lines))
    assert not found.is_complete
