"""Which languages a citizen can choose: those in which everything on the page can be said."""

from questionnaires.wordings import missing_wordings
from survey.domain.errors import SurveyError
from survey.services.publish_text import current_questionnaire
from survey.services.survey import Survey
from templates.language_files import language_files
from templates.language_register import LANGUAGES


def offered_languages(survey: Survey) -> tuple[str, ...]:
    """Return the languages of the program, and each other one that is complete in both places.

    The pages' own sentences and the questionnaire that is asked must be there to the last word:
    half a page in a language would say that somebody is spoken to, and then not do so.
    """
    complete = language_files().complete
    if complete == LANGUAGES:
        return LANGUAGES
    try:
        asked = current_questionnaire(survey)
    except SurveyError:
        # Nothing can be asked now, and the page that says so needs no questionnaire.
        return complete
    return (*LANGUAGES, *(c for c in complete[len(LANGUAGES) :] if not missing_wordings(asked, c)))


def unready_languages(survey: Survey) -> tuple[str, ...]:
    """Return the languages that somebody began to fill and that cannot be offered yet."""
    files, offered = language_files(), offered_languages(survey)
    others = (code for code in files.register.languages if code not in offered)
    return tuple(code for code in others if files.catalogue_path(code) is not None)
