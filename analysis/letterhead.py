"""What an office writes above and below its reports: a value, and the file that it is read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from questionnaires.checks import checked
from questionnaires.faults import FaultyFile
from questionnaires.places import decoded, read_document
from questionnaires.schema import Day, Positive, Shape


@dataclass(frozen=True)
class Letterhead:
    """What an office writes above and below its reports; what is empty is left to be filled in.

    Attributes
    ----------
    superior : str
        The agency above: "UBND tỉnh Điện Biên".
    agency : str
        The agency that reports: "Sở Lao động - Thương binh và Xã hội".
    abbreviation : str
        What stands for it in the number of a document: "SLĐTBXH".
    place : str
        Where it sits: "Điện Biên".
    number : int or None
        Of the document, given out by the agency's clerk.
    day : date or None
        On which the document is signed.
    addressees : tuple of str
        The agencies above to which the report is addressed, each a line; empty where it is to none.
    authority : str
        For whom it is signed, "KT. Giám đốc"; empty where its head signs.
    signer_title : str
        "Giám đốc".
    signer : str
        Name of the person who signs.
    recipients : tuple of str
        To whom it is sent, each a line without dash; where it is filed comes last: "Lưu: VT, VP".
    """

    superior: str = ""
    agency: str = ""
    abbreviation: str = ""
    place: str = ""
    number: int | None = None
    day: date | None = None
    addressees: tuple[str, ...] = ()
    authority: str = ""
    signer_title: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()


# Of an office of which nothing is known.
BLANK = Letterhead()


class LetterheadShape(Shape):
    """A file of the office's settings."""

    superior: str = ""
    agency: str = ""
    abbreviation: str = ""
    place: str = ""
    number: Positive | None = None
    day: Day | None = None
    addressees: list[str] = Field(default_factory=list)
    authority: str = ""
    signer_title: str = ""
    signer: str = ""
    recipients: list[str] = Field(default_factory=list)


def read_letterhead(content: bytes, name: str) -> Letterhead:
    """Return what a YAML file says of an office; raise FaultyFile with every fault and its line."""
    document = read_document(decoded(content, name), name)
    shape = checked(document, LetterheadShape)
    if document.faults or shape is None:
        raise FaultyFile(name, document.faults)
    lines = {"addressees": tuple(shape.addressees), "recipients": tuple(shape.recipients)}
    return Letterhead(**shape.model_dump() | lines)
