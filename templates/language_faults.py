"""What can be wrong with the files of a language, as sentences that name file and line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Message(StrEnum):
    """Every sentence about such a fault; the English text is the key of its translation."""

    UNREADABLE_FILE = "this file cannot be read"
    NOT_UTF8 = "this is not UTF-8; save the file with the encoding UTF-8"
    NOT_TOML = "this is not TOML: %(detail)s"
    NOT_A_CODE = "“%(key)s” is no code of a language: two or three small letters, such as vi"
    OWN_LANGUAGE = "Vietnamese and English come with the program; remove this entry"
    KEY_MISSING = "“%(key)s” is missing"
    KEY_UNKNOWN = "“%(key)s” is not known here; correct or remove it"
    VALUE_UNFIT = "“%(key)s” cannot be used as it is written"
    LOCALE_UNKNOWN = "“%(value)s” lends no numbers and dates; write vi"
    NOT_PO = "this line is not as it must be in such a file; look for a missing quotation mark"
    OUT_OF_ORDER = "here a msgid, msgid_plural or msgstr is missing or stands twice"
    BAD_HEADER = "the lines before the first sentence are damaged; take those of a new template"
    SAID_TWICE = "this sentence already stands in the file; remove one of the two"
    WRONG_PLURALS = "Plural-Forms must say nplurals=%(count)s here"
    PLACES_DIFFER = "these must stand in the translation, each once, and no other: %(wanted)s"
    STRAY_PERCENT = "a sign % is written %% here"
    UNFIT_SIGN = "the sign %(code)s cannot stand here; remove it"
    AT_FILE = "%(file)s: %(words)s"
    AT_LINE = "%(file)s, line %(line)s: %(words)s"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    Attributes
    ----------
    file : str
        Name of the file.
    message : Message
    line : int or None
        From 1; None when it concerns no single line.
    values : Mapping of str to str
        What the sentence names.
    """

    file: str
    message: Message
    line: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    def in_words(self, gettext: Callable[[str], str]) -> str:
        """Return place and sentence in the language of `gettext`."""
        words = gettext(self.message.value)
        # A sentence without values may speak of the sign % itself.
        said = words % self.values if self.values else words
        place = Message.AT_FILE if self.line is None else Message.AT_LINE
        named = {"file": self.file, "line": str(self.line), "words": said}
        return gettext(place.value) % named
