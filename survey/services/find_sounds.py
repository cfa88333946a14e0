"""Questions read aloud by people: one recorded file a question, put there by the office.

::

    languages/sounds/CODE/QUESTIONNAIRE/QUESTION.ogg    such as sounds/blt/counter.v2/signs.ogg

The invitation to comment is called ``comment``, as no question can be.
"""

from questionnaires.model import Questionnaire
from survey.services.survey import Survey

SOUNDS = "sounds"
COMMENT = "comment"
# Every telephone plays MP3; Ogg is half as large and older iPhones do not play it.
ENDINGS = (".mp3", ".ogg")


def spoken_places(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return what of a questionnaire can be recorded, in the order in which it is asked."""
    questions = tuple(question.id for question in questionnaire)
    return questions if questionnaire.comment is None else (*questions, COMMENT)


def silent_places(survey: Survey, language: str, questionnaire: Questionnaire) -> tuple[str, ...]:
    """Return what nobody recorded in a language."""
    folder = survey.settings.languages / SOUNDS / language / questionnaire.name
    return tuple(
        place
        for place in spoken_places(questionnaire)
        if not any((folder / (place + ending)).is_file() for ending in ENDINGS)
    )
