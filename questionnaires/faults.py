"""What can be wrong with a file, and how all of it is said at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

Path = tuple[str | int, ...]
_LONGEST_QUOTE = 80


class Message(StrEnum):
    """Every sentence about a fault; the English text is the key of its translation."""

    TOO_LARGE = "the file is larger than %(limit)s bytes"
    NOT_UTF8 = "this is not UTF-8; save the file with the encoding UTF-8"
    BYTE_ORDER_MARK = "the file starts with an invisible mark (BOM); save it as UTF-8 without BOM"
    UNFIT_SIGN = "invisible or reversing character %(code)s; remove it"
    SYNTAX = "this is not YAML: %(detail)s"
    TOO_DEEP = "too many levels inside each other"
    EMPTY_FILE = "the file is empty"
    ANCHOR = "“&” and “*” references are not read; write the words out at each place"
    DIRECTIVE = "a line that begins with %(sign)s is not read; remove it"
    TAG = "“%(tag)s” is not read; remove it"
    KEY_NOT_TEXT = "a key must be a plain word"
    KEY_TWICE = "the key “%(key)s” already stands in line %(first)s"
    UNKNOWN_KEY = "“%(key)s” is not known here; correct or remove it"
    NOT_A_LANGUAGE = "“%(key)s” is no code of a language: two or three small letters, such as vi"
    UNKNOWN_LANGUAGE = "“%(key)s” is not a known language; known are: %(known)s"
    MISSING_KEY = "“%(key)s” is missing"
    NOT_TEXT = "this must be text; put a number or an empty value in quotes or write the words"
    NOT_WHOLE = "this must be a whole number, without quotes"
    NOT_NUMBER = "this must be a number such as 0.9, without quotes or per cent sign"
    NOT_LIST = "this must be a list, each line of it beginning with “- ”"
    NOT_GROUP = "this must be a group of lines “key: value”"
    TOO_FEW = "at least %(least)s must stand here"
    NOT_OFFERED = "“%(value)s” is not one of: %(known)s"
    NOT_POSITIVE = "this must be 1 or more"
    NOT_AN_ID = "“%(value)s” is no short name: a-z, digits and _, a letter first, at most 40 signs"
    NOT_A_NAME = "“%(value)s” is no short name: a-z, digits and -, at most 40 signs"
    RESERVED_ID = "“%(value)s” has another meaning in exported data; choose another name"
    NOT_A_VALUE = "“%(value)s” is no code of an answer: one sign, 1-9 or a-z"
    NOT_A_DATE = "“%(value)s” is no date; write year-month-day such as 2022-01-31"
    OUT_OF_RANGE = "a target lies between 0 and 1; write ninety per cent as 0.90"
    NOTHING = "nothing stands here; write it or remove the line"
    EMPTY_TEXT = "the text is empty; write the words or remove the line"
    SPACE_AT_EDGE = "the text begins or ends with a space or a line break"
    LINE_BREAK = "the text has a line break; write it as one paragraph"
    TOO_LONG = "the text is longer than %(limit)s characters"
    NOT_COMPOSED = "letters and their marks are apart (not NFC); type or save the text anew"
    TWICE = "“%(value)s” already stands in line %(first)s"
    OTHERWISE = "“%(value)s” has another answer in line %(first)s; keep one of them"
    UNKNOWN_ITEM = "there is no item “%(value)s”"
    IN_TWO_FACTORS = "the item “%(value)s” already belongs to a factor, in line %(first)s"
    IN_NO_FACTOR = "the item “%(value)s” belongs to no factor"
    CHOICES_OF_ITEM = "an item takes its answers from the scale; remove “choices”"
    UNKNOWN_QUESTION = "there is no question “%(value)s”"
    NOT_EARLIER = "the question “%(value)s” is not asked before this one"
    DEPENDS_ON_MARK = "“%(value)s” is a mark; only a fact may lead to one more question"
    UNKNOWN_VALUE = "the question “%(question)s” has no answer with the code “%(value)s”"
    NOT_ON_SCALE = "the scale has no answer with the code “%(value)s”"
    NOT_THE_BEST = "the scale runs from worst to best; satisfied are its last answers, not all"
    ENDS_FIRST = "the period ends before it begins"
    NOT_FIRST_OF_MONTH = "a plan covers whole months; let it begin on the first day of one"
    NOT_LAST_OF_MONTH = "a plan covers whole months; let it end on the last day of one"
    UNKNOWN_FACTOR = "the questionnaire %(questionnaire)s has no factor “%(value)s”"
    UNANSWERED = "“?” still stands here; write what it is"
    FILE = "%(name)s cannot be used. Faults: %(count)s"
    AT_LINE = "line %(line)s: %(words)s"
    AT_PLACE = "line %(line)s, %(place)s: %(words)s"


def quoted(value: str, longest: int = _LONGEST_QUOTE) -> str:
    """Return somebody's text short and printable enough to stand inside a sentence."""
    short = value if len(value) <= longest else value[:longest] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short)


def place_of(path: Path) -> str:
    """Return a path as people count: ``questions[2].wording.vi`` is the second question's."""
    words = ""
    for step in path:
        words += f"[{step + 1}]" if isinstance(step, int) else f".{quoted(step)}"
    return words.removeprefix(".")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a file.

    Attributes
    ----------
    line : int
        Line of the file, from 1.
    place : str
        Where in its structure, such as ``questions[2].wording.vi``; empty for the whole file.
    message : Message
        The sentence, with ``%(name)s`` where a value goes.
    values : Mapping of str to str
        What goes there.
    """

    line: int
    place: str
    message: Message
    values: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, line: int, path: Path, message: Message, **values: str) -> Fault:
        """Return a fault at a path, its values made fit to be shown."""
        shown = {name: quoted(value) for name, value in values.items()}
        return cls(line, place_of(path), message, MappingProxyType(shown))

    def in_words(self, gettext: Callable[[str], str]) -> str:
        """Return line, place and sentence in the language of `gettext`."""
        words = gettext(self.message.value) % self.values
        frame = Message.AT_PLACE if self.place else Message.AT_LINE
        return gettext(frame.value) % {"line": self.line, "place": self.place, "words": words}


class FaultyFile(ValueError):
    """A file that cannot be used, with everything that is wrong with it.

    Attributes
    ----------
    name : str
        What the file is called.
    faults : tuple of Fault
        In the order of their lines; never empty.
    """

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.line, fault.place)))
        super().__init__(name, self.faults)

    def __str__(self) -> str:
        return self.in_words(lambda words: words)

    def in_words(self, gettext: Callable[[str], str]) -> str:
        """Return a heading and one line a fault in the language of `gettext`."""
        heading = gettext(Message.FILE.value) % {
            "name": quoted(self.name),
            "count": len(self.faults),
        }
        return "\n".join([heading, *(fault.in_words(gettext) for fault in self.faults)])
