"""Which languages a citizen can choose: those in which everything on the page can be said."""

from functools import lru_cache

from questionnaires.wordings import missing_wordings
from survey.domain.errors import SurveyError
from survey.services.directory import Directory
from survey.services.survey import Survey
from templates.language_files import LanguageFiles, language_files
from templates.language_register import LANGUAGES


def offered_languages(survey: Survey) -> tuple[str, ...]:
    """Return the languages of the program, and each other one that is complete in both places.

    The pages' own sentences and the questionnaire that is asked must be there to the last word:
    half a page in a language would say that somebody is spoken to, and then not do so.
    """
    files = language_files()
    if files.complete == LANGUAGES:
        return LANGUAGES
    try:
        directory = survey.directory.current()
    except SurveyError:
        # Nothing can be asked now, and the page that says so needs no questionnaire.
        return files.complete
    return _complete_in_both(files, directory)


# Asked several times a request, and the same until the office publishes or adds a file.
@lru_cache(maxsize=4)
def _complete_in_both(files: LanguageFiles, directory: Directory) -> tuple[str, ...]:
    others = files.complete[len(LANGUAGES) :]
    try:
        asked = directory.asked_questionnaire()
    except SurveyError:
        return files.complete
    return (*LANGUAGES, *(code for code in others if not missing_wordings(asked, code)))


def unready_languages(survey: Survey) -> tuple[str, ...]:
    """Return the languages that somebody began to fill and that cannot be offered yet."""
    files, offered = language_files(), offered_languages(survey)
    others = (code for code in files.register.languages if code not in offered)
    return tuple(code for code in others if files.catalogue_path(code) is not None)
