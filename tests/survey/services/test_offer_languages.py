"""Which languages are offered, and what a language costs that nobody filled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from survey.services.offer_languages import offered_languages, unready_languages
from survey.services.open_survey import open_survey
from survey.services.publish_text import use
from survey.services.survey import Survey
from survey.settings import Settings
from templates.language_files import language_files, use_office_files
from tests.survey.web.citizen.made_up_office import ask_in_it, fill_pages
from tests.templates.made_up_language import CODE, put_language


@pytest.fixture(autouse=True)
def only_here() -> Iterator[None]:
    yield
    use_office_files(None)


def test_without_files_two_languages_are_offered_and_nothing_is_unready(survey: Survey) -> None:
    assert offered_languages(survey) == ("vi", "en")
    assert unready_languages(survey) == ()


def test_a_language_follows_the_questionnaire_that_is_asked(survey: Survey) -> None:
    fill_pages(survey)
    assert offered_languages(survey) == ("vi", "en")
    assert unready_languages(survey) == (CODE,)
    ask_in_it(survey)
    assert offered_languages(survey) == ("vi", "en", CODE)
    assert unready_languages(survey) == ()
    use(survey, questionnaire="counter.v1")
    assert offered_languages(survey) == ("vi", "en")


def test_a_survey_that_is_opened_speaks_the_languages_of_its_folder(survey: Survey) -> None:
    use_office_files(None)
    put_language(survey.settings.languages)
    assert CODE not in language_files().complete
    open_survey(Settings(data=survey.settings.data), survey.clock).store.close()
    assert CODE in language_files().complete
