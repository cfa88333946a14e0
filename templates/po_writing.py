"""Files for people to fill in: sentences in a known language, and room for another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from babel.messages.catalog import Message
from babel.messages.plurals import get_plural

from templates.catalogues import Catalogue, english, words


@dataclass(frozen=True)
class Sheet:
    """One file to fill in.

    Attributes
    ----------
    language, locale : str, str
        The language to write in, and the one that lends it its plural.
    notes : str
        What whoever fills it must know, a line each.
    entries : sequence of Message
        The sentences, each with what helps to understand it as `auto_comments`.
    known : Catalogue or None
        What was said already; None: nothing.
    """

    language: str
    locale: str
    notes: str
    entries: Sequence[Message]
    known: Catalogue | None = field(default=None)


def written(sheet: Sheet) -> str:
    """Return the text of a file to fill in; what is known stands in it, doubtful words as fuzzy."""
    plural = get_plural(sheet.locale)
    header = {
        "Language": sheet.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": f"{plural}",
    }
    lines = [*(f"# {line}" for line in sheet.notes.splitlines()), 'msgid ""', 'msgstr ""']
    lines += [f'"{name}: {value}\\n"' for name, value in header.items()]
    good = _by_place(sheet.known.messages if sheet.known else ())
    doubtful = _by_place(sheet.known.doubtful if sheet.known else ())
    for entry in sheet.entries:
        lines += ["", *_lines(entry, good, doubtful, plural.num_plurals)]
    return "\n".join([*lines, ""])


_Place = tuple[str | None, str]


def _by_place(messages: Iterable[Message]) -> dict[_Place, Message]:
    return {(message.context, english(message)): message for message in messages}


def _lines(
    entry: Message,
    good: Mapping[_Place, Message],
    doubtful: Mapping[_Place, Message],
    plurals: int,
) -> Iterable[str]:
    place = (entry.context, english(entry))
    yield from (f"#. {note}" for note in entry.auto_comments)
    found = good.get(place)
    if found is None and place in doubtful:
        found = doubtful[place]
        yield "#, fuzzy"
    if entry.context is not None:
        yield f"msgctxt {_quoted(entry.context)}"
    said = words(found) if found else ()
    yield f"msgid {_quoted(english(entry))}"
    if isinstance(entry.id, str):
        yield f"msgstr {_quoted(said[0] if said else '')}"
        return
    yield f"msgid_plural {_quoted(entry.id[1])}"
    for number in range(plurals):
        yield f"msgstr[{number}] {_quoted(said[number] if number < len(said) else '')}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'
