"""A document against a shape and against the rules for any text: every fault, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from questionnaires.composing import composed
from questionnaires.faults import Fault, Message, Path
from questionnaires.places import Document, code_of, is_unfit
from questionnaires.schema import LANGUAGE_CODE, TRANSLATED_KEYS, Shape

AnyShape = TypeVar("AnyShape", bound=Shape)

LONGEST_TEXT = 600
LONGEST_NOTE = 4_000
_MESSAGES = {
    "string_type": Message.NOT_TEXT,
    "int_type": Message.NOT_WHOLE,
    "float_type": Message.NOT_NUMBER,
    "list_type": Message.NOT_LIST,
    "model_type": Message.NOT_GROUP,
    "greater_than_equal": Message.NOT_POSITIVE,
}


def checked(document: Document, shape: type[AnyShape]) -> AnyShape | None:
    """Return the document in a shape, or None when it does not fit.

    Faults of texts and of the shape are added to the document's; a place that has one gets no
    second that would only follow from it.
    """
    _add(document, list(_text_faults(document)))
    try:
        return shape.model_validate(document.tree)
    except ValidationError as error:
        _add(document, [_shape_fault(document, details) for details in error.errors()])
        return None


def _add(document: Document, faults: list[tuple[Path, Fault]]) -> None:
    told = frozenset(document.told)
    for path, fault in faults:
        if path not in told:
            document.faults.append(fault)
            document.told.add(path)


def _text_faults(document: Document) -> Iterator[tuple[Path, Fault]]:
    for path, value in document.leaves.items():
        if _is_translation(path) and LANGUAGE_CODE.fullmatch(str(path[-1])) is None:
            yield path, document.fault(path, Message.NOT_A_LANGUAGE, key=str(path[-1]))
        elif value is None:
            yield path, document.fault(path, Message.NOTHING)
        elif isinstance(value, str):
            for message, values in _unfitness(value, is_note=path[-1:] == ("note",)):
                yield path, document.fault(path, message, **values)


def _is_translation(path: Path) -> bool:
    return len(path) > 1 and path[-2] in TRANSLATED_KEYS


def _unfitness(text: str, *, is_note: bool) -> Iterator[tuple[Message, dict[str, str]]]:
    limit = LONGEST_NOTE if is_note else LONGEST_TEXT
    if len(text) > limit:
        yield Message.TOO_LONG, {"limit": str(limit)}
        return
    if not text.strip():
        yield Message.EMPTY_TEXT, {}
    elif text != text.strip():
        yield Message.SPACE_AT_EDGE, {}
    if "\n" in text.strip() and not is_note:
        yield Message.LINE_BREAK, {}
    for character in dict.fromkeys(text):
        if is_unfit(character) and character != "\n":
            yield Message.UNFIT_SIGN, {"code": code_of(character)}
    if composed(text) != text:
        yield Message.NOT_COMPOSED, {}


def _shape_fault(document: Document, details: ErrorDetails) -> tuple[Path, Fault]:
    path, context, kind = details["loc"], details.get("ctx", {}), details["type"]
    if kind in _MESSAGES:
        return path, document.fault(path, _MESSAGES[kind])
    if kind == "missing":
        return path, document.fault(path[:-1], Message.MISSING_KEY, key=str(path[-1]))
    if kind == "extra_forbidden":
        return path, document.fault(path, Message.UNKNOWN_KEY, key=str(path[-1]))
    if kind == "too_short":
        return path, document.fault(path, Message.TOO_FEW, least=str(context["min_length"]))
    value = str(details["input"])
    if kind == "literal_error":
        known = str(context["expected"]).replace("'", "").replace(" or ", ", ")
        return path, document.fault(path, Message.NOT_OFFERED, value=value, known=known)
    # What is left are the sentences of our own checks.
    return path, document.fault(path, Message(context["message"]), value=value)
