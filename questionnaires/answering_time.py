"""How long answering takes, as pages and posters promise it."""

from questionnaires.model import Questionnaire

# For somebody who reads every question and choice without hurry: some thirty syllables.
_SECONDS_A_QUESTION = 10


def minutes_to_answer(questionnaire: Questionnaire) -> int:
    """Return how long reading and answering all questions takes.

    Parameters
    ----------
    questionnaire : Questionnaire
        What is asked.

    Returns
    -------
    int
        Whole minutes, at least one.
    """
    return max(1, round(len(questionnaire.questions) * _SECONDS_A_QUESTION / 60))
