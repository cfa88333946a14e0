"""PDF from a Typst file and its data, the same bytes wherever and whenever it is made."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from templates.letters import FONTS, printable

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent


class TypesettingError(RuntimeError):
    """A template that cannot be set, or only with a warning such as a missing font."""


def typeset(template: str, data: Mapping[str, object], root: Path = TEMPLATES) -> bytes:
    """Return the tagged PDF (PDF/UA-1) of a template such as "posters/a4.typ".

    The template finds only files under `root`, and reads `data` by `json(bytes(sys.inputs.data))`:
    what people wrote is never markup.
    """
    # Here, because only the process that sets documents has 40 MB for it.
    import typst  # noqa: PLC0415

    # A compiler must not be shared between threads, and making one costs less than a millisecond.
    compiler = typst.Compiler(
        root / template, root=root, font_paths=_fonts(), ignore_system_fonts=True
    )
    try:
        document, warnings = compiler.compile_with_warnings(
            format="pdf",
            sys_inputs={"data": json.dumps(_printable(data))},
            pdf_standards=["ua-1"],
            timestamp=0,  # the hour of making must not change the bytes
        )
    except typst.TypstError as error:
        raise TypesettingError(f"{template}: {error.message}") from error
    if warnings:
        raise TypesettingError(f"{template}: {'; '.join(each.message for each in warnings)}")
    if not isinstance(document, bytes):
        raise TypesettingError(f"{template}: a PDF must be one file")
    return document


@cache
def _fonts() -> "typst.Fonts":
    import typst  # noqa: PLC0415

    # Fonts of the machine or of the engine would make a document differ from place to place.
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted(FONTS.glob("*/")),
    )


def _printable(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Mapping):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_printable(each) for each in value]
    return value
