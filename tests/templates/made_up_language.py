"""A language that nobody speaks, in files as an office would fill them.

Each of its sentences is one word such as "Qaa7": a page shows what is in it and what is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from templates.catalogues import AREA, english, sentences

# ISO 639 leaves qaa to qtz to whoever needs a code for something that has none.
CODE = "qaa"
NAME = "Qaaqaa"
REGISTER = f"""\
[{CODE}]
name = "{NAME}"
vietnamese = "Tiếng bịa"
locale = "vi"
"""
WORD = re.compile(r"Qaa\d+")
_PLACE = re.compile(r"%\(\w+\)s")


def made_up_words() -> dict[str, str]:
    """Return a word of the language for each sentence, with the places for values."""
    made = {}
    for number, message in enumerate(sentences()):
        places = _PLACE.findall(message.id if isinstance(message.id, str) else message.id[-1])
        made[english(message)] = " ".join([f"Qaa{number}", *places])
    return made


def catalogue_text(words: Mapping[str, str]) -> str:
    """Return a catalogue that says these words; what is not among them is left empty."""
    lines = ['msgid ""', 'msgstr ""', r'"Content-Type: text/plain; charset=UTF-8\n"', ""]
    for message in sentences():
        said = words.get(english(message), "")
        if isinstance(message.id, str):
            lines += [f"msgid {_quoted(message.id)}", f"msgstr {_quoted(said)}", ""]
        else:
            lines += [
                f"msgid {_quoted(message.id[0])}",
                f"msgid_plural {_quoted(message.id[1])}",
                f"msgstr[0] {_quoted(said)}",
                "",
            ]
    return "\n".join(lines)


def put_language(
    folder: Path, changed: Callable[[dict[str, str]], dict[str, str]] = lambda words: words
) -> Path:
    """Write the files of the language into an office's folder and return its catalogue."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "languages.toml").write_text(REGISTER, "utf-8")
    path = folder / f"{AREA}.{CODE}.po"
    path.write_text(catalogue_text(changed(made_up_words())), "utf-8")
    return path


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
