"""Whether a file is a report of this office, says what that says, and follows from the rows."""
# ruff: noqa: PLC0415 (what computes takes long to import, and a start should not wait for it)

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.report.model import Report
from survey.domain.errors import StoreFull
from survey.domain.publications import Context, Publication
from survey.services.directory import DirectoryKeeper
from survey.services.find_due_reports import refuse_broken_chain
from survey.services.hash_answers import altered_months
from survey.services.keep_letterhead import printed_letterhead
from survey.services.kept_files import day_made
from survey.services.publish_report import report_of_period
from survey.services.read_publications import report_as_kept
from survey.services.read_report_file import Kind, is_same, kind_of, values_of
from survey.services.survey import Survey
from survey.store import publications
from survey.store.copying import write_copy
from survey.store.engine import open_store
from survey.store.replacing import HALF
from survey.store.responses import count_by_month
from survey.store.turning_back import turn_back
from templates.languages import LANGUAGES


class Agreement(Enum):
    """How a file compares with what this program writes of the report."""

    SAME_BYTES = "it is that file"
    SAME_VALUES = "other bytes, and the same in each place"
    OTHER_VALUES = "something else in some places"
    MADE_EARLIER = "other bytes than now, and one that was made on a day"
    UNKNOWN = "other bytes, of which it cannot be told what people see"


@dataclass(frozen=True)
class Compared:
    """What came of comparing; `place` is where the file first says something else.

    `made_on` is told of a file that was made earlier.
    """

    agreement: Agreement
    place: str = ""
    told: str = ""
    kept: str = ""
    made_on: date | None = None


class Numbers(Enum):
    """What the rows that are kept give."""

    SAME = "the same"
    OTHER_ANSWERS = "those of other answers"
    OTHER = "others"
    NO_ROWS = "none, for there are no rows"


@dataclass(frozen=True)
class Recomputed:
    """What came of computing once more; `months` are those with other answers, by first days."""

    numbers: Numbers
    months: tuple[date, ...] = ()


def published_as(survey: Survey, fingerprint: str) -> Publication | None:
    """Return the published report of a fingerprint; None where none has it.

    Raises PublicationAltered, and PublicationsBroken where none has it and some are missing.
    """
    with survey.store.reading() as connection:
        found = publications.find_edition(connection, fingerprint)
        if found is None:
            refuse_broken_chain(connection)
            return None
        return publications.find_publication(connection, found.period, found.number)


def compared(survey: Survey, publication: Publication, content: bytes) -> Compared:
    """Compare a file with those that this program writes of the report."""
    kind, told, best = kind_of(content), values_of(content), Compared(Agreement.UNKNOWN)
    fewest = None
    for written in _written(survey, publication, kind):
        if written == content:
            return Compared(Agreement.SAME_BYTES)
        kept = values_of(written)
        if told is None or kept is None or not told.keys() & kept.keys():
            continue
        others = [at for at in {**kept, **told} if not is_same(told.get(at), kept.get(at))]
        if fewest is None or len(others) < fewest:
            fewest, best = len(others), _first(others, told, kept)
    # Other letterheads and versions write other bytes; what they wrote is remembered.
    if made_on := day_made(survey, content):
        return Compared(Agreement.MADE_EARLIER, made_on=made_on)
    is_uncertain = best.agreement is Agreement.SAME_VALUES and not kind.is_all_read
    return Compared(Agreement.UNKNOWN) if is_uncertain else best


def _first(others: list[str], told: dict[str, object], kept: dict[str, object]) -> Compared:
    if not others:
        return Compared(Agreement.SAME_VALUES)
    place = others[0]
    of_file, of_report = (str(values.get(place, "–")) for values in (told, kept))
    return Compared(Agreement.OTHER_VALUES, place, of_file, of_report)


def _written(survey: Survey, publication: Publication, kind: Kind) -> Iterator[bytes]:
    """Yield the files of a report that are of a kind, in every language of the program."""
    from analysis.report.formats import FORMATS

    report, letterhead = report_as_kept(survey, publication), printed_letterhead(survey)
    for each in FORMATS.values():
        if kind.value in each.media_type:
            for language in LANGUAGES:
                yield each.write(report, language, letterhead)


def recomputed(survey: Survey, publication: Publication) -> Recomputed:
    """Compute a published report once more, beside those alone that were published before it.

    Raises what copying the database does, and what making a report does.
    """
    from analysis.report.findings.rounding import without_noise
    from analysis.report.sample.earlier import SubtractedReports
    from analysis.report.stored import stored

    with survey.store.reading() as connection:
        counts = count_by_month(connection)
    if not any(count for month, count in counts.items() if month in publication.period):
        return Recomputed(Numbers.NO_ROWS)
    if altered := altered_months(survey.store, [Context.read(publication.context)]):
        return Recomputed(Numbers.OTHER_ANSWERS, altered)
    try:
        report = _computed_then(survey, publication)
    except SubtractedReports:
        return Recomputed(Numbers.OTHER)
    # Another version that computes the same numbers is no other report; earlier ones kept more
    # digits of some.
    kept = report_as_kept(survey, publication)
    is_same = stored(replace(report, software=kept.software)) == stored(without_noise(kept))
    return Recomputed(Numbers.SAME if is_same else Numbers.OTHER)


def _computed_then(survey: Survey, publication: Publication) -> Report:
    """Compute a report in a copy of the database that is turned back, so that this one stays."""
    try:
        folder = TemporaryDirectory(dir=survey.settings.data, suffix=HALF)
    except OSError:
        raise StoreFull("the disk takes no folder") from None
    with folder as name:
        path = Path(name, survey.settings.database.name)
        write_copy(survey.store, path, survey.today())
        with closing(open_store(path)) as store:
            with store.writing() as connection:
                turn_back(connection, publication)
            then = replace(survey, store=store, directory=DirectoryKeeper(store))
            return report_of_period(then, publication.period)
