"""Text -> plain values that know their lines; the only place that reads YAML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from questionnaires.faults import Fault, FaultyFile, Message, Path

Scalar: TypeAlias = str | int | float | bool | None
Tree: TypeAlias = "Scalar | list[Tree] | dict[str, Tree]"

ANY = "*"
MOST_BYTES = 131_072
_YAML = "tag:yaml.org,2002:"
_KINDS = ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
_TAGS = frozenset(_YAML + kind for kind in _KINDS)
# Control, format (bidi overrides, zero width), surrogate and private characters, and the two
# odd line breaks: a reader of the page would not see what is written.
_UNFIT = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_LINE_BREAK = re.compile("\r\n|\r|\n")


@dataclass
class Document:
    """A file as plain values, with the line of everything in it.

    Attributes
    ----------
    tree : Tree
        Groups, lists and plain values; anything but a plain number, true, false or nothing is text.
    lines : dict of Path to int
        Line, from 1, of every key and list entry.
    leaves : dict of Path to Scalar
        The plain values alone.
    told : set of Path
        Places of which enough is said; whatever else is wrong there follows from it.
    faults : list of Fault
        What is wrong with the writing itself: keys that stand twice, references, unfit characters.
    """

    tree: Tree = None
    lines: dict[Path, int] = field(default_factory=lambda: {(): 1})
    leaves: dict[Path, Scalar] = field(default_factory=dict)
    told: set[Path] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """Return the line of a key or list entry that stands in the file."""
        return self.lines[path]

    def texts(self, *pattern: str | int) -> Iterator[tuple[Path, str]]:
        """Yield path and value of every text at places such as ``"questions", ANY, "id"``."""
        yield from _texts(self.tree, (), pattern)

    def text(self, *path: str | int) -> str | None:
        """Return the text at a path; None when there is none."""
        value = self.leaves.get(path)
        return value if isinstance(value, str) else None

    def fault(self, path: Path, message: Message, **values: str) -> Fault:
        """Return a fault at the line of a path."""
        return Fault.at(self.line(path), path, message, **values)


def _texts(tree: Tree, path: Path, pattern: Path) -> Iterator[tuple[Path, str]]:
    if not pattern:
        if isinstance(tree, str):
            yield path, tree
        return
    for step, entry in _entries(tree, pattern[0]):
        yield from _texts(entry, (*path, step), pattern[1:])


def _entries(tree: Tree, wanted: str | int) -> Iterable[tuple[str | int, Tree]]:
    """Return the entries of a group or a list, or the one that is wanted."""
    if isinstance(tree, dict):
        if wanted == ANY:
            return tree.items()
        return [(wanted, tree[wanted])] if isinstance(wanted, str) and wanted in tree else ()
    if isinstance(tree, list):
        if wanted == ANY:
            return enumerate(tree)
        return [(wanted, tree[wanted])] if isinstance(wanted, int) else ()
    return ()


def is_unfit(character: str) -> bool:
    """Tell whether a character is invisible or changes the order of those around it."""
    return unicodedata.category(character) in _UNFIT


def code_of(character: str) -> str:
    """Return the name of a character as Unicode writes it: ``U+202E``."""
    return f"U+{ord(character):04X}"


def decoded(content: bytes, name: str) -> str:
    """Return a file's bytes as text.

    Raises
    ------
    FaultyFile
        When the bytes are too many or not UTF-8; nothing else can be said about such a file.
    """
    if len(content) > MOST_BYTES:
        raise FaultyFile(name, [Fault.at(1, (), Message.TOO_LARGE, limit=str(MOST_BYTES))])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FaultyFile(name, [Fault.at(line, (), Message.NOT_UTF8)]) from error


def read_document(text: str, name: str) -> Document:
    """Return a YAML 1.2 text as plain values with their lines.

    Parameters
    ----------
    text : str
        The file.
    name : str
        What it is called, for the error.

    Returns
    -------
    Document
        Its `faults` are what is wrong with the writing; the values are usable nevertheless.

    Raises
    ------
    FaultyFile
        When it is no YAML or empty: with the unfit characters and this one fault, for the rest of
        the file cannot be trusted to mean what it seems to.
    """
    document = Document()
    fit = _readable_text(text, document)
    root = _composed(fit, name, document)
    document.tree = _Walk(document).value(root, ())
    return document


def _readable_text(text: str, document: Document) -> str:
    if text.startswith("\ufeff"):
        document.faults.append(Fault.at(1, (), Message.BYTE_ORDER_MARK))
        text = text[1:]
    lines = enumerate(_LINE_BREAK.split(text), start=1)
    return "\n".join(_readable_line(line, number, document) for number, line in lines)


def _readable_line(line: str, number: int, document: Document) -> str:
    """Return a line without what it must not have: told, so that the rest can be read and told."""
    if line.startswith("%"):
        # A directive could choose YAML 1.1, in which NO is false and 1:30 is ninety.
        document.faults.append(Fault.at(number, (), Message.DIRECTIVE, sign=line[0]))
        return ""
    unfit = dict.fromkeys(c for c in line if c != "\t" and is_unfit(c))
    for character in unfit:
        document.faults.append(Fault.at(number, (), Message.UNFIT_SIGN, code=code_of(character)))
    return line.translate({ord(character): None for character in unfit})


def _composed(text: str, name: str, document: Document) -> Node:
    fault = Fault.at(1, (), Message.EMPTY_FILE)
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(text)
    except RecursionError:
        root, fault = None, Fault.at(1, (), Message.TOO_DEEP)
    except (YAMLError, ValueError, OverflowError) as error:
        # The last two: an escape such as "\Uffffffff" that names no character.
        root, fault = None, _syntax_fault(error)
    if root is None:
        raise FaultyFile(name, [*document.faults, fault])
    return root


def _syntax_fault(error: Exception) -> Fault:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line = mark.line + 1 if mark is not None else 1
    detail = getattr(error, "problem", None) or "an escape names no character"
    return Fault.at(line, (), Message.SYNTAX, detail=str(detail))


class _Walk:
    """One way down a tree of nodes, which notes lines and what is wrong with the writing."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def value(self, node: Node, path: Path) -> Tree:
        self.document.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self.seen:
            # A reference to what stands elsewhere: to follow it could take for ever, and the
            # place that it points to is a fault already.
            self.document.told.add(path)
            return None
        self.seen.add(id(node))
        if node.anchor is not None:
            self._note(node, path, Message.ANCHOR)
        if node.tag not in _TAGS:
            self._note(node, path, Message.TAG, tag=str(node.tag))
        if isinstance(node, MappingNode):
            return self._group(node, path)
        if isinstance(node, SequenceNode):
            return [self.value(entry, (*path, place)) for place, entry in enumerate(node.value)]
        value = _plain_value(str(node.tag).removeprefix(_YAML), str(node.value))
        self.document.leaves[path] = value
        return value

    def _note(self, node: Node, path: Path, message: Message, **values: str) -> None:
        line = node.start_mark.line + 1
        self.document.faults.append(Fault.at(line, path, message, **values))

    def _group(self, node: MappingNode, path: Path) -> Tree:
        group: dict[str, Tree] = {}
        for key, entry in node.value:
            if not isinstance(key, ScalarNode) or key.tag != _YAML + "str":
                self._note(key, path, Message.KEY_NOT_TEXT)
            elif key.value in group:
                first = str(self.document.lines[*path, key.value])
                self._note(key, path, Message.KEY_TWICE, key=key.value, first=first)
            else:
                self.document.lines[*path, key.value] = key.start_mark.line + 1
                group[key.value] = self.value(entry, (*path, key.value))
        return group


_NUMBERS: Mapping[str, re.Pattern[str]] = {
    "int": re.compile(r"[-+]?[0-9]{1,15}"),
    "float": re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}"),
}


def _plain_value(kind: str, text: str) -> Scalar:
    """Return what YAML 1.2's core makes of a plain word; a directive cannot widen it."""
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind in _NUMBERS and _NUMBERS[kind].fullmatch(text):
        return int(text) if kind == "int" else float(text)
    return text
