"""The files of a report as its page offers them, and how far they are made."""

from collections.abc import Collection
from dataclasses import dataclass

from survey.domain.publications import Edition
from survey.services.kept_files import are_files_kept, count_files_made, is_newest
from survey.web.current import current_survey
from survey.web.languages import chosen_language
from survey.web.staff.failures import why_not_made
from survey.web.staff.pages import said
from templates.languages import N_

# Those that people ask for, in the order in which they stand on the page; the page comes before.
_LABELS = {
    "docx": N_("Report as Word"),
    "pdf": N_("Report as PDF"),
    "xlsx": N_("Numbers as Excel"),
    "csv": N_("Numbers as CSV"),
    "json": N_("Numbers as JSON"),
}
_BEING_MADE = N_(
    "The files of this report are made by themselves, one after the other: %(made)s of %(all)s are "
    "done. Whoever presses one before sees when it is there."
)
_WHEN_ASKED = N_("The files of this earlier report are made as soon as you press one.")
_NOT_MADE = N_("The files of this report could not be made; its figures are kept.")


@dataclass(frozen=True)
class OfferedFiles:
    """Files to keep, by their kinds, and what is said of them; nothing where all are there."""

    labels: dict[str, str]
    words: str
    is_fault: bool = False


def offered_files(edition: Edition, kinds: Collection[str]) -> OfferedFiles:
    """Return what is said of the files of a report in the language of the page."""
    survey, language = current_survey(), chosen_language()
    labels = {kind: said(label) for kind, label in _LABELS.items() if kind in kinds}
    if are_files_kept(survey, edition, language):
        return OfferedFiles(labels, "")
    failure = survey.filing.failures.get(edition.period)
    if failure is not None:
        return OfferedFiles(labels, f"{said(_NOT_MADE)} {why_not_made(failure)}", is_fault=True)
    if not is_newest(survey, edition):
        return OfferedFiles(labels, said(_WHEN_ASKED))
    made = count_files_made(survey, edition, language)
    return OfferedFiles(labels, said(_BEING_MADE, made=str(made), all=str(len(kinds))))
