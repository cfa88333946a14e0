"""The file around the words: what it begins as, what it says of itself, and its bytes."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Made
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn

from analysis.report.document import Document
from analysis.report.formats.docx.texts import in_words, regional
from analysis.report.sections.official import Official
from templates.typesetting import TEMPLATES

_FOLDER = TEMPLATES / "documents" / "report_docx"
# Where in a file of Word each file of the folder stands.
_PARTS = {
    "content-types.xml": "[Content_Types].xml",
    "package-relations.xml": "_rels/.rels",
    "core.xml": "docProps/core.xml",
    "document.xml": "word/document.xml",
    "document-relations.xml": "word/_rels/document.xml.rels",
    "header.xml": "word/header.xml",
    "numbering.xml": "word/numbering.xml",
    "settings.xml": "word/settings.xml",
    "styles.xml": "word/styles.xml",
}
# The oldest day that a zip file can say; the hour of making must not change the bytes.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MADE_ON_UNIX = 3  # whatever it is made on
_LONGEST_PROPERTY = 255
_CUSTOM = "officeDocument.custom-properties+xml"
_CUSTOM_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)


def opened(language: str) -> Made:
    """Return a file without words, its styles in a language."""
    content = BytesIO()
    with ZipFile(content, "w") as file:
        for name, part in _PARTS.items():
            file.writestr(part, (_FOLDER / name).read_bytes())
    made = docx.Document(content)
    (marked,) = made.styles.element.xpath("w:docDefaults//w:lang")
    for script in ("val", "eastAsia", "bidi"):
        marked.set(qn(f"w:{script}"), regional(language))
    return made


def set_annex_word(made: Made, label: str) -> None:
    """Let annexes be called as the first one is: "Phụ lục I", counted by the word processor."""
    word, _ = label.rsplit(" ", 1)
    (level,) = made.part.numbering_part.element.xpath(
        "w:abstractNum/w:lvl[w:pStyle/@w:val='AnnexHeading']/w:lvlText"
    )
    level.set(qn("w:val"), f"{word} %1")


def describe(made: Made, document: Document, official: Official) -> None:
    """Say what the file is, whose, and of which report, where a program reads it."""
    properties = made.core_properties
    properties.title = f"{official.subject}, {official.period}"[:_LONGEST_PROPERTY]
    properties.author = in_words(document.name)[:_LONGEST_PROPERTY]
    properties.language = regional(document.language)
    if document.fingerprint:
        _add_fingerprint(made, document.fingerprint)


def _add_fingerprint(made: Made, fingerprint: str) -> None:
    """Add a property of our own, for which the library has no call."""
    words = (_FOLDER / "custom.xml").read_text("utf-8").replace("FINGERPRINT", fingerprint)
    package = made.part.package
    content = f"application/vnd.openxmlformats-{_CUSTOM}"
    part = Part(PackURI("/docProps/custom.xml"), content, words.encode(), package)
    package.relate_to(part, _CUSTOM_RELATION)


def packed(made: Made) -> bytes:
    """Return the file's bytes, which are the same whenever and wherever it is made."""
    saved, content = BytesIO(), BytesIO()
    made.save(saved)
    with ZipFile(saved) as dated, ZipFile(content, "w", ZIP_DEFLATED) as undated:
        for name in dated.namelist():
            member = ZipInfo(name, _LONG_AGO)
            member.create_system = _MADE_ON_UNIX
            member.compress_type = ZIP_DEFLATED
            undated.writestr(member, dated.read(name))
    return content.getvalue()
