"""Recorded questions as addresses; the files themselves lie beside the translations."""

from pathlib import Path

from flask import current_app, url_for

from questionnaires.model import Questionnaire
from survey.web.citizen.forms import COMMENT
from survey.web.citizen.screens import LAST
from templates.sounds import SOUNDS, recorded

# Where a test, or an office that keeps its recordings elsewhere, says another folder.
FOLDER = "SOUNDS"


def sound_folder() -> Path:
    """Return the folder of all recordings."""
    return Path(current_app.config.get(FOLDER, SOUNDS))


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
