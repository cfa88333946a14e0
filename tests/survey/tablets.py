"""Tablets as staff enrol them, for tests that need one."""

from hashlib import sha256

from survey.services.enrol_tablets import begin_enrolment, enrol_tablet
from survey.services.survey import Survey


def key_called(name: str) -> str:
    """Return 256 bits as a tablet writes them, the same for the same name."""
    return sha256(name.encode()).hexdigest()


def key_of(code: str, name: str = "Máy 1") -> str:
    """Return the key of a tablet of a code."""
    return key_called(f"{code} {name}")


def enrolled(survey: Survey, code: str, name: str = "Máy 1") -> str:
    """Enrol a tablet for the code of a kiosk, and return its key."""
    key = key_of(code, name)
    enrol_tablet(survey, code, begin_enrolment(survey, code, name), key)
    return key
