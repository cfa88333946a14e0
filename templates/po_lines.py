"""The lines of a .po file: whether each is as it must be, and each in its turn.

Babel reads such files but trusts them: a lost quotation mark costs a letter and nobody is told.
"""

import re
from collections.abc import Iterator
from io import StringIO

from templates.language_faults import Fault, Message

_COMMENT = re.compile(r"\s*#")
_STRING = r'"(?:[^"\\]|\\["\\nrt])*"'
_KEYWORD = re.compile(r"\s*(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)")
_LINE = re.compile(rf"\s*(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s+)?{_STRING}\s*")

# What may come after what; nothing and a finished entry are followed by the next entry.
_BEGINS = frozenset({"msgctxt", "msgid"})
_FOLLOWS = {
    "": _BEGINS,
    "msgctxt": frozenset({"msgid"}),
    "msgid": frozenset({"msgid_plural", "msgstr"}),
    "msgid_plural": frozenset({"msgstr[0]"}),
    "msgstr": _BEGINS,
    **{f"msgstr[{n}]": _BEGINS | {f"msgstr[{n + 1}]"} for n in range(9)},
    "msgstr[9]": _BEGINS,
}
_UNFINISHED = frozenset({"msgctxt", "msgid", "msgid_plural"})


def line_faults(name: str, text: str) -> Iterator[Fault]:
    """Find each line that is damaged or stands where it cannot."""
    before, last = "", 1
    for number, line in enumerate(StringIO(text), start=1):
        if line.strip():
            before, message = _turn(line, before)
            last = number
            if message is not None:
                yield Fault(name, message, number)
    if before in _UNFINISHED:
        yield Fault(name, Message.OUT_OF_ORDER, last)


def _turn(line: str, before: str) -> tuple[str, Message | None]:
    """Return what a line is or was meant to be, and what is wrong with it."""
    if _COMMENT.match(line):
        return "", Message.OUT_OF_ORDER if before in _UNFINISHED else None
    meant = _KEYWORD.match(line)
    # A string alone goes on with what was begun.
    keyword = meant[1] if meant else before
    if _LINE.fullmatch(line) is None:
        return keyword, Message.NOT_PO
    is_in_turn = keyword != "" and (not meant or keyword in _FOLLOWS[before])
    return keyword, None if is_in_turn else Message.OUT_OF_ORDER
