"""What the office writes above and below its reports, and how it is changed."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from analysis.letterhead import Letterhead
from questionnaires.composing import without_shapeless
from survey.domain.errors import BadText, ChangedMeanwhile, TextFault
from survey.domain.texts import clean_line
from survey.services.set_up_office import office
from survey.services.survey import Survey
from survey.store.letterheads import find_letterhead, put_letterhead

LONGEST_LINE = 200
MOST_LINES = 30


def letterhead(survey: Survey) -> Letterhead:
    """Return what is kept."""
    with survey.store.reading() as connection:
        return find_letterhead(connection)


def printed_letterhead(survey: Survey) -> Letterhead:
    """Return what reports are printed with: the agency is the office unless it says otherwise."""
    kept = letterhead(survey)
    return replace(kept, agency=kept.agency or office(survey).name)


def change_letterhead(survey: Survey, wanted: Letterhead, opened: str | None = None) -> None:
    """Keep other words, unless they are no longer those that the form was opened with.

    `opened` is the mark of those. Raises BadText, and ChangedMeanwhile when somebody else has
    changed them; who wants the very words that are kept has no quarrel with him.
    """
    wanted = cleaned(wanted)
    with survey.store.writing() as connection:
        kept = find_letterhead(connection)
        if opened is not None and opened != mark(kept) and wanted != kept:
            raise ChangedMeanwhile
        put_letterhead(connection, wanted)


def mark(kept: Letterhead) -> str:
    """Return the same for the same words: by it a form tells what it was opened with."""
    return sha256(repr(kept).encode()).hexdigest()[:16]


def cleaned(given: Letterhead) -> Letterhead:
    """Return words fit to be kept, without what is of one report; raise BadText."""
    return Letterhead(
        superior=_line_or_nothing(given.superior),
        agency=_line_or_nothing(given.agency),
        abbreviation=_line_or_nothing(given.abbreviation),
        place=_line_or_nothing(given.place),
        addressees=lines_of(given.addressees),
        authority=_line_or_nothing(given.authority),
        signer_title=_line_or_nothing(given.signer_title),
        signer=_line_or_nothing(given.signer),
        recipients=lines_of(given.recipients),
    )


def lines_of(written: Iterable[str]) -> tuple[str, ...]:
    """Return addressees or recipients that are written in a line each; raise BadText."""
    lines = tuple(filter(None, map(_line_or_nothing, written)))
    if len(lines) > MOST_LINES:
        raise BadText(TextFault.TOO_LONG)
    return lines


def _line_or_nothing(text: str) -> str:
    return clean_line(text, LONGEST_LINE) if without_shapeless(text).strip() else ""
