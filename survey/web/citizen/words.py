"""What a page says about a visit, whoever opens it and whatever is marked."""

from questionnaires.answering_time import minutes_to_answer
from questionnaires.model import Wording
from survey.domain.modes import Mode
from survey.services.open_visit import OpenVisit
from survey.web.rendering import CODE


def words_of(opened: OpenVisit) -> dict[str, object]:
    """Return the values of a template that are the same for every opening of a poster."""
    asked, language = opened.questionnaire, opened.visit.language

    def said(wording: Wording | None) -> object:
        return wording and wording.in_language(language)

    return {
        CODE: opened.visit.poster,
        "office": opened.office,
        "point": opened.point,
        "is_trial": opened.is_trial,
        "is_shared": opened.visit.mode.is_shared,
        "is_assisted": opened.visit.mode is Mode.ASSISTED,
        "is_kiosk": opened.visit.mode is Mode.KIOSK,
        "minutes": minutes_to_answer(asked),
        "total": len(asked.questions),
        "introduction": said(asked.introduction),
        "invitation": said(asked.comment),
    }
