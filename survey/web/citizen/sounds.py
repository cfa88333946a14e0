"""Recorded questions as addresses; the files themselves lie in the office's folder of languages."""

from pathlib import Path

from flask import url_for

from questionnaires.model import Questionnaire
from survey.services.find_sounds import SOUNDS
from survey.web.citizen.forms import COMMENT
from survey.web.citizen.screens import LAST
from survey.web.current import current_survey
from templates.sounds import recorded


def sound_folder() -> Path:
    """Return the folder of all recordings."""
    return current_survey().settings.languages / SOUNDS


def sounds_of(asked: Questionnaire, language: str) -> dict[str, str]:
    """Return the addresses of the recordings of each screen, with spaces between."""
    found = recorded(sound_folder(), language, asked.name)
    return {
        LAST if question == COMMENT else question: " ".join(
            url_for("citizen.sound", language=language, questionnaire=asked.name, name=name)
            for name in names
        )
        for question, names in found.items()
    }
