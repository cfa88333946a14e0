"""Catalogues of a language's words: what a file must say, what it says, and what is wrong with it.

The Vietnamese catalogue is the measure: it holds exactly the sentences that citizens are shown.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from io import StringIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po

from templates.language_faults import Fault
from templates.language_faults import Message as Rule
from templates.po_lines import line_faults

TRANSLATIONS = Path(__file__).parent / "translations"
AREA = "citizen"

_PLACE = re.compile(r"%\(\w+\)s")
_PERCENT = re.compile(r"%%|%\(\w+\)s|%")
_PLURALS = re.compile(r"Plural-Forms:\s*nplurals\s*=\s*(\d+)")
# They would be read as markup, turn the direction of writing or not be seen at all.
_UNFIT_SIGNS = frozenset("<>&")
_UNFIT_KINDS = frozenset({"Cc", "Cf", "Co", "Cs"})
_JOINERS = frozenset("\n\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")


_Check = Callable[[str, Message, Message], Iterator[Fault]]


@dataclass(frozen=True)
class Catalogue:
    """What a file says in one language.

    Attributes
    ----------
    messages : tuple of Message
        The sentences that it says as they must be said.
    missing : tuple of Message
        Wanted sentences that are not there, empty, or marked as not yet looked over (fuzzy).
    faults : tuple of Fault
        What is wrong, in the order of the lines.
    doubtful : tuple of Message
        What the file says where it is fuzzy or faulty, for whoever looks it over.
    leftovers : tuple of str
        English sentences of the file that no page shows any more; they do no harm.
    """

    messages: tuple[Message, ...]
    missing: tuple[Message, ...]
    faults: tuple[Fault, ...]
    doubtful: tuple[Message, ...] = ()
    leftovers: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every sentence can be shown."""
        return not self.missing and not self.faults


@cache
def sentences() -> tuple[Message, ...]:
    """Return every sentence that citizens are shown, with its Vietnamese words, in order."""
    with (TRANSLATIONS / f"{AREA}.vi.po").open(encoding="utf-8") as file:
        return tuple(message for message in read_po(file, "vi", abort_invalid=True) if message.id)


def english(message: Message) -> str:
    """Return what a sentence is found by: the singular where there is a plural too."""
    return message.id if isinstance(message.id, str) else str(message.id[0])


def words(message: Message) -> tuple[str, ...]:
    """Return what a sentence is in its language, in each number that the language has."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def read_catalogue(path: Path, locale: str) -> Catalogue:
    """Return what a file of a language says to citizens; its plural is that of `locale`."""
    return _read(path, locale, sentences(), _word_faults)


def read_list(path: Path, locale: str, wanted: Sequence[Message]) -> Catalogue:
    """Return what a list of other sentences says; they hold no places for values."""
    return _read(path, locale, wanted, lambda *_: iter(()))


def _read(path: Path, locale: str, wanted: Sequence[Message], check: _Check) -> Catalogue:
    text, faults = _text(path)
    faults += line_faults(path.name, text)
    if faults:
        return Catalogue((), tuple(wanted), tuple(faults))
    try:
        found = read_po(StringIO(text), locale, abort_invalid=True)
    except PoFileError as error:
        fault = Fault(path.name, Rule.OUT_OF_ORDER, error.lineno + 1)
        return Catalogue((), tuple(wanted), (fault,))
    except (LookupError, ValueError):
        # The lines are as they must be: what is left are the values of the header.
        return Catalogue((), tuple(wanted), (Fault(path.name, Rule.BAD_HEADER, 1),))
    faults += [*_plural_faults(path.name, text, found, locale), *_doubled(path.name, text, found)]
    judged = _judged(path.name, found, wanted, check)
    faults = sorted([*faults, *judged.faults], key=lambda fault: fault.line or 0)
    return replace(judged, faults=tuple(faults))


def _text(path: Path) -> tuple[str, list[Fault]]:
    try:
        content = path.read_bytes()
    except OSError:
        return "", [Fault(path.name, Rule.UNREADABLE_FILE)]
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return "", [Fault(path.name, Rule.NOT_UTF8, line)]


def _judged(name: str, found: Catalog, wanted: Sequence[Message], check: _Check) -> Catalogue:
    faults: list[Fault] = []
    good: list[Message] = []
    missing: list[Message] = []
    doubtful: list[Message] = []
    for each in wanted:
        message = found.get(each.id, each.context)
        is_said = message is not None and all(word.strip() for word in words(message))
        if message is None or not is_said or message.fuzzy:
            missing.append(each)
            doubtful += [message] if message is not None and is_said else []
            continue
        wrong = list(check(name, each, message))
        faults += wrong
        (doubtful if wrong else good).append(_composed(message))
    known = {english(each) for each in wanted}
    leftovers = (english(message) for message in found if message.id)
    return Catalogue(
        tuple(good),
        tuple(missing),
        tuple(faults),
        tuple(doubtful),
        tuple(left for left in leftovers if left not in known),
    )


def _plural_faults(name: str, text: str, found: Catalog, locale: str) -> Iterator[Fault]:
    count = get_plural(locale).num_plurals
    if found.num_plurals != count:
        declared = _PLURALS.search(text)
        line = 1 if declared is None else text.count("\n", 0, declared.start()) + 1
        yield Fault(name, Rule.WRONG_PLURALS, line, {"count": str(count)})


def _doubled(name: str, text: str, found: Catalog) -> Iterator[Fault]:
    """Find sentences that stand twice: Babel would silently keep the first."""
    kept = {message.lineno for message in found if message.id}
    is_header = True
    for number, line in enumerate(StringIO(text), start=1):
        if line.lstrip().startswith("msgid "):
            if not is_header and number not in kept:
                yield Fault(name, Rule.SAID_TWICE, number)
            is_header = False


def _word_faults(name: str, wanted: Message, message: Message) -> Iterator[Fault]:
    line = message.lineno
    # The last form is the one for many, which has all places even where the first has not.
    last = wanted.id if isinstance(wanted.id, str) else wanted.id[-1]
    places = sorted(_PLACE.findall(last))
    for said in words(message):
        if "%" in _PERCENT.findall(said):
            yield Fault(name, Rule.STRAY_PERCENT, line)
        elif sorted(_PLACE.findall(said)) != places:
            yield Fault(name, Rule.PLACES_DIFFER, line, {"wanted": " ".join(places) or "–"})
        for sign in dict.fromkeys(said):
            if _is_unfit(sign):
                code = sign if sign in _UNFIT_SIGNS else f"U+{ord(sign):04X}"
                yield Fault(name, Rule.UNFIT_SIGN, line, {"code": code})


def _is_unfit(sign: str) -> bool:
    if sign in _JOINERS:
        return False
    return sign in _UNFIT_SIGNS or unicodedata.category(sign) in _UNFIT_KINDS


def _composed(message: Message) -> Message:
    said = tuple(unicodedata.normalize("NFC", word) for word in words(message))
    string = said[0] if isinstance(message.id, str) else said
    return Message(message.id, string, context=message.context)
