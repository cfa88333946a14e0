"""PDF from a Typst file and its data, the same bytes wherever and whenever it is made."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from templates.letters import FONTS, SANS, SERIF, printable

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent
Standard = Literal["ua-1", "a-2a"]


class TypesettingError(RuntimeError):
    """A template that cannot be set, or only with a warning such as a missing font."""


def typeset(template: str, data: Mapping[str, object], root: Path = TEMPLATES) -> bytes:
    """Return the tagged PDF (PDF/UA-1) of a template such as "posters/a4.typ".

    The template finds only files under `root`, and reads `data` by `json(bytes(sys.inputs.data))`:
    what people wrote is never markup.
    """
    return _compiled(root, template, _printable(data, SANS), standards=["ua-1"])


def typeset_for_archives(template: str, data: Mapping[str, object]) -> bytes:
    """Return the tagged PDF of a template of ours, in a serif, for archives (PDF/A-2a, UA-1).

    The template sets the day of the document, as archives want it.
    """
    return _compiled(TEMPLATES, template, _printable(data, SERIF), standards=["a-2a", "ua-1"])


def svg_to_png(svg: bytes, ppi: int) -> bytes:
    """Return a picture on white with so many pixels to an inch, in our own fonts.

    The same bytes on every run; a file that is no SVG raises TypesettingError.
    """
    return _compiled(TEMPLATES, "documents/picture.typ", {"svg": svg.decode()}, ppi=ppi)


def _compiled(
    root: Path,
    template: str,
    data: object,
    standards: Sequence[Standard] = (),
    ppi: int | None = None,
) -> bytes:
    """Return a PDF of the standards, or a PNG where none are asked for."""
    # Here, because only the process that sets documents has 40 MB for it.
    import typst  # noqa: PLC0415

    try:
        # It must not be shared between threads, and making one costs less than a millisecond.
        compiler = typst.Compiler(
            root / template, root=root, font_paths=_fonts(), ignore_system_fonts=True
        )
        document, warnings = compiler.compile_with_warnings(
            format="pdf" if standards else "png",
            ppi=ppi,
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=list(standards),
            timestamp=0,  # the hour of making must not change the bytes
        )
    except RuntimeError as error:  # also where the template is missing
        raise TypesettingError(f"{template}: {getattr(error, 'message', error)}") from error
    if warnings:
        raise TypesettingError(f"{template}: {'; '.join(each.message for each in warnings)}")
    if not isinstance(document, bytes):
        raise TypesettingError(f"{template}: the document must be one file")
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


def _printable(value: object, families: tuple[str, ...]) -> object:
    if isinstance(value, str):
        return printable(value, families)
    if isinstance(value, Mapping):
        return {key: _printable(each, families) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [_printable(each, families) for each in value]
    return value
