"""What stands above and below a report that is handed in, as Decree 30/2020/NĐ-CP wants it.

The national heading belongs to a document that is signed, which is the Vietnamese one; what is in
another language is for reading, and has the rest of the frame.
"""

from __future__ import annotations

from dataclasses import dataclass

from analysis.letterhead import Letterhead
from analysis.report.document import Run, Text
from analysis.report.model import Report
from analysis.report.sections.front import period_of
from analysis.report.sections.page import Page
from analysis.report.words import Words
from templates.languages import N_

OFFICIAL_LANGUAGE = "vi"
# Whoever finishes the document sees at once what is not written yet.
_BLANK = "[…]"
_LAST_MONTH_OF_TWO_DIGITS = 2
_FILED = "Lưu:"
_DASH = " - "
# Capitals of the agency that fit beside the national heading.
_MOST_ON_A_LINE = 22


@dataclass(frozen=True)
class Official:
    """The words around a report; what an office has not said is a blank in brackets.

    Attributes
    ----------
    nation : tuple of str
        The national heading and motto; none in a document that is not in Vietnamese.
    superior, agency : Text
        In capitals.
    number, place_and_day : Text
    kind, subject : str
        What the document is, in capitals, and of what.
    period : str
        The days that the report is of, the second line of the subject.
    addressees_title : str
    addressees : tuple of Text
        The only one, which follows the title on its line; or lines below it, each with its dash.
    contents_title : str
        What stands above the list of headings.
    signature : tuple of Text
        Lines above the space to sign, in capitals; the title comes last.
    signer : Text
    recipients_title : str
    recipients : tuple of Text
        Lines of the list, each with its dash; where the document is filed comes last.
    """

    nation: tuple[str, ...]
    superior: Text
    agency: Text
    number: Text
    place_and_day: Text
    kind: str
    subject: str
    period: str
    addressees_title: str
    addressees: tuple[Text, ...]
    contents_title: str
    signature: tuple[Text, ...]
    signer: Text
    recipients_title: str
    recipients: tuple[Text, ...]


def official_of(report: Report, language: str, letterhead: Letterhead) -> Official:
    """Return the words around a report in a language, filled in as far as they are known."""
    page = Page(report, Words(language))
    capitals = _capitals(letterhead.authority)
    title = _given(letterhead.signer_title.upper(), page, N_("title of the signer"))
    return Official(
        nation=_nation(language),
        superior=_given(_kept_together(letterhead.superior.upper()), page, N_("superior agency")),
        agency=_given(_kept_together(letterhead.agency.upper()), page, N_("name of the agency")),
        number=_number(page, letterhead),
        place_and_day=_place_and_day(page, letterhead),
        kind=page.say(N_("Report")).upper(),
        subject=page.say(N_("Results of measuring the satisfaction of people and organisations")),
        period=period_of(page),
        addressees_title=page.say(N_("Addressed to:")),
        addressees=_addressees(letterhead),
        contents_title=page.say(N_("Contents")),
        signature=(*capitals, title),
        signer=_given(letterhead.signer, page, N_("name of the signer")),
        recipients_title=page.say(N_("Recipients:")),
        recipients=_recipients(page, letterhead),
    )


def _nation(language: str) -> tuple[str, ...]:
    if language != OFFICIAL_LANGUAGE:
        return ()
    return ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def _own(text: str) -> Run:
    """Return words of the office, which are Vietnamese whatever the report is in."""
    return Run(text, OFFICIAL_LANGUAGE)


def _capitals(text: str) -> tuple[Run, ...]:
    return (_own(text.upper()),) if text else ()


def _given(text: str, page: Page, what: str) -> Text:
    return _own(text) if text else f"[{page.say(what)}]"


def _kept_together(name: str) -> str:
    """Return a name whose lines end after a dash rather than within what stands beside it."""
    if _DASH not in name:
        return name
    unbroken = "\N{NO-BREAK SPACE}"
    parts = (
        part.replace(" ", unbroken) if len(part) <= _MOST_ON_A_LINE else part
        for part in name.split(_DASH)
    )
    return f"{unbroken}- ".join(parts)


def _number(page: Page, letterhead: Letterhead) -> Text:
    number = _BLANK if letterhead.number is None else f"{letterhead.number:02}"
    abbreviation = letterhead.abbreviation or _BLANK
    return (page.say(N_("No.:")), " ", _own(f"{number}/BC-{abbreviation}"))


def _place_and_day(page: Page, letterhead: Letterhead) -> Text:
    place, day = _given(letterhead.place, page, N_("place of the agency")), letterhead.day
    first = place if isinstance(place, Run) else Run(str(place))
    if page.words.language != OFFICIAL_LANGUAGE:
        return (first, ", ", page.words.day(day) if day else _BLANK)
    if day is None:
        return (first, f", ngày {_BLANK} tháng {_BLANK} năm {_BLANK}")
    # So that nobody can add a digit before it.
    month = f"{day.month:02}" if day.month <= _LAST_MONTH_OF_TWO_DIGITS else f"{day.month}"
    return (first, f", ngày {day.day:02} tháng {month} năm {day.year}")


def _addressees(letterhead: Letterhead) -> tuple[Text, ...]:
    names = [each.rstrip(";.") for each in letterhead.addressees]
    if len(names) == 1:
        return (_own(f"{names[0]}."),)
    ends = [*";" * (len(names) - 1), "."]
    return tuple(_own(f"- {name}{end}") for name, end in zip(names, ends, strict=False))


def _recipients(page: Page, letterhead: Letterhead) -> tuple[Text, ...]:
    named = [each for each in letterhead.recipients if not each.startswith(_FILED)]
    filed = [each for each in letterhead.recipients if each.startswith(_FILED)]
    lines: list[Text] = [_own(f"- {each.rstrip(';.')};") for each in named]
    if not named:
        lines.append(f"- [{page.say(N_('to whom it is sent'))}];")
    if not filed and page.words.language == OFFICIAL_LANGUAGE:
        filed = [f"{_FILED} VT, {_BLANK}"]
    lines += [_own(f"- {each.rstrip(';.')}.") for each in filed]
    return tuple(lines)
