"""`hailong languages`: what is missing is told, files are made, filled, and put to use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from templates.catalogues import sentences
from tests.survey.commands.terminal import Terminal, refused
from tests.templates.made_up_language import CODE, catalogue_text, made_up_words, put_language

NAMED = re.compile(r"%\(\w+\)s")


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    terminal.init()
    return terminal


@pytest.fixture
def folder(office: Terminal) -> Path:
    made = office.data / "languages"
    made.mkdir()
    return made


def said(office: Terminal, *arguments: str) -> str:
    done = office.run("languages", *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def block(text: str, code: str) -> str:
    """Return what is said about one language."""
    (found,) = [part for part in text.split("\n\n") if part.startswith(f"{code}  ")]
    return found


def fill(path: Path) -> None:
    """Write a word into every empty place of a file."""
    lines = path.read_text("utf-8").split("\n")
    head = lines.index("", lines.index('msgstr ""'))
    for number, line in enumerate(lines[head:], start=head):
        if line in ('msgstr ""', 'msgstr[0] ""'):
            lines[number] = line[:-1] + f'Qaa{number}"'
    path.write_text("\n".join(lines), "utf-8")


def test_each_language_says_what_it_has_and_lacks(office: Terminal) -> None:
    text = said(office)
    assert block(text, "vi") == (
        "vi  Tiếng Việt\n"
        "  Pages: whole; they come with the program.\n"
        "  counter.v1, asked now: all 34 sentences.\n"
        "  counter.v1: 0 of 12 recordings.\n"
        "  service-19.v1: all 78 sentences.\n"
        "  service-19.v1: 0 of 30 recordings.\n"
        "  Citizens can choose this language."
    )
    thai = block(text, "blt")
    assert thai.startswith("blt  ꪼꪕꪒꪾ (Tiếng Thái)\n")
    assert f"no file citizen.blt.po yet; {len(sentences())} sentences" in thai
    assert "counter.v1, asked now: 34 of 34 sentences missing." in thai
    assert thai.endswith("Citizens do not see it yet.")
    assert "Citizens can choose" in block(text, "en")
    assert block(text, "kjg").startswith("kjg  Tiếng Khơ Mú\n")


def test_one_language_is_told_sentence_by_sentence(office: Terminal, folder: Path) -> None:
    put_language(folder, lambda words: {**words, "Send answers": "", "Open": "100 %"})
    text = said(office, CODE)
    assert "Pages: 1 of" in block(text, CODE)
    assert "Missing in citizen.qaa.po, or marked fuzzy:\n  Send answers\n    = Gửi ý kiến\n" in text
    assert "citizen.qaa.po, line " in text
    assert "a sign % is written %% here" in text
    assert "  question.signs: Trụ sở cơ quan tiếp nhận hồ sơ" in text
    assert "  question.fee.0: Không phải nộp" in text
    assert "in sounds/qaa/counter.v1:\n  signs\n" in text


def test_a_language_without_a_file_is_told_where_to_begin(office: Terminal) -> None:
    assert "Begin with --template." in said(office, "hmn")


def test_recordings_are_counted(office: Terminal, folder: Path) -> None:
    place = folder / "sounds" / "vi" / "counter.v1"
    place.mkdir(parents=True)
    for name in ("signs.mp3", "comment.ogg", "Signs.mp3", "sign.ogg"):
        (place / name).write_bytes(b"")
    text = said(office, "vi")
    assert "counter.v1: 2 of 12 recordings" in text
    assert "in sounds/vi/counter.v1:\n  papers\n" in text
    unread = text[text.index("names that nothing reads") :]
    assert "sounds/vi/counter.v1/Signs.mp3" in unread
    assert "sounds/vi/counter.v1/sign.ogg" in unread
    assert "comment.ogg" not in unread


def test_a_damaged_register_is_told(office: Terminal, folder: Path) -> None:
    (folder / "languages.toml").write_text('[qaa]\nname = "A\n', "utf-8")
    assert "languages.toml, line 2: this is not TOML" in said(office)


def test_a_file_of_an_unknown_language_is_told(office: Terminal, folder: Path) -> None:
    (folder / "citizen.xx.po").write_text("", "utf-8")
    assert "  citizen.xx.po\n" in said(office)


def test_from_a_template_to_a_language_that_citizens_can_choose(
    office: Terminal, folder: Path, tmp_path: Path
) -> None:
    put_language(folder).unlink()
    sheets = tmp_path / "to fill"

    assert str(sheets / "citizen.qaa.po") in said(office, CODE, "--template", str(sheets))
    fill(sheets / "citizen.qaa.po")
    fill(sheets / "counter.v1.qaa.po")
    text = (
        (sheets / "citizen.qaa.po").read_text("utf-8").replace('msgstr[0] "', 'msgstr[0] "%(num)s ')
    )
    for message in sentences():
        if isinstance(message.id, str):
            for value in NAMED.findall(message.id):
                text = after(text, message.id, value)
    (folder / "citizen.qaa.po").write_text(text, "utf-8")
    made = said(office, CODE, "--next-version", str(sheets / "counter.v1.qaa.po"))

    assert "--use counter.v2" in made
    assert "do not see it yet" in block(said(office, CODE), CODE)
    assert (
        office.run("publish", str(sheets / "counter.v2.yaml"), "--use", "counter.v2").returncode
        == 0
    )
    told = block(said(office, CODE), CODE)
    assert "counter.v2, asked now: all 34 sentences." in told
    assert told.endswith("Citizens can choose this language.")


def after(text: str, sentence: str, place: str) -> str:
    """Put the place of a value into the translation of a sentence."""
    start = text.index(f'msgid "{sentence}"\nmsgstr "') + len(f'msgid "{sentence}"\nmsgstr "')
    return text[:start] + place + " " + text[start:]


def test_a_template_keeps_what_is_said_and_marks_what_is_doubtful(
    office: Terminal, folder: Path, tmp_path: Path
) -> None:
    put_language(folder, lambda words: {**words, "Send answers": "", "Open": "100 %"})
    said(office, CODE, "--template", str(tmp_path / "new"))
    text = (tmp_path / "new" / "citizen.qaa.po").read_text("utf-8")
    assert '#. Gửi ý kiến\nmsgid "Send answers"\nmsgstr ""\n' in text
    assert '#. Mở phiếu\n#, fuzzy\nmsgid "Open"\nmsgstr "100 %"\n' in text
    assert f'msgid "Send again"\nmsgstr "{made_up_words()["Send again"]}"\n' in text
    assert '"Plural-Forms: nplurals=1; plural=0;\\n"' in text


def test_a_template_of_english_asks_for_the_questionnaire_alone(
    office: Terminal, tmp_path: Path
) -> None:
    said(office, "en", "--template", str(tmp_path / "en"))
    (path,) = (tmp_path / "en").iterdir()
    assert path.name == "counter.v1.en.po"
    assert 'msgid "Không phải nộp"\nmsgstr "Nothing to pay"' in path.read_text("utf-8")


def test_a_template_is_not_written_over(office: Terminal, tmp_path: Path) -> None:
    said(office, "blt", "--template", str(tmp_path))
    assert "already there" in refused(office.run("languages", "blt", "--template", str(tmp_path)))


def test_a_half_filled_file_makes_no_version(office: Terminal, tmp_path: Path) -> None:
    said(office, "blt", "--template", str(tmp_path))
    path = tmp_path / "counter.v1.blt.po"
    text = path.read_text("utf-8")
    fill(path)
    whole = path.read_text("utf-8")
    (title,) = re.findall(r'msgctxt "title"\nmsgid .*\nmsgstr (".*")', whole)
    path.write_text(whole.replace(title, '""'), "utf-8")
    done = office.run("languages", "blt", "--next-version", str(path))
    assert done.returncode == 1
    assert "title: Ý kiến về lần giao dịch hôm nay" in done.stdout
    assert "nothing was changed" in done.stdout
    assert not (tmp_path / "counter.v2.yaml").exists()

    path.write_text(text.replace('msgstr ""\n\n', 'msgstr "\n\n', 2), "utf-8")
    done = office.run("languages", "blt", "--next-version", str(path))
    assert done.returncode == 1
    assert "counter.v1.blt.po, line " in done.stdout


def test_words_that_a_questionnaire_cannot_hold_make_no_version(
    office: Terminal, tmp_path: Path
) -> None:
    said(office, "blt", "--template", str(tmp_path))
    path = tmp_path / "counter.v1.blt.po"
    fill(path)
    whole = path.read_text("utf-8")
    (title,) = re.findall(r'msgctxt "title"\nmsgid .*\nmsgstr "(.*)"', whole)
    path.write_text(whole.replace(title, "Qaa " * 200), "utf-8")
    done = office.run("languages", "blt", "--next-version", str(path))
    assert done.returncode == 1
    assert "longer than 600 characters" in done.stderr
    assert not (tmp_path / "counter.v2.yaml").exists()


def test_a_file_that_is_not_there_is_told(office: Terminal, tmp_path: Path) -> None:
    done = office.run("languages", "blt", "--next-version", str(tmp_path / "none.po"))
    assert done.returncode == 1
    assert "none.po: this file cannot be read" in done.stdout


def test_an_unknown_code_is_refused(office: Terminal) -> None:
    assert "known are: vi, en, blt, hmn, kjg" in refused(office.run("languages", "xx"))


def test_a_template_needs_a_language(office: Terminal, tmp_path: Path) -> None:
    done = office.run("languages", "--template", str(tmp_path))
    assert done.returncode == 2
    assert "Name the language too" in done.stderr


def test_a_language_that_is_not_registered_is_not_published(
    office: Terminal, tmp_path: Path
) -> None:
    said(office, "blt", "--template", str(tmp_path))
    fill(tmp_path / "counter.v1.blt.po")
    said(office, "blt", "--next-version", str(tmp_path / "counter.v1.blt.po"))
    made = tmp_path / "counter.v2.yaml"
    made.write_text(made.read_text("utf-8").replace(" blt: ", " blq: "), "utf-8")
    done = office.run("publish", str(made))
    assert done.returncode == 1
    assert "“blq” is not a known language; known are: vi, en, blt, hmn, kjg" in done.stderr


def test_it_speaks_vietnamese(office: Terminal, folder: Path) -> None:
    (folder / "citizen.blt.po").write_text(catalogue_text({"Open": "100 %"}), "utf-8")
    vietnamese = Terminal(office.data, "vi")
    text = said(vietnamese, "blt")
    assert "số chỗ sai: 1" in block(text, "blt")
    assert "dấu % ở đây phải viết là %%" in text
    assert "Người dân chưa thấy ngôn ngữ này." in text
