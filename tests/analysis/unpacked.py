"""The bytes of a file, with what is packed in it unpacked."""

from __future__ import annotations

import io
from zipfile import ZipFile, is_zipfile

import pypdfium2


def unpacked(content: bytes) -> bytes:
    """Return the parts of a packed file but pictures, the words of a PDF, or the bytes."""
    if content.startswith(b"%PDF"):
        return _words(content)
    if not is_zipfile(io.BytesIO(content)):
        return content
    with ZipFile(io.BytesIO(content)) as packed:
        named = (name for name in packed.namelist() if not name.endswith(".png"))
        return b"\n".join(map(packed.read, named))


def _words(content: bytes) -> bytes:
    pages = pypdfium2.PdfDocument(content)
    said = [page.get_textpage().get_text_range() for page in pages]
    return "\n".join((*said, *pages.get_metadata_dict().values())).encode()
