"""The register of languages: what comes with the program, and what an office adds to it."""

from pathlib import Path

import pytest
from babel.core import Locale
from babel.messages.plurals import get_plural

from templates.language_faults import Message
from templates.language_files import LanguageFiles
from templates.language_register import FONTS, LANGUAGES, read_register
from templates.languages import translations
from tests.templates.made_up_language import CODE, NAME, put_language


def faults_of(tmp_path: Path, text: str | bytes) -> list[tuple[Message, int | None, str]]:
    path = tmp_path / "languages.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    faults = read_register(path).faults
    assert {fault.file for fault in faults} <= {"languages.toml"}
    return [(fault.message, fault.line, fault.values.get("key", "")) for fault in faults]


def test_five_languages_are_known_and_two_of_them_spoken() -> None:
    files = LanguageFiles()
    assert list(files.register.languages) == ["vi", "en", "blt", "hmn", "kjg"]
    assert files.complete == LANGUAGES == ("vi", "en")


def test_a_language_of_this_country_counts_and_dates_as_vietnamese_does() -> None:
    for code in ("blt", "hmn", "kjg"):
        language = LanguageFiles().language(code)
        assert language.locale == "vi"
        assert get_plural(language.locale).num_plurals == 1


def test_a_language_has_its_letters_with_it() -> None:
    files = LanguageFiles()
    path = files.font_path("blt")
    assert path is not None
    assert path.is_relative_to(FONTS)
    assert (path.parent / "OFL.txt").is_file()
    assert [files.font_path(code) for code in ("vi", "en", "hmn", "kjg")] == [None] * 4


def test_no_name_is_made_up() -> None:
    files = LanguageFiles()
    assert files.language("blt").name == Locale("blt").get_display_name()
    assert files.language("kjg").name is None


def test_an_office_adds_a_language(tmp_path: Path) -> None:
    put_language(tmp_path)
    files = LanguageFiles(tmp_path)
    assert list(files.register.languages)[-1] == CODE
    assert files.language(CODE).name == NAME
    assert files.complete == ("vi", "en", CODE)


def test_an_office_corrects_the_name_of_a_prepared_language(tmp_path: Path) -> None:
    entry = '[kjg]\nname = "Kmhmu"\nvietnamese = "Tiếng Khơ Mú"\nlocale = "vi"\n'
    (tmp_path / "languages.toml").write_text(entry, "utf-8")
    assert LanguageFiles(tmp_path).language("kjg").name == "Kmhmu"


def test_an_office_keeps_letters_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "languages.toml").write_text(
        '[cjm]\nname = "Chăm"\nvietnamese = "Tiếng Chăm"\nlocale = "vi"\n'
        '[cjm.font]\nfamily = "Noto Sans Cham"\nfile = "Cham.woff2"\nletters = "U+AA00-AA5F"\n',
        "utf-8",
    )
    files = LanguageFiles(tmp_path)
    assert files.font_path("cjm") is None, "the file is not there yet"
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Cham.woff2").write_bytes(b"wOF2")
    assert files.font_path("cjm") == tmp_path / "fonts" / "Cham.woff2"


def test_without_a_file_of_its_own_an_office_has_the_languages_of_the_program(
    tmp_path: Path,
) -> None:
    assert read_register(tmp_path / "languages.toml") == read_register(None)


WHOLE = 'name = "A"\nvietnamese = "B"\nlocale = "vi"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (f"[vi]\n{WHOLE}", (Message.OWN_LANGUAGE, None, "vi")),
        (f"[Qaa]\n{WHOLE}", (Message.NOT_A_CODE, None, "Qaa")),
        (f'["../x"]\n{WHOLE}', (Message.NOT_A_CODE, None, "../x")),
        (f"[qaa]\n{WHOLE}colour = 1\n", (Message.KEY_UNKNOWN, None, "qaa.colour")),
        ('[qaa]\nname = "A"\nlocale = "vi"\n', (Message.KEY_MISSING, None, "qaa.vietnamese")),
        ('[qaa]\nname = ""\nvietnamese = "B"\nlocale = "vi"\n',
         (Message.VALUE_UNFIT, None, "qaa.name")),
        ("qaa = 1\n", (Message.VALUE_UNFIT, None, "qaa")),
        ('[qaa]\nname = "A"\nvietnamese = "B"\nlocale = "xx"\n',
         (Message.LOCALE_UNKNOWN, None, "")),
        ('[qaa]\nname = "A"\nvietnamese = "B"\nlocale = ""\n', (Message.LOCALE_UNKNOWN, None, "")),
        (f'[qaa]\n{WHOLE}[qaa.font]\nfamily = "A;}}"\nfile = "a.ttf"\nletters = "U+AA80"\n',
         (Message.VALUE_UNFIT, None, "qaa.font.family")),
        (f'[qaa]\n{WHOLE}[qaa.font]\nfamily = "A"\nfile = "../a.ttf"\nletters = "U+AA80"\n',
         (Message.VALUE_UNFIT, None, "qaa.font.file")),
        ('[qaa]\nname = "A\n', (Message.NOT_TOML, 2, "")),
        (b"\xff\xfe", (Message.NOT_UTF8, None, "")),
    ],
)  # fmt: skip
def test_a_faulty_entry_is_told_and_left_out(
    tmp_path: Path, text: str | bytes, fault: tuple[Message, int | None, str]
) -> None:
    assert faults_of(tmp_path, text) == [fault]
    assert read_register(tmp_path / "languages.toml").languages == read_register(None).languages


def test_a_faulty_entry_takes_no_other_with_it(tmp_path: Path) -> None:
    text = f"[vi]\n{WHOLE}[qaa]\n{WHOLE}"
    assert len(faults_of(tmp_path, text)) == 1
    assert "qaa" in read_register(tmp_path / "languages.toml").languages


def test_a_folder_instead_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "languages.toml").mkdir()
    (fault,) = read_register(tmp_path / "languages.toml").faults
    assert fault.message is Message.UNREADABLE_FILE


def test_a_fault_is_told_in_the_language_of_the_reader(tmp_path: Path) -> None:
    (tmp_path / "languages.toml").write_text('[qaa]\nname = "A\n', "utf-8")
    (fault,) = read_register(tmp_path / "languages.toml").faults
    said = fault.in_words(translations("vi").gettext)
    assert said.startswith("languages.toml, dòng 2: không đúng dạng TOML: ")
